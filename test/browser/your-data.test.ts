import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing, OrderView, PersonalExport } from '@xiaopu/domain'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePair } from '../bench/ports.ts'
import { listGoods, type Placed, payAt, startPaying } from '../market.ts'
import {
  canary,
  complete,
  masked,
  orderFor,
  remark,
  secrets,
  sql,
} from '../people/canary-person.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { watch } from './watch.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

let browser: Browser
let market: OpenShop
let listing: Listing
let server: ServerType
let url: string
let phone: Phone | undefined
/** Whether the gateway's answers arrive. */
let isCut: (request: Request) => boolean = () => false
const lines: { readonly url: string; readonly referer: string }[] = []

beforeAll(async () => {
  const port = await freePair()
  url = `http://127.0.0.1:${port}`
  market = await openShop({ gateway: { baseUrl: url, embedDir } })
  ;[listing] = (await listGoods(market, 1)) as [Listing]
  server = serve({
    port,
    hostname: '127.0.0.1',
    async fetch(request) {
      lines.push({ url: request.url, referer: request.headers.get('referer') ?? '' })
      const answer = await market.gateway.fetch(request)
      return isCut(request) ? new Response('<h1>502</h1>', { status: 502 }) : answer
    },
  })
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await new Promise((closed) => server.close(closed))
  await market?.close()
})
afterEach(async () => {
  isCut = () => false
  await phone?.context.close()
  phone = undefined
})

async function ended(): Promise<Placed> {
  const placed = await orderFor(market, listing)
  await complete(market, placed)
  return placed
}

const dataPage = ({ order: { id }, token }: Placed) =>
  `${url}/shop/demo/order/data#order=${id}&token=${token}`
const orderPage = ({ order: { id }, token }: Placed) =>
  `${url}/shop/demo/order#order=${id}&token=${token}`
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function open(address: string, changes: BrowserContextOptions = {}) {
  phone = await openPhone(browser, changes)
  const { page } = phone
  page.setDefaultTimeout(15_000)
  const watched = await watch(page)
  await page.goto(address)
  return { page, watched }
}

async function looksRight(page: Page, name: string): Promise<void> {
  expect(await barriers(page)).toEqual([])
  const { width } = page.viewportSize() ?? { width: 0 }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await shoot(page, name, true)
}

/** The token that this browser keeps for an order, whoever wrote it. */
const keptToken = (page: Page, { order: { id } }: Placed) =>
  page.evaluate(
    (end) =>
      Object.entries({ ...localStorage }).find(([key]) => key.endsWith(`/order/${end}`))?.[1],
    id,
  )

async function eraseByTaps(page: Page): Promise<void> {
  await button(page, '删除我的信息').tap()
  await button(page, '永久删除').tap()
}

test('from her order a buyer sees by one tap what is held, why, until when and who looked, under a mask', async () => {
  const placed = await orderFor(market, listing)
  await market.sell(`/v1/seller/orders/${placed.order.id}/reveal`, { body: { reason: '核对地址' } })
  const { page, watched } = await open(orderPage(placed))
  await page.getByRole('link', { name: '我的信息' }).tap()
  await page.getByText(masked.phone).waitFor()
  await page.getByText(masked.name, { exact: true }).waitFor()
  await page.getByText(/杭州市.*百灵鸟巷\*\*\*/).waitFor()
  await page.getByText('店主看了完整的收货信息').waitFor()
  await page.getByText('原因：核对地址').waitFor()
  await page.getByText('订单结束后 180 天，之后只留打码的样子').waitFor()
  await page.getByText('订单结束后至少 3 年').waitFor()
  const shown = await page.evaluate(() => document.documentElement.outerHTML)
  for (const secret of [...secrets, placed.token]) expect(shown).not.toContain(secret)
  expect(page.url()).toBe(`${url}/shop/demo/order/data#order=${placed.order.id}`)
  for (const line of lines) {
    expect(line.url).not.toContain(placed.token)
    expect(line.referer).not.toContain(placed.order.id)
  }
  await looksRight(page, 'your-data')
  await page.emulateMedia({ colorScheme: 'dark' })
  await looksRight(page, 'your-data-dark')
  expect(watched.errors).toEqual([])
  await page.getByRole('link', { name: '‹ 回到订单' }).tap()
  await page.getByText(placed.order.number).first().waitFor()
})

test('the file that she downloads is the whole export, readable, named after her order', async () => {
  const placed = await orderFor(market, listing)
  const { page } = await open(dataPage(placed), {
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '下载').tap()])
  expect(download.suggestedFilename()).toBe(`${placed.order.number}.json`)
  const text = await readFile(await download.path(), 'utf8')
  const file: PersonalExport = JSON.parse(text)
  expect(file.recipient).toEqual({ address: canary, remark })
  expect(file.order.id).toBe(placed.order.id)
  expect(text).toContain('\n  "order": {\n')
  await page.getByText(`已交给浏览器保存：${placed.order.number}.json`).waitFor()
  await button(page, '复制内容').tap()
  await page.getByText('已复制', { exact: true }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
})

test('a buyer erases by three taps: she is told what goes and what stays, and her phone goes on with the new link', async () => {
  const placed = await ended()
  const { page, watched } = await open(orderPage(placed))
  await page.getByRole('link', { name: '我的信息' }).tap()
  await button(page, '删除我的信息').tap()
  await page.getByRole('group', { name: '确定删除吗？' }).waitFor()
  await page.getByText(/商品、金额、包裹和省市区，法律要求至少留到 20\d\d-\d\d-\d\d/).waitFor()
  await page.getByText('发货方和快递为送货拿到的地址').waitFor()
  await looksRight(page, 'your-data-confirm')
  await button(page, '先不删').tap()
  expect(await button(page, '永久删除').isVisible()).toBe(false)
  await eraseByTaps(page)
  await page.getByText('旧的订单链接都打不开了').waitFor()
  await page.getByText('有人用订单链接删除了信息').waitFor()
  await page.getByText('****', { exact: true }).waitFor()
  await page.getByText(/^金额/).waitFor()
  await looksRight(page, 'your-data-erased')
  await page.emulateMedia({ colorScheme: 'dark' })
  await looksRight(page, 'your-data-erased-dark')
  const token = await keptToken(page, placed)
  expect(token).not.toBe(placed.token)
  expect(page.url()).not.toContain(token)
  // What was read before the erasure is not in the page either.
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '下载').tap()])
  const text = await readFile(await download.path(), 'utf8')
  await page.getByText('这就是还留着的全部').waitFor()
  for (const secret of [...secrets, masked.phone]) expect(text).not.toContain(secret)
  await page.getByRole('link', { name: '回到订单', exact: true }).tap()
  await page.getByText(placed.order.number).first().waitFor()
  await page.getByText('****', { exact: true }).first().waitFor()
  expect(watched.errors).toEqual([])
  // Seen again, it says that it was erased and when.
  await page.getByRole('link', { name: '我的信息' }).tap()
  await page.getByText('已删除，打码的样子也没有留').waitFor()
  expect(await button(page, '删除我的信息').isVisible()).toBe(false)
})

test('a link of before the erasure opens nothing elsewhere, and takes no new one from the phone that erased', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  await eraseByTaps(page)
  await page.getByText('旧的订单链接都打不开了').waitFor()
  const token = await keptToken(page, placed)
  for (const [address, sign] of [
    [orderPage(placed), placed.order.number],
    [dataPage(placed), '已删除，打码的样子也没有留'],
  ] as const) {
    await page.goto('about:blank')
    await page.goto(address)
    await page.getByText(sign).first().waitFor()
    expect(await keptToken(page, placed)).toBe(token)
  }
  await phone?.context.close()
  const elsewhere = await open(dataPage(placed))
  await elsewhere.page.getByText('打不开这些信息').waitFor()
})

test('a link that was first opened while the gateway was down still opens after a reload', async () => {
  for (const pageOf of [orderPage, dataPage]) {
    const placed = await orderFor(market, listing)
    isCut = (request) => request.url.includes(`/v1/orders/${placed.order.id}`)
    const { page } = await open(pageOf(placed))
    await page
      .getByText(/暂时连不上店铺|再试一次|重试/)
      .filter({ visible: true })
      .first()
      .waitFor()
    isCut = () => false
    await page.reload()
    await page.getByText(placed.order.number).first().waitFor()
    await phone?.context.close()
  }
})

test('an order that has not ended says when its data can be erased', async () => {
  const unpaid = await orderFor(market, listing)
  const { page } = await open(dataPage(unpaid))
  await page
    .getByText(/订单还没付款。取消订单，或 20\d\d-\d\d-\d\d \d\d:\d\d 到期自动关闭后/)
    .waitFor()
  expect(await button(page, '删除我的信息').isVisible()).toBe(false)
  await payAt(market, await startPaying(unpaid))
  await eventually(async () => (await unpaid.read()).state === 'placed')
  await page.reload()
  await page.getByText('确认收货 7 天后订单完成').waitFor()
  await market.clock.advance(80 * 3_600_000)
  await eventually(async () => (await unpaid.read()).shipments.length > 0)
  await market.clock.advance(72 * 3_600_000)
  await unpaid.tell('receive')
  await page.reload()
  await page.getByText(/还在售后期。20\d\d-\d\d-\d\d 左右订单完成/).waitFor()
  await looksRight(page, 'your-data-not-yet')
})

test('a claim that was opened meanwhile keeps the data, and the page says so', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  await button(page, '删除我的信息').tap()
  const claim = await market.ask<OrderView>(`/v1/orders/${placed.order.id}/after-sales`, {
    body: { kind: 'refund_only', reason: 'other' },
    headers: { 'x-order-token': placed.token, 'idempotency-key': 'your-data-claim' },
  })
  expect(claim.json.afterSales).toMatchObject([{ state: 'opened' }])
  await button(page, '永久删除').tap()
  await page.getByText('现在还不能删除，原因写在下面。').waitFor()
  await page.getByText('有一个售后还没处理完').waitFor()
  await looksRight(page, 'your-data-refused')
})

test.each([
  ['no order', () => '#'],
  ['no token', (placed: Placed) => `#order=${placed.order.id}`],
  ['a wrong token', (placed: Placed) => `#order=${placed.order.id}&token=guess`],
])('with %s the page shows nothing and says which link to use', async (name, words) => {
  const placed = await orderFor(market, listing)
  const { page } = await open(`${url}/shop/demo/order/data${words(placed)}`)
  await page.getByRole('alert').getByText('打不开这些信息').waitFor()
  expect(await button(page, '下载').isVisible()).toBe(false)
  expect(await page.getByRole('link', { name: '去店铺首页' }).isVisible()).toBe(true)
  await looksRight(page, `your-data-${name.replaceAll(' ', '-')}`)
})

test('a gateway that is down is said so, and one tap tries again', async () => {
  const placed = await orderFor(market, listing)
  isCut = (request) => request.url.includes('/export')
  const { page } = await open(dataPage(placed))
  await page.getByRole('alert').getByText('暂时连不上店铺').waitFor()
  await looksRight(page, 'your-data-down')
  await page.emulateMedia({ colorScheme: 'dark' })
  await looksRight(page, 'your-data-down-dark')
  isCut = () => false
  await button(page, '再试一次').tap()
  await page.getByText(masked.phone).waitFor()
  expect(await page.getByText('暂时连不上店铺').isVisible()).toBe(false)
})

test('a connection that the browser itself gives up is said, and one tap tries again', async () => {
  const placed = await orderFor(market, listing)
  const { page } = await open('about:blank')
  await page.route('**/export?*', (route) => route.abort('timedout'), { times: 1 })
  await page.goto(dataPage(placed))
  await page.getByRole('alert').getByText('暂时连不上店铺').waitFor()
  await page.getByRole('alert').getByRole('button', { name: '再试一次' }).tap()
  await page.getByText(masked.phone).waitFor()
})

test('a slow answer is said to be slow, one that never comes may be asked for again', async () => {
  const placed = await orderFor(market, listing)
  phone = await openPhone(browser)
  const { page } = phone
  await page.clock.install()
  await page.route('**/export?*', () => {})
  await page.goto(dataPage(placed))
  await page.getByText('正在读取…').waitFor()
  await page.clock.fastForward(6000)
  await page.getByText('网络有点慢，还在读取…').waitFor()
  await looksRight(page, 'your-data-slow')
  await button(page, '再试一次').tap()
  await page.getByText('正在读取…').waitFor()
  await page.clock.fastForward(20_000)
  await page.getByRole('alert').getByText('等了太久没有回答').waitFor()
  await looksRight(page, 'your-data-late')
  await page.unroute('**/export?*')
  await button(page, '再试一次').tap()
  await page.getByText(masked.phone).waitFor()
  expect(await button(page, '再试一次').isVisible()).toBe(false)
})

test('without a network the page says so, and goes on by itself once there is one', async () => {
  const placed = await orderFor(market, listing)
  isCut = (request) => request.url.includes('/export')
  const { page } = await open(dataPage(placed))
  await page.getByRole('alert').getByText('暂时连不上店铺').waitFor()
  await phone?.context.setOffline(true)
  await button(page, '再试一次').tap()
  await page.getByRole('alert').getByText('没有网络').waitFor()
  await looksRight(page, 'your-data-offline')
  isCut = () => false
  await phone?.context.setOffline(false)
  await page.getByText(masked.phone).waitFor()
})

test('an erasure that found no network is asked about once there is one, and may be tried again', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  await page.getByText(masked.phone).waitFor()
  await page.route('**/export?*', (route) => route.abort('internetdisconnected'))
  await phone?.context.setOffline(true)
  await button(page, '删除我的信息').tap()
  await button(page, '永久删除').tap()
  await page.getByRole('alert').getByText('不知道删掉了没有').waitFor()
  await looksRight(page, 'your-data-doubt')
  await page.unroute('**/export?*')
  await phone?.context.setOffline(false)
  await page.getByText('到现在还没有删掉。请再试一次。').waitFor()
  await page.getByText(masked.phone).waitFor()
  // What was sent may have been done after the question.
  const { status } = await market.ask(`/v1/orders/${placed.order.id}/erase`, {
    method: 'POST',
    headers: { 'x-order-token': placed.token },
  })
  expect(status).toBe(200)
  await eraseByTaps(page)
  await page.getByRole('alert').getByText('应该已经删掉了').waitFor()
})

test('an erasure that arrives late, after it was asked for again, leaves the page a token that opens the order', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  const { promise: late, resolve } = Promise.withResolvers<string | null>()
  await page.route(
    '**/erase?*',
    (route, request) => {
      resolve(request.postData())
      return route.abort('timedout')
    },
    { times: 1 },
  )
  await eraseByTaps(page)
  await page.getByText('到现在还没有删掉。请再试一次。').waitFor()
  const { status } = await market.ask(`/v1/orders/${placed.order.id}/erase`, {
    method: 'POST',
    headers: { 'x-order-token': placed.token },
    body: JSON.parse((await late) ?? '{}'),
  })
  expect(status).toBe(200)
  await eraseByTaps(page)
  await page.getByText('已经删除').first().waitFor()
  const kept = await keptToken(page, placed)
  expect(kept).not.toBe(placed.token)
  const opened = await market.ask(`/v1/orders/${placed.order.id}`, {
    headers: { 'x-order-token': kept ?? '' },
  })
  expect(opened.status).toBe(200)
})

test('an erasure whose answer was lost is asked about, and the page goes on with the new link', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  isCut = (request) => request.url.includes('/erase')
  await eraseByTaps(page)
  await page.getByText('已经删除').first().waitFor()
  await page.getByText(placed.order.number).first().waitFor()
  expect(await page.getByRole('alert').getByText('还没有删掉').isVisible()).toBe(false)
  expect(await keptToken(page, placed)).not.toBe(placed.token)
  await looksRight(page, 'your-data-answer-lost')
})

test('where the page is closed before the answer has come, it opens with the new link the next time', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  await page.getByText(masked.phone).waitFor()
  isCut = (request) => /erase|export/.test(request.url)
  await eraseByTaps(page)
  await page.getByText('不知道删掉了没有').waitFor()
  isCut = () => false
  await page.goto('about:blank')
  await page.goto(dataPage(placed))
  await page.getByText('已经删除').first().waitFor()
  expect(await keptToken(page, placed)).not.toBe(placed.token)
})

test('where a browser keeps nothing the new link is shown to be copied, and leads back', async () => {
  const placed = await ended()
  phone = await openPhone(browser)
  const { page, context } = phone
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  })
  await page.goto(dataPage(placed))
  await eraseByTaps(page)
  await page.getByText('这个浏览器不保存数据').waitFor()
  const link = await page.getByLabel('新的订单链接').inputValue()
  expect(link).toMatch(new RegExp(`^${url}/shop/demo/order#order=${placed.order.id}&token=.{20,}$`))
  await looksRight(page, 'your-data-unkept')
  await page.getByRole('link', { name: '回到订单', exact: true }).tap()
  await page.getByText(placed.order.number).first().waitFor()
})

test('half a year after her order the page says that only the mask is left, and still erases that', async () => {
  const placed = await ended()
  const { page } = await open(dataPage(placed))
  await page.getByText(/到 20\d\d-\d\d-\d\d，之后只留打码的样子/).waitFor()
  await sql(
    market,
    'update orders set sealed = null, phone_hash = null, forgotten_at = now() where order_id = $1',
    [placed.order.id],
  )
  await page.reload()
  await page.getByText('已到期，现在只有打码的样子').waitFor()
  await eraseByTaps(page)
  await page.getByText('打码的样子也没有留').waitFor()
})

test('in English the bad states are said in English too', async () => {
  const placed = await orderFor(market, listing)
  isCut = (request) => request.url.includes('/export')
  const { page } = await open(dataPage(placed), { locale: 'en-US' })
  await page.getByRole('alert').getByText('The shop cannot be reached').waitFor()
  await looksRight(page, 'your-data-en-down')
  await phone?.context.setOffline(true)
  await button(page, 'Try again').tap()
  await page.getByRole('alert').getByText('No network').waitFor()
  await looksRight(page, 'your-data-en-offline')
  isCut = () => false
  await phone?.context.setOffline(false)
  await page.getByText('Not possible yet: the order is not paid').waitFor()
  await looksRight(page, 'your-data-en-not-yet')
  await page.goto('about:blank')
  await page.goto(`${url}/shop/demo/order/data#order=ord_${'0'.repeat(26)}&token=guess`)
  await page.getByRole('alert').getByText('This cannot be opened').waitFor()
  await looksRight(page, 'your-data-en-wrong-token')
})

test('in English all of it is English, and erases as well', async () => {
  const placed = await ended()
  const { page } = await open(orderPage(placed), { locale: 'en-US' })
  await page.getByRole('link', { name: 'Your data' }).tap()
  await page.getByRole('heading', { name: 'Until when' }).waitFor()
  await page.getByText('The order has ended: you can erase now').waitFor()
  const shown = await page.getByRole('main').ariaSnapshot()
  const own = [masked.name, masked.street, '浙江省', '杭州市', masked.district]
  const foreign = own.reduce((text, word) => text.replaceAll(word, ''), shown)
  expect(foreign).not.toMatch(/\p{Script=Han}/u)
  await looksRight(page, 'your-data-en')
  await button(page, 'Erase my data').tap()
  await looksRight(page, 'your-data-en-confirm')
  await button(page, 'Erase for good').tap()
  await page.getByText('Old links to the order open nothing any more').waitFor()
  await looksRight(page, 'your-data-en-erased')
  await page.goto(`${url}/shop/demo/order/data#order=${placed.order.id}&token=guess`)
  await page.reload()
  await page.getByText('Erased on').waitFor()
})
