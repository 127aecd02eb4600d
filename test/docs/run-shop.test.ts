import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSandbox, DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import type { Child } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { runCommandLine, startCommand } from '../command-line.ts'
import { masterKey } from '../master-key.ts'
import { commandsOf } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test.each(['docs/run.md', 'docs/zh/run.md'])(
  'every command of %s works, one after the other, up to a shop that sells',
  async (guide) => {
    const folder = await mkdtemp(join(tmpdir(), 'xiaopu-run-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const sandbox = createSandbox({})
    const { url } = await sandbox.start()
    onTestFinished(() => sandbox.stop())
    const port = String(await freePair())
    await writeFile(join(folder, 'wechat.json'), JSON.stringify(sandbox.wechatPay.account()))
    // What the reader has from 1688, the sandbox gives.
    const env: Record<string, string> = {
      PORT: port,
      XIAOPU_DATA: join(folder, 'data'),
      XIAOPU_URL: `http://127.0.0.1:${port}`,
      XIAOPU_MASTER_KEY: masterKey,
      ALIBABA_BASE_URL: url,
      ALIBABA_APP_KEY: DEFAULT_APP_KEY,
      ALIBABA_APP_SECRET: DEFAULT_APP_SECRET,
      ALIBABA_TOKEN: FIRST_TOKEN,
    }
    let gateway: Child | undefined
    onTestFinished(async () => {
      await gateway?.stop()
    })
    const typed = commandsOf(root, guide).map((command) =>
      command
        .replace('npx -y pnpm@10.34.9 xiaopu ', '')
        .replace('wechat.json', join(folder, 'wechat.json'))
        .replace('/backups', folder),
    )
    expect(typed.length).toBeGreaterThan(6)
    for (const line of typed) {
      if (line.startsWith('serve')) {
        gateway = await startCommand(line, env)
        continue
      }
      // The rest is looked at while the shop runs as its service does.
      if (line === 'doctor') {
        await gateway?.stop()
        gateway = await startCommand('serve', env)
      }
      const { code, stdout, stderr } = await runCommandLine(line.split(' '), env)
      expect({ line, code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({
        ...{ line, code: 0, stderr: '' },
      })
      env.XIAOPU_KEY ??= /xsk_\w+/.exec(stdout)?.[0] ?? ''
    }
  },
  180_000,
)

test.each(['docs/run.md', 'docs/zh/run.md'])(
  'the service of %s is told to stop itself: its program is no script that stands before it',
  async (guide) => {
    const text = await readFile(join(root, guide), 'utf8')
    const [, program = ''] = /^ExecStart=\/srv\/xiaopu\/(\S+)/m.exec(text) ?? []
    const head = (await readFile(join(root, program))).subarray(0, 2).toString()
    expect({ program, head }).not.toMatchObject({ head: '#!' })
  },
)
