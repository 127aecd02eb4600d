import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hour, type Listing, second } from '@xiaopu/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { makeDeal } from '../group-buys/with-group.ts'
import { fillCart, type Placed, placeOrder, quoteFor } from '../market.ts'
import { buy } from '../scenarios/story.ts'
import { eventually } from '../shop.ts'
import { type ServedShop, serveShop } from './apps.ts'
import { engine } from './oldest/engine.ts'
import { type OldPhone, oldPhone } from './oldest/old-phone.ts'
import { lacksOfSafari } from './oldest/page-side.ts'
import { startOldest, type Wire } from './oldest/wire.ts'

let served: ServedShop
let wire: Wire
let phone: OldPhone
let listing: Listing
let grouped: Listing

beforeAll(async () => {
  served = await serveShop()
  listing = await served.shop.list(offerIds[0] ?? '')
  grouped = await served.shop.list(offerIds[1] ?? '')
  await makeDeal(served.shop, grouped)
  wire = await startOldest()
})
afterAll(async () => {
  await wire.close()
  await served.close()
})

/** Of the open sheet nothing is squeezed away: each part that scrolls shows all of it, or much. */
async function hasRoom(): Promise<void> {
  for (const { clientHeight, scrollHeight } of await phone.rooms())
    expect(clientHeight).toBeGreaterThanOrEqual(Math.min(scrollHeight, 240))
}

/** Two pieces, paid and in her hands. */
async function received(): Promise<Placed> {
  const { shop } = served
  const cart = await fillCart(shop, [{ listing, quantity: 2 }])
  const placed = await placeOrder(shop, await quoteFor(shop, cart))
  await buy(shop, placed)
  await inState(placed, 'shipped', 12 * hour)
  await placed.tell('receive')
  await inState(placed, 'received', second)
  return placed
}

function inState(placed: Placed, state: string, step: number): Promise<boolean> {
  return eventually(async () => {
    await served.shop.clock.advance(step)
    return (await placed.read()).state === state
  })
}

describe.each([
  [engine, ''],
  [`${engine}, and without what Safari 13 had not`, lacksOfSafari],
])('%s', (_, before) => {
  beforeEach(async () => {
    phone = await oldPhone(wire, before)
  })

  test('a buyer buys by taps, cancels, and finds her order again', async () => {
    await phone.open(`${served.url}/shop/demo`)
    await phone.tap('透明抽屉式收纳盒')
    await phone.see('选择规格')
    await hasRoom()
    await phone.tap('透明')
    await phone.tap('小号')
    await phone.shoot('oldest-choice')
    await phone.tap('加入购物车')
    await phone.see('去结算')
    await hasRoom()
    await phone.tap('去结算')
    await phone.type('粘贴地址', '王小芳 13800138000 浙江省杭州市西湖区文三路 90 号 3 幢 501')
    await phone.tap('识别')
    await phone.see('已填好，请核对')
    await phone.tap('使用这个地址')
    await phone.tap('付款 ¥')
    await phone.tap('支付')
    await phone.see('待发货')
    await phone.tap('取消订单')
    await phone.see('取消后钱会原路退回')
    await phone.tap('取消订单')
    await phone.see('退款')
    await phone.shoot('oldest-order')
    await phone.tap('我的订单')
    await phone.see('共 1 件')
    await phone.shoot('oldest-orders')
    expect(phone.errors).toEqual([])
  })

  test('she claims a piece of what she received, and sees what is held of her', async () => {
    const placed = await received()
    await phone.open(`${served.url}/shop/demo/order#order=${placed.order.id}&token=${placed.token}`)
    await phone.tap('申请售后')
    await phone.see('提交申请')
    await hasRoom()
    await phone.shoot('oldest-claim')
    await phone.pick('几件', '1')
    await phone.pick('售后', 'refund_only')
    await phone.pick('原因', 'damaged')
    await phone.type('补充说明', '碎了')
    await phone.tap('提交申请')
    await phone.see('你的说明：碎了')
    await phone.shoot('oldest-claimed')
    await phone.tap('我的信息')
    await phone.see('138****')
    await phone.shoot('oldest-data')
    expect(phone.errors).toEqual([])
  })

  test('a listing is passed on by link and by poster', async () => {
    await phone.open(`${served.url}/shop/demo/${listing.id}`)
    await phone.tap('分享')
    await phone.see('复制链接')
    await hasRoom()
    await phone.shoot('oldest-share')
    await phone.tap('生成海报')
    await phone.see('长按图片保存或转发')
    await phone.shoot('oldest-poster')
    expect(phone.errors).toEqual([])
  })

  test("a card in somebody's page sells", async () => {
    const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,"><script type="module" src="${served.url}/embed/v1.js" data-shop="${served.shop.shop.publishableKey}"></script>
    <xp-card listing="${listing.id}"></xp-card><xp-cart floating></xp-cart>`
    const page = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html')
      answer.end(html)
    })
    await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening))
    await phone.open(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`)
    await phone.tap('选规格')
    await phone.tap('透明')
    await phone.tap('小号')
    await phone.shoot('oldest-foreign')
    await phone.tap('加入购物车')
    await phone.see('去结算')
    await hasRoom()
    expect(phone.errors).toEqual([])
    page.closeAllConnections()
    page.close()
  })

  test('she begins a group', async () => {
    await phone.open(`${served.url}/shop/demo/${grouped.id}`)
    await phone.tap('发起拼团')
    await phone.see('选择规格')
    await hasRoom()
    await phone.shoot('oldest-group')
    await phone.tap('米白')
    await phone.tap('30升')
    await phone.tap('去填地址')
    await phone.see('收货地址')
    expect(phone.errors).toEqual([])
  })
})
