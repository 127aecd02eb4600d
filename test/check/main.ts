import { fileURLToPath } from 'node:url'
import { dependencies } from './dependencies.ts'
import { floor } from './floor.ts'
import { layers } from './layers.ts'
import { packages } from './packages.ts'
import { secrets } from './secrets.ts'
import { sizes } from './sizes.ts'
import { failures, threats } from './threats.ts'
import { words } from './words.ts'
import type { Check } from './workspace.ts'

const checks: readonly Check[] = [
  layers,
  dependencies,
  words,
  threats,
  failures,
  secrets,
  sizes,
  floor,
  packages,
]

const root = fileURLToPath(new URL('../../', import.meta.url))
const width = Math.max(...checks.map((check) => check.name.length))
let broken = 0
for (const check of checks) {
  const began = performance.now()
  const { facts, findings } = await check.run(root)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const mark = findings.length === 0 ? 'holds ' : 'BROKEN'
  console.log(`${check.name.padEnd(width)}  ${mark}  ${facts} (${seconds} s)`)
  for (const finding of findings) console.log(`${' '.repeat(width)}  - ${finding}`)
  broken += findings.length
}
if (broken > 0) {
  console.log(`${broken} ${broken === 1 ? 'finding' : 'findings'}`)
  process.exitCode = 1
}
