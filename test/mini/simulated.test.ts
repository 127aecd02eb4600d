import type { Listing, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods } from '../market.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'
import { fakeHost } from './fake-host.ts'
import { type SimulatedPage, simulate } from './simulated.ts'
import { buyByTaps, type Program, pages } from './story.ts'

let market: OpenShop
let goods: Listing[]

beforeAll(async () => {
  market = await openShop()
  goods = await listGoods(market, 2)
})
afterAll(() => market.close())

/** The WeChat build as a program in WeChat's own component framework. */
function program(): Program & { readonly opened: string[] } {
  const gone: string[] = []
  const opened: string[] = []
  const { xiaopu, open } = simulate()
  const fake = fakeHost({ fetch: async (request) => market.gateway.fetch(request) })
  const host = {
    ...fake.host,
    navigateTo({ url, success }: { url: string; success(): void }) {
      gone.push(url)
      success()
    },
    showModal: ({ success }: { success(answer: object): void }) => success({ confirm: true }),
    showToast: () => {},
  }
  const openIt = xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, pages, host, channel: 'wechat' })
  let page: SimulatedPage | undefined
  return {
    opened,
    async open(component, properties) {
      page?.close()
      page = open(component, properties)
      opened.push(component)
      return page.hand
    },
    wentTo: () => gone.at(-1),
    comeBack: () => page?.show(),
    close: () => page?.close(),
  }
}

test("the WeChat build sells by taps in WeChat's own component framework", async () => {
  const [listing] = goods as [Listing]
  const app = program()
  const id = await buyByTaps(market, app, listing)
  const { json } = await market.sell<SellerOrder>(`/v1/seller/orders/${id}`)
  expect(json.state).toBe('received')
  expect(json.lines).toMatchObject([{ title: listing.title, quantity: 2 }])

  // The components that the story does not pass.
  const shop = await app.open('shop')
  for (const { title } of goods) await shop.sees(title)
  await shop.sees('已经到底了')
  const card = await app.open('card', { listing: listing.id })
  await card.sees(listing.title)
  const share = await app.open('share', { listing: listing.id })
  await share.tap('分享')
  await share.sees('复制链接')
  const orders = await app.open('orders')
  await orders.sees('已收货')
  await orders.sees(listing.title)
  const cart = await app.open('cart')
  await cart.sees('购物车是空的')
  app.close()
  expect(new Set(app.opened)).toEqual(
    new Set(['product', 'cart', 'checkout', 'order', 'shop', 'card', 'share', 'orders']),
  )
})
