import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, mutants } from './mutants.ts'

/**
 * Plants each bug in turn, runs the tests that must not let it through, and takes it out again.
 * Ends with 1 where a bug survives. Arguments name some of them.
 */
const root = new URL('../../', import.meta.url)

const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', root))

/** @throws where the tests could not be run: that catches nothing */
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
    return failedTests(killers) === 0
  } finally {
    restore()
    process.off('exit', restore)
  }
}

function failedTests(files: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'xiaopu-mutants-'))
  const report = join(folder, 'report.json')
  try {
    spawnSync(process.execPath, [vitest, 'run', '--bail', '1', ...files], {
      cwd: fileURLToPath(root),
      env: { ...process.env, XIAOPU_TEST_REPORT: report },
      stdio: 'ignore',
    })
    const { numFailedTests: failed, numPassedTests: passed } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as { readonly numFailedTests: number; readonly numPassedTests: number }
    if (failed + passed === 0) throw new Error(`no test ran of ${files.join(', ')}`)
    return failed
  } finally {
    rmSync(folder, { recursive: true, force: true })
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
