import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Webhook, WebhookDelivery } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Child } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { runCommandLine, startCommand } from '../command-line.ts'
import { openReceiver, type Receiver } from './receiver.ts'

let data: string
let env: Record<string, string>
let running: Child
let receiver: Receiver

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-webhooks-'))
  env = { PORT: String(await freePair()), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
  receiver = await openReceiver()
}, 120_000)
afterAll(async () => {
  await receiver.close()
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

async function xiaopu<T>(...line: string[]): Promise<T> {
  const { stdout, stderr } = await runCommandLine(['webhooks', ...line, '--json'], env)
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

test('a seller adds, pings, lists, stops, rotates and deletes a webhook from the command line', async () => {
  const { webhook, secret } = await xiaopu<{ webhook: Webhook; secret: string }>(
    receiver.url,
    '--events',
    'order.*,refund.*',
  )
  expect(webhook).toMatchObject({ url: receiver.url, events: ['order.*', 'refund.*'] })
  expect(secret).toMatch(/^whsec_/)
  expect(await xiaopu(webhook.id, '--ping')).toMatchObject({ ok: true, status: 204 })
  expect(receiver.arrived[0]?.body).toContain('webhook.ping')
  expect(await xiaopu<WebhookDelivery[]>(webhook.id)).toEqual([])
  expect(await xiaopu(webhook.id, '--replay', '2026-01-01')).toEqual({ replayed: 0 })
  expect(await xiaopu(webhook.id, '--state', 'disabled')).toMatchObject({ state: 'disabled' })
  expect((await xiaopu<{ secret: string }>(webhook.id, '--rotate')).secret).not.toBe(secret)
  const { stdout } = await runCommandLine(['webhooks'], { ...env, XIAOPU_LANG: 'en' })
  expect(stdout).toContain('Stopped')
  expect(await xiaopu(webhook.id, '--delete')).toEqual({ id: webhook.id })
  expect(await xiaopu<Webhook[]>()).toEqual([])
}, 120_000)

test('a program that does not answer is told by words and by the exit code', async () => {
  const gone = await openReceiver()
  await gone.close()
  const { webhook } = await xiaopu<{ webhook: Webhook }>(gone.url)
  const { code, stdout } = await runCommandLine(['webhooks', webhook.id, '--ping'], {
    ...env,
    XIAOPU_LANG: 'en',
  })
  expect([code, stdout]).toEqual([1, expect.stringContaining('It did not arrive: unreachable')])
}, 60_000)
