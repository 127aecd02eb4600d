import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Listing, OrderState, SellerOrder } from '@xiaopu/domain'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  defaultMerchant,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { buyer } from './buyer-over-http.ts'
import { commandLine, runCommandLine, startCommand } from './command-line.ts'
import { freshDatabase } from './database.ts'
import { masterKey } from './master-key.ts'
import { eventually } from './shop.ts'

let data: string
let sandbox: Sandbox
let env: Record<string, string>
let gateways: Child[] = []

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-serve-'))
  sandbox = createSandbox({})
  const { url } = await sandbox.start()
  env = {
    XIAOPU_DATA: data,
    DATABASE_URL: await freshDatabase(),
    ALIBABA_BASE_URL: url,
    ALIBABA_APP_KEY: DEFAULT_APP_KEY,
    ALIBABA_APP_SECRET: DEFAULT_APP_SECRET,
    ALIBABA_TOKEN: FIRST_TOKEN,
    CASHIER_URL: url,
    CASHIER_MERCHANT: defaultMerchant.id,
    CASHIER_SECRET: defaultMerchant.secret,
    XIAOPU_MASTER_KEY: masterKey,
  }
}, 60_000)
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await sandbox.stop()
  await rm(data, { recursive: true, force: true })
})

async function xiaopu<T>(variables: Record<string, string>, ...line: string[]): Promise<T> {
  const { code, stdout, stderr } = await runCommandLine([...line, '--json'], variables)
  if (code !== 0) throw new Error(`${line.join(' ')}: ${code} ${stderr}`)
  return JSON.parse(stdout)
}

const addressOf = (gateway: Child): string => gateway.ready.replace('ready ', '')

test('two gateways share a database: when one is killed, the buyer goes on at the other', async () => {
  const keys = await xiaopu<{ secretKey: string; publishableKey: string }>(
    env,
    'open',
    'mine',
    '--name',
    '我的小铺',
  )
  gateways = await Promise.all([
    startCommand('serve', { ...env, PORT: '0' }),
    startCommand('serve', { ...env, PORT: '0' }),
  ])
  const [first, second] = gateways.map(addressOf)
  const remote = { XIAOPU_DATA: data, XIAOPU_URL: first ?? '', XIAOPU_KEY: keys.secretKey }
  const { listings } = await xiaopu<{ listings: Listing[] }>(remote, 'import', '--publish', '收纳')
  expect(listings.length).toBeGreaterThan(0)

  const { order, token } = await buyer(first ?? '', keys.publishableKey).placeOrder()
  await gateways[0]?.kill()
  const bought = buyer(second ?? '', keys.publishableKey).follow(order, token)
  await bought.pay()
  const elsewhere = { ...remote, XIAOPU_URL: second ?? '' }
  await eventually(async () => {
    const { state } = await bought.read()
    return state === ('placed' satisfies OrderState)
  })
  const [placed] = await xiaopu<SellerOrder[]>(elsewhere, 'orders', order.id)
  expect(placed?.supplierOrders).toHaveLength(1)
  expect(placed?.profit.amount).toBe(Number(placed?.total.amount) - Number(placed?.cost.amount))
  expect(sandbox.world.orders.size).toBe(1)
  expect(await xiaopu(env, 'audit')).toEqual({ orders: 1, differences: [] })
  expect(await gateways[1]?.stop()).toBe(0)
}, 120_000)

test('without DATABASE_URL serve brings a database of its own, which nothing for play money may touch', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-own-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const own = { ...env, DATABASE_URL: '', XIAOPU_DATA: folder, PORT: '0' }
  const keys = await xiaopu<{ secretKey: string; publishableKey: string }>(own, 'open', 'mine')
  const first = await startCommand('serve', own)
  const seller = { XIAOPU_DATA: folder, XIAOPU_URL: addressOf(first), XIAOPU_KEY: keys.secretKey }
  await xiaopu(seller, 'import', '--publish', '收纳')
  const { order, token } = await buyer(addressOf(first), keys.publishableKey).placeOrder()
  expect(await xiaopu(own, 'audit')).toEqual({ orders: 1, differences: [] })
  const twice = await runCommandLine(['serve'], own)
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining(addressOf(first))])
  expect(await first.stop()).toBe(0)
  expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false)

  const demo = await runCommandLine(['dev'], { XIAOPU_DATA: folder, PORT: '0' })
  expect([demo.code, demo.stderr]).toEqual([1, expect.stringContaining('真实店铺')])
  const second = await startCommand('serve', own)
  const kept = await buyer(addressOf(second), keys.publishableKey).follow(order, token).read()
  expect(kept.number).toBe(order.number)
  expect(await second.stop()).toBe(0)
}, 120_000)

test('a copy that was made while buyers bought is a shop with every order that was placed before it began', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const own = { ...env, DATABASE_URL: '', XIAOPU_DATA: join(folder, 'shop'), PORT: '0' }
  const keys = await xiaopu<{ secretKey: string; publishableKey: string }>(own, 'open', 'mine')
  const first = await startCommand('serve', own)
  const seller = { ...own, XIAOPU_URL: addressOf(first), XIAOPU_KEY: keys.secretKey }
  await xiaopu(seller, 'import', '--publish', '收纳')
  const buys = buyer(addressOf(first), keys.publishableKey)
  const before = await buys.placeOrder()
  await before.pay()
  let isCopied = false
  const copy = async () => {
    const made = await xiaopu<{ backup: string }>(own, 'backup', join(folder, 'copy'))
    isCopied = true
    return made.backup
  }
  const sell = async () => {
    // A slow machine copies for longer than there is stock.
    for (let sold = 0; !isCopied && sold < 20; sold++) await (await buys.placeOrder()).pay()
  }
  const [backup] = await Promise.all([copy(), sell()])
  const again = await runCommandLine(['backup', backup], own)
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('已经存在')])
  expect(existsSync(join(backup, 'master-key'))).toBe(false)
  expect(await first.stop()).toBe(0)

  const copied = { ...own, XIAOPU_DATA: backup }
  expect(await xiaopu(copied, 'audit')).toMatchObject({ differences: [] })
  const second = await startCommand('serve', copied)
  const { order, token } = before
  const kept = buyer(addressOf(second), keys.publishableKey).follow(order, token)
  expect((await kept.read()).number).toBe(order.number)
  await (await buyer(addressOf(second), keys.publishableKey).placeOrder()).pay()
  expect(await second.stop()).toBe(0)
}, 120_000)

test('serve leaves the data of a demo alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-demo-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const demo = await startCommand('dev', { XIAOPU_DATA: folder, PORT: String(await freePair()) })
  await demo.stop()
  const variables = { ...env, DATABASE_URL: '', XIAOPU_DATA: folder, PORT: '0' }
  const refused = await runCommandLine(['serve'], variables)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('演示数据')])
  const copied = await runCommandLine(['backup', join(folder, 'copy')], variables)
  expect([copied.code, copied.stderr]).toEqual([1, expect.stringContaining('演示数据')])
}, 120_000)

test('a slug that is taken is refused; a lost key is replaced', async () => {
  const { code, stderr } = await runCommandLine(['open', 'mine', '--json'], env)
  expect([code, JSON.parse(stderr).code]).toEqual([1, 'COMMAND'])
  expect(stderr).toContain('--new-key')
  const renewed = await xiaopu<{ secretKey: string }>(env, 'open', 'mine', '--new-key')
  expect(renewed.secretKey).toMatch(/^xsk_/)
  expect((await runCommandLine(['open', 'nobody', '--new-key'], env)).code).toBe(1)
})

test('serve needs no cashier where a shop has an account, and refuses where nothing takes money', async () => {
  const { CASHIER_URL: _, CASHIER_MERCHANT: __, CASHIER_SECRET: ___, ...rest } = env
  const own = { ...rest, DATABASE_URL: await freshDatabase(), PORT: '0' }
  const { secretKey } = await xiaopu<{ secretKey: string }>(own, 'open', 'paid')
  const refused = await runCommandLine(['serve'], own)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('没有任何收款方式')])
  expect(refused.stderr).toContain('xiaopu serve --without-payments')

  const first = await startCommand('serve --without-payments', own)
  const file = join(data, 'wechat.json')
  await writeFile(file, JSON.stringify(sandbox.wechatPay.account()))
  const seller = { XIAOPU_DATA: data, XIAOPU_URL: addressOf(first), XIAOPU_KEY: secretKey }
  const accounts = await xiaopu<{ provider: string; state: string }[]>(
    seller,
    ...['payments', 'wechat', '--file', file],
  )
  expect(accounts).toMatchObject([{ provider: 'wechat', state: 'on' }])
  expect(await first.stop()).toBe(0)

  const second = await startCommand('serve', own)
  await xiaopu({ ...seller, XIAOPU_URL: addressOf(second) }, 'payments', 'wechat', '--turn', 'off')
  expect(await second.stop()).toBe(0)
  expect((await runCommandLine(['serve'], own)).code).toBe(1)
}, 120_000)

test('serve says what it lacks, and refuses public secrets in production', async () => {
  const without = await runCommandLine(['serve'], { ...env, ALIBABA_APP_KEY: '' })
  expect([without.code, without.stderr]).toEqual([1, '失败：请设置环境变量 ALIBABA_APP_KEY\n'])
  const open = await runCommandLine(['serve'], { ...env, NODE_ENV: 'production' })
  expect([open.code, open.stderr]).toEqual([1, expect.stringContaining('ALIBABA_APP_SECRET')])
})

test.each([
  [
    'a public secret at a public address',
    { XIAOPU_URL: 'https://shop.example' },
    'ALIBABA_APP_SECRET',
  ],
  [
    'a merchant secret that can be tried out',
    {
      XIAOPU_URL: 'https://shop.example',
      ALIBABA_APP_SECRET: 'Xy7kQ2mN',
      CASHIER_SECRET: '123456',
    },
    'CASHIER_SECRET',
  ],
  ['an empty secret', { CASHIER_SECRET: '' }, 'CASHIER_SECRET'],
  ['no master key', { XIAOPU_MASTER_KEY: '' }, 'XIAOPU_MASTER_KEY'],
  ['a master key that is too short', { XIAOPU_MASTER_KEY: 'secret' }, '32'],
  ['a master key of zeros', { XIAOPU_MASTER_KEY: '0'.repeat(64) }, '随机'],
])('serve does not start with %s', async (_, variables, named) => {
  const refused = await runCommandLine(['serve'], { ...env, ...variables })
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(named)])
})

test('a master key that others may read is refused; one of the owner alone is taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-key-'))
  const file = join(folder, 'master-key')
  await writeFile(file, masterKey, { mode: 0o644 })
  const variables = { ...env, XIAOPU_DATA: folder, XIAOPU_MASTER_KEY: '', PORT: '0' }
  const refused = await runCommandLine(['serve'], variables)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('chmod 600')])
  await chmod(file, 0o600)
  const taken = await startCommand('serve', variables)
  await taken.stop()
  await rm(folder, { recursive: true, force: true })
})

test('dev ends with the package manager that started it, which a signal did not reach', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-started-'))
  const script = join(folder, 'pnpm')
  await writeFile(script, '#!/bin/sh\n"$@"\n')
  await chmod(script, 0o755)
  const line = commandLine(['dev'], { XIAOPU_DATA: folder, PORT: String(await freePair()) })
  const manager = spawn(script, [process.execPath, ...line.args], line.options)
  const running = async () => {
    const file = join(folder, 'running.json')
    return existsSync(file) && JSON.parse(await readFile(file, 'utf8')).url !== undefined
  }
  // A first start makes a database: how long that may take is for the bench to say.
  await expect.poll(running, { timeout: 60_000, interval: 50 }).toBe(true)
  manager.kill('SIGKILL')
  await once(manager, 'exit')
  await eventually(async () => !(await running()))
  expect(existsSync(join(folder, 'postgres/postmaster.pid'))).toBe(false)
  await rm(folder, { recursive: true, force: true })
}, 120_000)
