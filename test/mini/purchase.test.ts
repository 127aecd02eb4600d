import type { Listing, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCoupon } from '../coupons/with-coupon.ts'
import { listGoods } from '../market.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'
import { fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, dialects, type Mounted, openStage } from './stage.ts'
import { buyByTaps, type Program, pages } from './story.ts'

let market: OpenShop
let goods: Listing[]

beforeAll(async () => {
  market = await openShop()
  goods = await listGoods(market, 4)
  await makeCoupon(market, {
    ...{ code: 'MINI5', perBuyer: dialects.length },
    validUntil: '2099-01-01T00:00:00.000Z',
  })
})
afterAll(() => market.close())

/** Some apps read JSON by themselves, and round what is beyond 2^53: no number of ours may be. */
function expectNoneRounded(json: string): void {
  JSON.parse(json, (name, value) => {
    if (Number.isInteger(value)) expect(Number.isSafeInteger(value), name).toBe(true)
    return value
  })
}

/** The built components of an app, with a shop opened as a program's own code does it. */
function program(dialect: Dialect): Program {
  const gone: string[] = []
  const fake = fakeHost({
    habits: habits[dialect.host],
    domains: [baseUrl],
    fetch: async (request) => {
      const response = await market.gateway.fetch(request)
      if (/json/.test(response.headers.get('content-type') ?? '')) {
        expectNoneRounded(await response.clone().text())
      }
      return response
    },
  })
  const host = {
    ...fake.host,
    navigateTo({ url, success }: { url: string; success(): void }) {
      gone.push(url)
      success()
    },
    showModal: ({ success }: { success(answer: object): void }) => success({ confirm: true }),
    showToast: () => {},
  }
  const stage = openStage(dialect, { [dialect.host]: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  openIt({ gateway: baseUrl, shop: market.keys.publishable, pages, admitted: true })
  let mounted: Mounted | undefined
  return {
    async open(component, properties) {
      mounted?.unmount()
      mounted = stage.mount(component, properties)
      return handOn(mounted)
    },
    wentTo: () => gone.at(-1),
    comeBack: () => mounted?.show(),
    close: () => mounted?.unmount(),
  }
}

test.each(dialects)(
  '$folder: a buyer chooses, orders, pays, follows and receives by taps alone',
  async (dialect) => {
    const listing = goods[dialects.indexOf(dialect)] as Listing
    const app = program(dialect)
    const id = await buyByTaps(market, app, listing, 'MINI5')
    app.close()
    const { json } = await market.sell<SellerOrder>(`/v1/seller/orders/${id}`)
    expect(json.lines.map(({ title, quantity }) => [title, quantity])).toEqual([[listing.title, 2]])
    expect(json.discount.amount).toBe(500)
    expect(json.total.amount).toBe(json.goods.amount + json.freight.amount - json.discount.amount)
    expect(json.state).toBe('received')
  },
)
