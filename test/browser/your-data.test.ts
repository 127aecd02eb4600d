import { readFile } from 'node:fs/promises'
import type { PersonalExport } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { type Placed, payAt, startPaying } from '../market.ts'
import { canary, masked, orderFor, remark, secrets } from '../people/canary-person.ts'
import { eventually } from '../shop.ts'
import {
  button,
  cut,
  dataPage,
  lines,
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

test('a link that was first opened while the gateway was down still opens after a reload', async () => {
  for (const pageOf of [orderPage, dataPage]) {
    const placed = await orderFor(market, listing)
    cut((request) => request.url.includes(`/v1/orders/${placed.order.id}`))
    const { page } = await open(pageOf(placed))
    await page
      .getByText(/暂时连不上店铺|再试一次|重试/)
      .filter({ visible: true })
      .first()
      .waitFor()
    cut(() => false)
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
  cut((request) => request.url.includes('/export'))
  const { page } = await open(dataPage(placed))
  await page.getByRole('alert').getByText('暂时连不上店铺').waitFor()
  await looksRight(page, 'your-data-down')
  await page.emulateMedia({ colorScheme: 'dark' })
  await looksRight(page, 'your-data-down-dark')
  cut(() => false)
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
  const phone = await takePhone()
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
  cut((request) => request.url.includes('/export'))
  const { page } = await open(dataPage(placed))
  await page.getByRole('alert').getByText('暂时连不上店铺').waitFor()
  await phone?.context.setOffline(true)
  await button(page, '再试一次').tap()
  await page.getByRole('alert').getByText('没有网络').waitFor()
  await looksRight(page, 'your-data-offline')
  cut(() => false)
  await phone?.context.setOffline(false)
  await page.getByText(masked.phone).waitFor()
})

test('in English the bad states are said in English too', async () => {
  const placed = await orderFor(market, listing)
  cut((request) => request.url.includes('/export'))
  const { page } = await open(dataPage(placed), { locale: 'en-US' })
  await page.getByRole('alert').getByText('The shop cannot be reached').waitFor()
  await looksRight(page, 'your-data-en-down')
  await phone?.context.setOffline(true)
  await button(page, 'Try again').tap()
  await page.getByRole('alert').getByText('No network').waitFor()
  await looksRight(page, 'your-data-en-offline')
  cut(() => false)
  await phone?.context.setOffline(false)
  await page.getByText('Not possible yet: the order is not paid').waitFor()
  await looksRight(page, 'your-data-en-not-yet')
  await page.goto('about:blank')
  await page.goto(`${url}/shop/demo/order/data#order=ord_${'0'.repeat(26)}&token=guess`)
  await page.getByRole('alert').getByText('This cannot be opened').waitFor()
  await looksRight(page, 'your-data-en-wrong-token')
})
