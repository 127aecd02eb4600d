import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const crash = fileURLToPath(new URL('./crash.ts', import.meta.url))

/** Runs a program that ends on bugs; what it logs goes to its standard error. */
async function run(line: string): Promise<{ code: number; log: string }> {
  const program = `import { endOnBug } from '${crash}'
    endOnBug((entry) => console.error(JSON.stringify(entry)))
    setInterval(() => {}, 1_000)
    ${line}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  let log = ''
  child.stderr.on('data', (data) => {
    log += data
  })
  const [code] = await once(child, 'exit')
  return { code, log }
}

test.each([
  ['Promise.reject(new Error("nobody waits"))', 'process.unhandled-rejection', 'nobody waits'],
  [
    'setTimeout(() => { throw new Error("nobody catches") })',
    'process.uncaught-exception',
    'nobody',
  ],
  ['Promise.reject("a text")', 'process.unhandled-rejection', 'a text'],
])('%s is written down and ends the process with 70', async (line, event, reason) => {
  const { code, log } = await run(line)
  expect(code).toBe(70)
  const entry = JSON.parse(log)
  expect(entry).toMatchObject({ level: 'error', event })
  expect(entry.reason).toContain(reason)
})
