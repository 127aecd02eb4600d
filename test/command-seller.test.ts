import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  Listing,
  Offer,
  PriceRule,
  Reconciliation,
  ReportRow,
  SellerOrder,
  Share,
  Shop,
  ShopKey,
} from '@xiaopu/domain'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address } from './address.ts'
import type { Child } from './bench/child.ts'
import { freePair } from './bench/ports.ts'
import { buyer } from './buyer-over-http.ts'
import { runCommandLine, startCommand } from './command-line.ts'

let data: string
let env: Record<string, string>
let running: Child

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-seller-'))
  const port = await freePair()
  env = { PORT: String(port), XIAOPU_DATA: data }
  running = await startCommand('dev', env)
}, 120_000)
afterAll(async () => {
  await running.stop()
  await rm(data, { recursive: true, force: true })
})

/** Runs a command and reads what it answers a program. */
async function xiaopu<T>(...line: string[]): Promise<T> {
  const { code, stdout, stderr } = await runCommandLine([...line, '--json'], env)
  if (code !== 0) throw new Error(`${line.join(' ')}: ${code} ${stderr}`)
  return JSON.parse(stdout)
}

/** Runs a command and reads what it tells people. */
async function say(...line: string[]): Promise<string> {
  const { stdout, stderr } = await runCommandLine(line, env)
  return stdout + stderr
}

test('a seller searches, imports by word and link, prices, publishes, shares and counts', async () => {
  const found = await xiaopu<{ offers: Offer[]; total: number }>('search', '杯')
  expect(found.offers.length).toBeGreaterThan(0)

  const link = `https://detail.1688.com/offer/${found.offers[0]?.offerId}.html`
  const { listings, failed } = await xiaopu<{ listings: Listing[]; failed: unknown[] }>(
    'import',
    link,
    '收纳',
    '--limit',
    '3',
    '--rule',
    '10:50%,50:40%,30%',
    '--ending',
    '9.9',
    '--publish',
  )
  expect(failed).toEqual([])
  expect(listings.length).toBeGreaterThan(2)
  for (const listing of listings) {
    expect(listing.state).toBe('published')
    for (const { pricing } of listing.skus) {
      expect(pricing.price.amount % 1000).toBe(990)
      expect(pricing.profit.amount).toBe(pricing.price.amount - pricing.cost.amount)
      expect(pricing.trace.map(({ step }) => step)).toEqual(
        expect.arrayContaining(['cost', 'band', 'ending']),
      )
    }
  }

  const [first] = listings
  const id = first?.id ?? ''
  expect(await xiaopu<Listing[]>('pause', id)).toMatchObject([{ id, state: 'paused' }])
  expect(await xiaopu<Listing[]>('publish', id)).toMatchObject([{ id, state: 'published' }])

  const qr = join(data, 'qr.png')
  const poster = join(data, 'poster.svg')
  const line = ['share', id, poster, '--channel', 'wechat', '--name', '妈妈群']
  const made = await xiaopu<{ share: Share; tag: string }>(
    ...line,
    '--qr',
    qr,
    '--poster',
    'square',
  )
  expect(made.tag).toContain(`<xp-card listing="${id}"`)
  const { data: pixels, width, height } = PNG.sync.read(await readFile(qr))
  expect(jsqr(Uint8ClampedArray.from(pixels), width, height)?.data).toBe(made.share.url)
  expect(await readFile(poster, 'utf8')).toMatch(/^<svg/)

  const visit = await fetch(made.share.url, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (iPhone)', 'sec-fetch-dest': 'document' },
  })
  expect(visit.status).toBeLessThan(400)
  const report = await xiaopu<{ total: ReportRow; shares: ReportRow[] }>('report')
  expect(report.shares.find(({ code }) => code === made.share.code)).toMatchObject({
    name: '妈妈群',
    channel: 'wechat',
    orders: 0,
  })
})

test('a rule is shown, tried and set; listings with a rule of their own keep it', async () => {
  const { pricing } = await xiaopu<{ pricing: Listing['skus'][number]['pricing'] }>(
    'rule',
    '5',
    '--ending',
    'none',
    '--preview',
    '12.5',
  )
  expect(pricing.price.amount).toBe(1750)
  const before = await xiaopu<PriceRule>('rule')
  expect(before.markup).toEqual({ kind: 'percent', bp: 2000 })

  const { listings } = await xiaopu<{ listings: Listing[] }>('rule', '30%', '--ending', '9')
  const [plain] = listings.filter(({ priceRule }) => !priceRule)
  expect(plain?.skus.every(({ pricing: { price } }) => price.amount % 1000 === 900)).toBe(true)
  const own = await xiaopu<Listing>('rule', '50%', '--listing', plain?.id ?? '')
  expect(own.priceRule?.markup).toEqual({ kind: 'percent', bp: 5000 })
  const back = await xiaopu<Listing>('rule', 'shop', '--listing', plain?.id ?? '')
  expect(back.priceRule).toBeUndefined()
})

test('people get aligned tables that say how each price came about', async () => {
  const [listing] = await xiaopu<Listing[]>('listings')
  const shown = await say('listings', listing?.id ?? '')
  expect(shown).toContain('怎么来的')
  expect(shown).toMatch(/进货价 ¥[\d.]+ → .*加价 \d+%，得 ¥[\d.]+ → 进到尾数/)
  expect(await say('report')).toContain('合计')
  expect(await say('shop')).toContain('小铺示例店')
  expect(await say('orders')).toBe('没有内容\n')
})

test('a seller names the pages that may show the checkout themselves, and takes it back', async () => {
  const trusted = ['https://blog.example', 'https://www.example']
  const named = await xiaopu<Shop>('shop', '--inline-checkout', trusted.join(','))
  expect(named.inlineCheckout).toEqual(trusted)
  expect(await say('shop')).toContain(`自带结算的网页  ${trusted.join(' ')}`)
  const odd = await runCommandLine(['shop', '--inline-checkout', 'blog.example', '--json'], env)
  expect([odd.code, odd.stderr]).toEqual([1, expect.stringContaining('BAD_REQUEST')])
  expect((await xiaopu<Shop>('shop')).inlineCheckout).toEqual(trusted)
  const none = await xiaopu<Shop>('shop', '--inline-checkout', 'none')
  expect(none.inlineCheckout).toEqual([])
  expect(await say('shop')).not.toContain('自带结算的网页')
})

test('what cannot be imported is named, the rest comes in', async () => {
  const { code, stdout } = await runCommandLine(
    ['import', '000000000000', 'https://example.com/x', '--json'],
    env,
  )
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    listings: [],
    failed: [{ code: 'OFFER_NOT_FOUND' }, { code: 'OFFER_LINK_UNREADABLE' }],
  })
})

test('wrong words get a sentence that says what to do, and exit code 2', async () => {
  const wrong = [
    ['nosuch'],
    ['rule', '3x'],
    ['rule', '--ending', '7'],
    ['share', '--channel', 'fax'],
    ['orders', '--limit', '-1'],
    ['publish'],
    ['import'],
    ['report', '--from', 'yesterday'],
    ['report', '--bogus'],
  ]
  for (const line of wrong) {
    const { code, stdout, stderr } = await runCommandLine(line, env)
    expect([line, code, stdout]).toEqual([line, 2, ''])
    expect(stderr).toMatch(/^失败：.+\n$/)
  }
  const { stderr } = await runCommandLine(['publish', 'lst_01', '--json'], env)
  expect(JSON.parse(stderr)).toMatchObject({ code: 'LISTING_NOT_FOUND' })
})

test("a key of this machine is not sent to another gateway, and a gateway's absence is said", async () => {
  const elsewhere = { ...env, XIAOPU_URL: 'http://127.0.0.1:9' }
  const withoutKey = await runCommandLine(['shop'], elsewhere)
  expect(withoutKey.code).toBe(1)
  expect(withoutKey.stderr).toContain('XIAOPU_KEY')
  const absent = await runCommandLine(['shop'], { ...elsewhere, XIAOPU_KEY: 'xsk_x' })
  expect(absent.stderr).toContain('连不上网关 http://127.0.0.1:9')
})

test('a seller makes a key for one thing, lists her keys and revokes it', async () => {
  const { key } = await xiaopu<{ key: ShopKey }>(
    'keys',
    '--allow',
    'orders:read',
    '--name',
    'books',
  )
  expect(key).toMatchObject({ kind: 'restricted', scopes: ['orders:read'], name: 'books' })
  expect(await say('keys')).toMatch(/受限 +books +有效.+orders:read/)
  expect(await xiaopu('keys', '--revoke', key.id)).toMatchObject({ id: key.id })
  expect(await say('keys')).toMatch(/books +已停用/)
})

test('a key that is kept to a network opens nothing elsewhere, and the list says so', async () => {
  const line = ['keys', '--allow', 'orders:read', '--networks', '203.0.113.0/24,2001:db8::/32']
  const { key, secret } = await xiaopu<{ key: ShopKey; secret: string }>(...line)
  expect(key.networks).toEqual(['203.0.113.0/24', '2001:db8::/32'])
  expect(await say('keys')).toMatch(/orders:read +203\.0\.113\.0\/24 2001:db8::\/32/)
  const { code, stderr } = await runCommandLine(['orders'], { ...env, XIAOPU_KEY: secret })
  expect(code).toBe(1)
  expect(stderr).toContain('这把密钥不能从这里使用（网关看到的地址是 127.0.0.1）')
  expect(stderr).toContain('KEY_NOT_FROM_HERE')
  const here = await xiaopu<{ key: ShopKey; secret: string }>(
    ...['keys', '--allow', 'orders:read', '--networks', '127.0.0.0/8'],
  )
  const orders = await runCommandLine(['orders'], { ...env, XIAOPU_KEY: here.secret })
  expect([orders.code, orders.stderr]).toEqual([0, ''])
  for (const { id } of [key, here.key]) await xiaopu('keys', '--revoke', id)
  const alone = await runCommandLine(['keys', '--networks', '10.0.0.0/8'], env)
  expect(alone.code).toBe(2)
})

test('reconcile compares the books with 1688 and the cashier, and says what it looked at', async () => {
  const { reconciliation, differences } = await xiaopu<{
    reconciliation: Reconciliation
    differences: unknown[]
  }>('reconcile')
  expect([reconciliation.state, differences]).toEqual(['done', []])
  expect(await say('reconcile')).toMatch(/核对了 \d+ 笔采购.*\n账目一致/s)
})

test('retry lists what stopped and what is refused, and tries all of it or one by its number', async () => {
  expect(await xiaopu('retry')).toEqual({ jobs: [], refused: [] })
  expect(await say('retry')).toContain('没有停下的任务，也没有被拒绝的事')
  expect(await xiaopu('retry', 'all')).toEqual({ retried: 0 })
  const nobody = 'dif_00000000000000000000000000'
  expect(await say('retry', nobody)).toContain('DIFFERENCE_NOT_FOUND')
  expect(await say('retry', nobody, '--close', '已线下退款')).toContain('DIFFERENCE_NOT_FOUND')
})

test('audit and doctor find a running shop in order', async () => {
  expect(await xiaopu('audit')).toMatchObject({ differences: [] })
  const checks = await xiaopu<{ name: string; state: string }[]>('doctor')
  expect(checks.map(({ name }) => name)).toEqual([
    'node',
    'embed',
    'disk',
    'database',
    'books',
    'gateway',
    'platform',
    'clock',
  ])
  const ours = checks.filter(({ name }) => name !== 'disk')
  expect(ours.filter(({ state }) => state !== 'ok')).toEqual([])
})

test('orders are found by the phone that a buyer gives, whole or by its end', async () => {
  const shop = await xiaopu<Shop>('shop')
  const { order } = await buyer(`http://127.0.0.1:${env.PORT}`, shop.publishableKey).placeOrder()
  for (const phone of [address.phone, `+86 ${address.phone}`, address.phone.slice(-4)]) {
    const [found] = await xiaopu<SellerOrder[]>('orders', '--phone', phone)
    expect([found?.id, found?.address?.name], phone).toEqual([order.id, '张*'])
  }
  expect(await say('orders', '--phone', '13800138999')).toBe('没有内容\n')
  for (const line of [['--state', 'paid'], ['--limit', '3'], ['--timeline'], [order.id]]) {
    const refused = await runCommandLine(['orders', '--phone', '1234', ...line], env)
    expect([refused.code, refused.stdout], line.join(' ')).toEqual([2, ''])
  }
})

test('orders go home as a file for spreadsheets, in the language of the command', async () => {
  const shop = await xiaopu<Shop>('shop')
  const { order } = await buyer(`http://127.0.0.1:${env.PORT}`, shop.publishableKey).placeOrder()
  const csv = (...line: string[]) => runCommandLine(['orders', '--csv', ...line], env)
  const { code, stdout, stderr } = await csv()
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^\uFEFF订单号,下单时间,/)
  expect(stdout).toContain(`\r\n'${order.number},`)
  const inEnglish = await runCommandLine(['orders', '--csv'], { ...env, XIAOPU_LANG: 'en' })
  expect(inEnglish.stdout).toMatch(/^\uFEFFOrder,Placed \(China time\),/)
  expect((await csv('--to', '2026-01-01')).stdout.split('\r\n')).toHaveLength(2)
  expect(await xiaopu<unknown[]>('orders', '--to', '2026-01-01')).toEqual([])
  for (const line of [['--json'], ['--limit', '3'], ['--timeline'], [order.id]]) {
    const refused = await csv(...line)
    expect([refused.code, refused.stdout], line.join(' ')).toEqual([2, ''])
  }
  const wrongKey = await runCommandLine(['orders', '--csv'], { ...env, XIAOPU_KEY: 'xsk_other' })
  expect([wrongKey.code, wrongKey.stdout]).toEqual([1, ''])
  expect(wrongKey.stderr).toContain('KEY_UNKNOWN')
})
