import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { commandLine, runCommandLine, spawnCommand, type Variables } from './command-line.ts'

/** A gateway that answers everything in one way. */
async function standIn(answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const env = { XIAOPU_URL: `http://127.0.0.1:${port}`, XIAOPU_KEY: 'xsk_any' }
  return { env, close: () => server.close() }
}

test('a file that broke off on its way is told as no file', async () => {
  const { env, close } = await standIn((_, response) => {
    response.write('\uFEFF订单号,下单时间\r\n')
    setImmediate(() => response.destroy())
  })
  const { code, stderr } = await runCommandLine(['orders', '--csv'], env)
  expect([code, stderr]).toEqual([1, '失败：文件没有传完，不要使用，请重新导出\n'])
  close()
})

test('a list of claims that goes on says so: each has a time to be answered by', async () => {
  const claim = {
    order: 'ord_1',
    kind: 'refund_only',
    state: 'opened',
    reason: 'damaged',
    lines: [],
  }
  const page = {
    items: [
      { ...claim, id: 'asc_2' },
      { ...claim, id: 'asc_1' },
    ],
    next: 'asc_1',
  }
  const { env, close } = await standIn((_, response) => void response.end(JSON.stringify(page)))
  const { stdout } = await runCommandLine(['after-sales', '--limit', '2'], env)
  expect(stdout).toMatch(/asc_1.+\n\n只列出前 2 个，用 --limit 看更多\n$/)
  close()
})

const items = Array.from({ length: 20_000 }, (_, at) => ({ id: `whk_${at}`, events: ['*'] }))

test('who only reads the beginning of a list for programs meets no error either', async () => {
  const { env, close } = await standIn(
    (_, response) => void response.end(JSON.stringify({ items })),
  )
  expect(await readBeginning(['webhooks', '--json'], env)).toEqual([0, ''])
  close()
})

test.each([['webhooks'], ['webhooks', '--json'], ['orders', '--csv']])(
  'what a full disk does not take of %s is told in a sentence',
  async (...line) => {
    const { env, close } = await standIn((_, response) => void response.end('{"items":[]}'))
    const { args, options } = commandLine(line, env)
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', full, 'pipe'] })
    closeSync(full)
    let told = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    const code = await new Promise((done) => child.once('close', done))
    expect([code, told]).toEqual([1, expect.stringMatching(/输出没有写完（ENOSPC.+先看看.+\n$/)])
    expect(told.split('\n')).toHaveLength(2)
    close()
  },
)

test('who only reads the beginning of a file, as head does, meets no error', async () => {
  const { env, close } = await standIn((_, response) => {
    response.end('a row of a table\r\n'.repeat(100_000))
  })
  expect(await readBeginning(['orders', '--csv'], env)).toEqual([0, ''])
  close()
})

/** The exit code, and what was complained of. */
async function readBeginning(line: readonly string[], env: Variables): Promise<unknown[]> {
  const child = spawnCommand(line, env)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((done) => child.once('close', done))
  return [code, stderr]
}
