import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, start } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { commandsOf } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const main = join(root, 'packages/xiaopu/src/main.ts')
const run = promisify(execFile)

const commands = commandsOf(root, 'docs/start.md')

let folder: string
let port: number
let demo: Child

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaopu-start-'))
  port = await freePair()
  demo = await start(['--conditions=@xiaopu/source', main, 'dev'], {
    cwd: folder,
    ready: /^ready http/,
    env: settings(),
  })
})
afterAll(async () => {
  await demo?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Ports and data of its own, where a reader has the usual ones. */
const settings = () => ({ PORT: String(port), XIAOPU_DATA: join(folder, 'data') })

/** Does what a reader types, with the programs of this repository: a bare machine has no other. */
async function perform(command: string): Promise<string> {
  const [, url = '', body = ''] = /^curl -s -X POST (\S+) -d '(.*)'$/.exec(command) ?? []
  if (url !== '') {
    const own = url.replace('127.0.0.1:8689', `127.0.0.1:${port + 1}`)
    return (await fetch(own, { method: 'POST', body })).text()
  }
  const words = command.replace('npx -y pnpm@10.34.9 xiaopu ', '').split(' ')
  const args = ['--conditions=@xiaopu/source', main, ...words]
  const env = { ...process.env, ...settings() }
  return (await run(process.execPath, args, { cwd: folder, env })).stdout
}

test('every command of the first guide works, one after the other', async () => {
  expect(commands.length).toBeGreaterThan(7)
  for (const command of commands) {
    expect(await perform(command), command).not.toBe('')
  }
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['code.png', 'poster.svg']))
}, 120_000)
