import type { Listing, SellerOrder } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCoupon } from '../coupons/with-coupon.ts'
import { listGoods } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { openProgram } from './program.ts'
import { dialects } from './stage.ts'
import { buyByTaps } from './story.ts'

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

test.each(dialects)(
  '$folder: a buyer chooses, orders, pays, follows and receives by taps alone',
  async (dialect) => {
    const listing = goods[dialects.indexOf(dialect)] as Listing
    const app = openProgram(market, dialect)
    const id = await buyByTaps(market, app, listing, 'MINI5')
    app.close()
    const { json } = await market.sell<SellerOrder>(`/v1/seller/orders/${id}`)
    expect(json.lines.map(({ title, quantity }) => [title, quantity])).toEqual([[listing.title, 2]])
    expect(json.discount.amount).toBe(500)
    expect(json.total.amount).toBe(json.goods.amount + json.freight.amount - json.discount.amount)
    expect(json.state).toBe('received')
  },
)
