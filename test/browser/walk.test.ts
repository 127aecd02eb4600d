import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Listing, Share } from '@xiaopu/domain'
import { formatMoney } from '@xiaopu/domain'
import { startEmbedded } from '@xiaopu/gateway'
import jsQR from 'jsqr'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, start } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { chooseFirstInStock, giveAddress } from './taps.ts'
import { watch } from './watch.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
const program = ['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts']

/** Real offers lie beside a checkout of the project, never inside it. */
const realOffers = ['../shared', '../../shared']
  .map((folder) => join(root, folder, 'data/1688-offers.json'))
  .find(existsSync)
const goods = realOffers
  ? 'real 1688 offers'
  : "the sandbox's own goods (no ../shared beside this checkout)"

let data: string
let env: Record<string, string>
let url: string
let shop: Child
let browser: Browser
let phone: Phone
let page: Page

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'xiaopu-walk-'))
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  env = {
    PORT: String(port),
    XIAOPU_DATA: data,
    XIAOPU_URL: url,
    XIAOPU_LANG: 'zh-CN',
    DATABASE_URL: '',
    XIAOPU_OFFERS: realOffers ?? '',
  }
  browser = await openChromium()
  shop = await start([...program, 'dev'], { cwd: root, env, ready: /^ready http/ })
  phone = await openPhone(browser)
  page = phone.page
  page.setDefaultTimeout(20_000)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await shop?.stop()
  await rm(data, { recursive: true, force: true })
})

/** What the seller types, with `--json`. */
async function seller<Answer>(...args: string[]): Promise<Answer> {
  const { stdout } = await run(process.execPath, [...program, ...args, '--json'], {
    cwd: root,
    env: { ...process.env, ...env },
    maxBuffer: 64 * 2 ** 20,
  })
  return JSON.parse(stdout)
}

const button = (name: string | RegExp) => page.getByRole('button', { name })

test(`a seller imports ${goods}, a buyer buys by taps on a phone, and every fen is accounted for`, {
  timeout: 240_000,
}, async () => {
  // 1. The seller picks ten offers, sets a rule and publishes.
  const found = await seller<{ offers: { offerId: string; title: string }[] }>(
    'search',
    realOffers ? '瑜伽' : '收纳',
  )
  expect(found.offers.length).toBeGreaterThan(3)
  const wanted = found.offers
    .slice(0, 10)
    .map(({ offerId }) => `https://detail.1688.com/offer/${offerId}.html`)
  const { listings } = await seller<{ listings: Listing[] }>(
    'import',
    ...wanted,
    '--publish',
    '--rule',
    '30%',
    '--ending',
    '9.9',
    '--min-profit',
    '3',
  )
  const listing = listings.find(isBuyable)
  if (!listing) throw new Error('nothing of it can be bought by the piece')
  for (const { pricing } of listing.skus) {
    expect(pricing.price.amount % 1000).toBe(990)
    expect(pricing.profit.amount).toBeGreaterThanOrEqual(300)
    expect(pricing.trace[0]).toEqual({ step: 'cost', amount: pricing.cost })
    expect(pricing.trace.at(-1)?.amount).toEqual(pricing.price)
  }

  // 2. She shares it; the poster that a phone makes says the same link.
  const { share } = await seller<{ share: Share }>(
    'share',
    listing.id,
    '--channel',
    'wechat',
    '--name',
    '妈妈群',
  )
  const watched = await watch(page)
  await page.goto(share.url)
  await page.getByRole('heading', { name: listing.title }).first().waitFor()
  await shoot(page, 'walk-1-listing')
  expect(await barriers(page)).toEqual([])
  const poster = await savePoster()
  expect(poster.startsWith(`${url}/s/`)).toBe(true)
  await page.goto(share.url)

  // 3. The buyer chooses, puts it into the cart, reads freight and total, and pays.
  await chooseFirstInStock(page)
  await button('去结算').tap()
  await page.waitForURL(/checkout/)
  await giveAddress(page, '王小芳 138 0013 8000 浙江省杭州市西湖区文三路90号3幢501')
  expect(await page.getByLabel('收货人').inputValue()).toBe('王小芳')
  expect(await page.getByLabel('手机号').inputValue()).toBe('13800138000')
  await button('使用这个地址').tap()
  await button(/^付款/).waitFor()
  await shoot(page, 'walk-2-quote')
  const asked = await button(/^付款/).textContent()
  await button(/^付款/).tap()
  await page.waitForURL(/cashier/)
  await button(/^支付/).tap()
  await page.waitForURL(/\/order/)
  await page.getByRole('heading', { name: '待发货' }).waitFor()
  await shoot(page, 'walk-3-paid')

  // 4. 1688 ships when the sandbox's clock is turned; the buyer follows the parcel and has it.
  await turn(60)
  await page.reload()
  await page
    .getByText(/运单号|快递单号|单号/)
    .first()
    .waitFor()
  await turn(96)
  await seeAfterReload(/已签收/)
  await shoot(page, 'walk-4-parcel', true)
  expect(await barriers(page)).toEqual([])
  const confirm = button('确认收货')
  if (await confirm.isVisible()) {
    await confirm.tap()
    const sure = page.getByRole('dialog').getByRole('button', { name: /确认|收到/ })
    if (await sure.isVisible().catch(() => false)) await sure.first().tap()
  }
  await page.getByRole('heading', { name: /已收货|已完成/ }).waitFor()
  expect(watched.errors).toEqual([])

  // 5. The seller sees what came of it, and the books agree to the fen.
  await expectBooksAgree(share, asked ?? '')
})

function isBuyable(listing: Listing): boolean {
  return listing.state === 'published' && listing.skus.some((sku) => sku.stock > 5)
}

/** Opens the share sheet, has the poster drawn, and reads its code with a decoder that is not ours. */
async function savePoster(): Promise<string> {
  await button('分享').first().tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: /海报/ }).first().tap()
  const picture = sheet.getByRole('img', { name: /海报/ })
  await picture.waitFor()
  const png = await picture.evaluate((image) => {
    const { naturalWidth: width, naturalHeight: height } = image as HTMLImageElement
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    canvas.getContext('2d')?.drawImage(image as HTMLImageElement, 0, 0)
    return canvas.toDataURL('image/png').replace(/^.*,/, '')
  })
  const { data: pixels, width, height } = PNG.sync.read(Buffer.from(png, 'base64'))
  return jsQR(new Uint8ClampedArray(pixels), width, height)?.data ?? 'no code found'
}

/** An order page looks again by itself, but politely; who is curious reloads. */
async function seeAfterReload(text: RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload()
        await page.getByRole('heading', { level: 2 }).first().waitFor()
        return page.getByText(text).first().isVisible()
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBe(true)
}

async function turn(hours: number): Promise<void> {
  const sandbox = `http://127.0.0.1:${Number(new URL(url).port) + 1}`
  await fetch(`${sandbox}/sandbox/api/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: hours * 3_600_000 }),
  })
}

interface SellersOrder {
  readonly number: string
  readonly total: { amount: number; currency: 'CNY' }
  readonly cost: { amount: number }
  readonly profit: { amount: number }
  readonly freight: { amount: number }
  readonly credit?: { code: string }
  readonly supplierOrders: readonly {
    platformOrderId?: string
    goods: { amount: number }
    freight: { amount: number }
  }[]
}

async function expectBooksAgree(share: Share, asked: string): Promise<void> {
  const orders = await seller<SellersOrder[]>('orders')
  const [order] = orders
  if (!order) throw new Error('the seller sees no order')
  expect(asked).toContain(formatMoney(order.total))
  expect(order.credit?.code).toBe(share.code)
  expect(order.profit.amount).toBe(order.total.amount - order.cost.amount)

  const database = await startEmbedded(data)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query(
    `select o.total::int, p.amount::int as paid, sum(s.actual_goods + s.actual_freight)::int as spent
     from orders o join payments p on p.order_id = o.order_id and p.state = 'succeeded'
     join supplier_orders s on s.order_id = o.order_id where o.number = $1 group by o.total, p.amount`,
    [order.number],
  )
  await client.end()
  expect(rows).toEqual([
    { total: order.total.amount, paid: order.total.amount, spent: order.cost.amount },
  ])

  const sandbox = `http://127.0.0.1:${Number(new URL(url).port) + 1}/sandbox/api/state`
  const books = await (await fetch(sandbox)).json()
  const at1688 = books.orders.filter((each: { id: string }) =>
    order.supplierOrders.some(({ platformOrderId }) => platformOrderId === each.id),
  )
  expect(at1688).toHaveLength(order.supplierOrders.length)

  const report = await seller<{
    shares: { code?: string; visits: number; orders: number; revenue: unknown; profit: unknown }[]
  }>('report')
  const row = report.shares.find(({ code }) => code === share.code)
  expect(row).toMatchObject({
    orders: 1,
    revenue: order.total,
    profit: { amount: order.profit.amount },
  })
  expect(row?.visits).toBeGreaterThan(0)
}
