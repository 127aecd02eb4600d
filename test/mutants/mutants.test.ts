import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const root = new URL('../../', import.meta.url)

test.each(mutants)('$name can still be planted, and its killers are there', (mutant) => {
  const source = readFileSync(new URL(mutant.file, root), 'utf8')
  expect(source.split(mutant.from)).toHaveLength(2)
  expect(mutant.killers.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
})
