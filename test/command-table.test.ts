import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { runCommandLine, spawnCommand } from './command-line.ts'

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

test('who only reads the beginning of a file, as head does, meets no error', async () => {
  const { env, close } = await standIn((_, response) => {
    response.end('a row of a table\r\n'.repeat(100_000))
  })
  const child = spawnCommand(['orders', '--csv'], env)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((done) => child.once('close', done))
  expect([code, stderr]).toEqual([0, ''])
  close()
})
