import { readFile } from 'node:fs/promises'
import type { OrderView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { masked, orderFor, secrets, sql } from '../people/canary-person.ts'
import {
  button,
  cut,
  dataPage,
  ended,
  eraseByTaps,
  keptToken,
  listing,
  looksRight,
  market,
  onDataPage,
  open,
  orderPage,
  phone,
  takePhone,
  url,
} from './data-phone.ts'

onDataPage()

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

test('an order whose data she erased is listed no more, and her phone keeps nothing of what it was', async () => {
  const [placed, other] = [await ended(), await orderFor(market, listing)]
  const { page } = await open(orderPage(other))
  await page.getByText(other.order.number).first().waitFor()
  // A change behind the # alone loads nothing.
  await page.goto('about:blank')
  await page.goto(orderPage(placed))
  await page.getByText(placed.order.number).first().waitFor()
  const rows = page.locator('xp-orders').getByRole('listitem')
  const keptOf = () =>
    page.evaluate(
      (end) =>
        Object.entries({ ...localStorage }).flatMap((pair) => (pair[0].includes(end) ? pair : [])),
      placed.order.id,
    )
  await page.getByRole('link', { name: '我的订单' }).tap()
  await rows.getByText('已完成').waitFor()
  expect((await keptOf()).join()).toContain(listing.title)
  await rows.getByRole('link', { name: '已完成' }).tap()
  await page.getByRole('link', { name: '我的信息' }).tap()
  await eraseByTaps(page)
  await page.getByText('旧的订单链接都打不开了').waitFor()
  expect((await keptOf()).join()).not.toContain(listing.title)
  await page.goto(`${url}/shop/demo/orders`)
  await rows.getByText('待付款').waitFor()
  expect(await rows.count()).toBe(1)
  // What she was promised on the page of her data: this phone still opens it.
  await page.goto(`${url}/shop/demo/order#order=${placed.order.id}`)
  await page.getByText(placed.order.number).first().waitFor()
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
  cut((request) => request.url.includes('/erase'))
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
  cut((request) => /erase|export/.test(request.url))
  await eraseByTaps(page)
  await page.getByText('不知道删掉了没有').waitFor()
  cut(() => false)
  await page.goto('about:blank')
  await page.goto(dataPage(placed))
  await page.getByText('已经删除').first().waitFor()
  expect(await keptToken(page, placed)).not.toBe(placed.token)
})

test('where a browser keeps nothing the new link is shown to be copied, and leads back', async () => {
  const placed = await ended()
  const phone = await takePhone()
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
