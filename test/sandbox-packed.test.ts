import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { start } from './bench/child.ts'
import { pack } from './check/packages.ts'

// What somebody gets who never saw this repository: the tarball, unpacked in a folder elsewhere.
const root = fileURLToPath(new URL('../', import.meta.url))
let home: string
let bin: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'xiaopu-elsewhere-'))
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-b', 'packages/sandbox'], { cwd: root })
  pack(root, home, './packages/sandbox')
  const [tarball = ''] = readdirSync(home)
  const target = join(home, 'node_modules/@xiaopu/sandbox')
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', join(home, tarball), '-C', target, '--strip-components=1'])
  // Its dependencies as npm would have put them beside it, taken from what is installed here.
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'))
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(home, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'packages/sandbox/node_modules', name), link)
  }
  bin = join(target, manifest.bin['xiaopu-sandbox'])
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The machine's own variables must not decide a test. */
const clean = { PORT: '', HOST: '', XIAOPU_DATA: '', XIAOPU_OFFERS: '', SANDBOX_OFFERS: '' }

function open(...args: string[]) {
  return start([bin, '--port', '0', ...args], { cwd: home, env: clean, ready: /^ready http/ })
}

function run(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [bin, ...args], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, ...clean, ...env },
  })
}

test('the packed sandbox starts in an empty folder, prints its keys, and keeps its world over a restart', async () => {
  const first = await open('--data', 'kept')
  const url = first.ready.slice('ready '.length)
  expect(first.lines.join('\n')).toMatch(
    /app key {7}1000000\n {2}app secret {4}sandbox-secret\n {2}access token {2}at-0001/,
  )
  expect(first.lines.join('\n')).toContain(`${url}/sandbox/`)
  await fetch(`${url}/sandbox/api/clock`, { method: 'POST', body: '{"advanceMs":86400000}' })
  await fetch(`${url}/sandbox/api/tokens`, { method: 'POST', body: '{"memberId":"b2b-77"}' })
  expect(await first.stop()).toBe(0)
  expect(readdirSync(home).filter((name) => !/\.tgz$|node_modules/.test(name))).toEqual(['kept'])

  const second = await open('--data', 'kept')
  const answer = await fetch(`${second.ready.slice('ready '.length)}/sandbox/api/state`)
  const state = (await answer.json()) as { now: number; members: { memberId: string }[] }
  expect(state.now).toBeGreaterThan(Date.now() + 86_000_000)
  expect(state.members.map(({ memberId }) => memberId)).toContain('b2b-77')

  const third = run(['--port', '0', '--data', 'kept'])
  expect(third.status).toBe(1)
  expect(third.stderr).not.toContain('    at ')
  expect(await second.stop()).toBe(0)
})

test('it explains itself in Chinese and English, and says what is wrong with a port', async () => {
  const { status, stdout } = run(['--help'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/离线运行.*--data <folder>.*in memory only/s)
  const bad = run([], { PORT: 'eighty' })
  expect(bad.status).toBe(2)
  expect(bad.stderr).toMatch(/不能是「eighty」.*not "eighty"/s)
  const taken = createServer()
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
  const address = taken.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const busy = run(['--port', port])
  taken.close()
  expect(busy.status).toBe(1)
  expect(busy.stderr).toMatch(new RegExp(`端口 ${port} 已被占用.*is in use`, 's'))
})
