import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@xiaopu/gateway'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  defaultMerchant,
  FIRST_TOKEN,
} from '@xiaopu/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine, startCommand } from './command-line.ts'
import { freshDatabase } from './database.ts'
import { masterKey } from './master-key.ts'

/** Opens an empty cart on a connection of its own. @returns its id, or why there was no answer */
function openCart(url: string, key: string): Promise<{ id?: string; failure?: string }> {
  return new Promise((done) => {
    const asked = request(`${url}/v1/carts?shop=${key}`, { method: 'POST', agent: false })
    asked.on('error', (error: NodeJS.ErrnoException) => done({ failure: error.code ?? 'unknown' }))
    asked.on('response', (response) => {
      let text = ''
      response.on('data', (data) => {
        text += data
      })
      response.on('error', () => done({ failure: 'cut off' }))
      response.on('end', () => done({ id: JSON.parse(text).id }))
    })
    asked.end('{"changes":[]}')
  })
}

test('told to stop under load, it answers all that it took and keeps all that it answered', async () => {
  const data = await mkdtemp(join(tmpdir(), 'xiaopu-stop-'))
  const sandbox = createSandbox({})
  const { url } = await sandbox.start()
  onTestFinished(async () => {
    await sandbox.stop()
    await rm(data, { recursive: true, force: true })
  })
  const databaseUrl = await freshDatabase()
  const env = {
    XIAOPU_DATA: data,
    DATABASE_URL: databaseUrl,
    ALIBABA_BASE_URL: url,
    ALIBABA_APP_KEY: DEFAULT_APP_KEY,
    ALIBABA_APP_SECRET: DEFAULT_APP_SECRET,
    ALIBABA_TOKEN: FIRST_TOKEN,
    CASHIER_URL: url,
    CASHIER_MERCHANT: defaultMerchant.id,
    CASHIER_SECRET: defaultMerchant.secret,
    XIAOPU_MASTER_KEY: masterKey,
  }
  const opened = await runCommandLine(['open', 'mine', '--json'], env)
  const { publishableKey } = JSON.parse(opened.stdout)
  const gateway = await startCommand('serve', { ...env, PORT: '0' })
  const address = gateway.ready.replace('ready ', '')

  const answers: Awaited<ReturnType<typeof openCart>>[] = []
  const buyer = async () => {
    for (;;) {
      const answer = await openCart(address, publishableKey)
      answers.push(answer)
      if (answer.failure) return
      if (answers.length === 100) stopped = gateway.stop()
    }
  }
  let stopped: Promise<unknown> | undefined
  await Promise.all(Array.from({ length: 8 }, buyer))
  await stopped

  const taken = answers.flatMap(({ id }) => id ?? [])
  expect(taken.length).toBeGreaterThanOrEqual(100)
  // Who comes too late is not let in; whoever was let in is not cut off.
  const tooLate = ['ECONNREFUSED', 'ECONNRESET']
  for (const { failure } of answers) if (failure) expect(tooLate).toContain(failure)
  const books = connect({ url: databaseUrl, max: 1 })
  onTestFinished(() => books.close())
  const { rows } = await books.pool.query('select cart_id from carts')
  // Nothing is lost that was answered, and nothing was done without its answer.
  expect(rows.map((row) => row.cart_id).sort()).toEqual(taken.sort())
}, 120_000)
