import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutants } from './mutants.ts'

/**
 * Plants each bug in turn, runs the tests that must not let it through, and takes it out again.
 * Ends with 1 where a bug survives. Arguments name some of them.
 */
const root = new URL('../../', import.meta.url)

function survives({ file, from, to, killers }: Mutant): boolean {
  const path = fileURLToPath(new URL(file, root))
  const source = readFileSync(path, 'utf8')
  const restore = (): void => writeFileSync(path, source)
  process.once('exit', restore)
  try {
    writeFileSync(
      path,
      source.replace(from, () => to),
    )
    const { status } = spawnSync('vitest', ['run', '--bail', '1', ...killers], {
      cwd: fileURLToPath(root),
      stdio: 'ignore',
      shell: process.platform === 'win32',
    })
    return status === 0
  } finally {
    restore()
    process.off('exit', restore)
  }
}

const wanted = process.argv.slice(2)
const chosen = mutants.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
let alive = 0
for (const [index, mutant] of chosen.entries()) {
  process.stdout.write(`${index + 1}/${chosen.length} ${mutant.name} … `)
  const began = performance.now()
  const isAlive = survives(mutant)
  if (isAlive) alive++
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(`${isAlive ? `SURVIVES: ${mutant.harm}` : 'caught'} (${seconds} s)\n`)
}
process.stdout.write(`${chosen.length - alive} of ${chosen.length} caught\n`)
process.exitCode = alive > 0 ? 1 : 0
