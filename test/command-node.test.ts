import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

/** Starts a command as Node of that version would, as far as the command can tell. */
function startedBy(version: string, bin: string) {
  const said = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
  const preload = `data:text/javascript,${encodeURIComponent(said)}`
  const args = ['--import', preload, packages + bin, '--help']
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}

test.each([
  ['xiaopu/bin/xiaopu.js', '20.20.2'],
  ['xiaopu/bin/xiaopu.js', '22.17.1'],
  ['sandbox/bin/xiaopu-sandbox.js', '20.20.2'],
])('%s says on Node %s which Node it needs, in two languages, and nothing else', (bin, version) => {
  const { status, stdout, stderr } = startedBy(version, bin)
  expect(stderr).toBe(
    `需要 Node 22.18 或更新的版本，现在是 ${version}\nNode 22.18 or newer is needed, this is ${version}\n`,
  )
  expect(stdout).toBe('')
  expect(status).toBe(1)
})
