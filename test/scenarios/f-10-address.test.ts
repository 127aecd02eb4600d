import { type Address, hour, type Listing, minute, type SellerOrder, second } from '@xiaopu/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  address,
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { sql } from '../people/canary-person.ts'
import { eventually, type OpenShop, openShop } from '../shop.ts'
import { heal } from './story.ts'

let market: OpenShop

beforeEach(async () => {
  market = await openShop()
  // Between payment and purchase there is a minute in which the buyer may think again.
  const body = { purchasePolicy: { placeDelayMillis: minute } }
  await market.sell('/v1/seller/shop', { method: 'PUT', body })
})
afterEach(() => market.close())

const elsewhere: Address = { ...address, name: '李四', street: '学院路 28 号' }
const shownElsewhere = { ...elsewhere, name: '李*', phone: '138****8000', street: '学院路***' }
const further: Address = {
  ...address,
  province: '新疆维吾尔自治区',
  city: '乌鲁木齐市',
  district: '天山区',
  regionCode: '650102',
  street: '解放北路 1 号',
}

let keys = 0

async function placed(goods?: readonly Listing[]): Promise<Placed> {
  const listings = goods ?? (await listGoods(market, 1))
  const lines = listings.map((listing) => ({ listing }))
  return placeOrder(market, await quoteFor(market, await fillCart(market, lines)))
}

async function paid(goods?: readonly Listing[]): Promise<Placed> {
  const order = await placed(goods)
  await payAt(market, await startPaying(order))
  await when(order, ({ state }) => state === 'paid', 0)
  return order
}

function change(order: Placed, to: Address, key = `address-${++keys}`) {
  return order.tell('address', { address: to }, { 'idempotency-key': key })
}

function changeAsSeller(order: Placed, to: Address) {
  return market.sell<SellerOrder>(`/v1/seller/orders/${order.order.id}/address`, {
    body: { address: to },
    headers: { 'idempotency-key': `seller-address-${++keys}` },
  })
}

function when(order: Placed, is: (seen: SellerOrder) => boolean, step = 10 * second) {
  return eventually(async () => {
    if (step > 0) await market.clock.advance(step)
    const seen = await order.readAsSeller()
    return is(seen) && seen
  })
}

/** Who 1688 sends the purchases of an order to, first to last. */
async function receivers({ supplierOrders }: SellerOrder): Promise<string[]> {
  const names = supplierOrders.map(async ({ platformOrderId }) => {
    const { json } = await market.control<{ receiver: { fullName: string; address: string } }>(
      `/orders/${platformOrderId}`,
    )
    return `${json.receiver.fullName} ${json.receiver.address}`
  })
  return Promise.all(names)
}

const deeds = async ({ order }: Placed) =>
  sql(market, `select actor, action from audit_log where subject = $1 order by seq`, [order.id])

/** From now on 1688 refuses the address, whatever is bought. @param after - so many looks go well first */
const refuseAddress = (times: number, after = 0, api = 'alibaba.createOrder.preview') =>
  market.control('/faults', { api, kind: 'business', code: 'AREA_NOT_SUPPORTED', times, after })

const isHeld = ({ supplierOrders }: SellerOrder) =>
  supplierOrders.some(({ state }) => state === 'held')
const isBought = ({ state }: SellerOrder) => state === 'placed'

test('F-11: until her goods are being bought a buyer may have them sent elsewhere', async () => {
  const order = await paid()
  expect((await order.read()).addressChange).toBe('open')
  const { status, json } = await change(order, elsewhere)
  expect(status).toBe(200)
  expect(json.address).toEqual(shownElsewhere)
  expect(json.total).toEqual(order.order.total)
  const bought = await when(order, isBought)
  expect(await receivers(bought)).toEqual([`${elsewhere.name} ${elsewhere.street}`])
  expect(await deeds(order)).toEqual([{ actor: 'buyer', action: 'order.address' }])
  expect((await order.read()).addressChange).toBeUndefined()
})

test('F-11: a buyer may change the address before she pays, too, and again after that', async () => {
  const order = await placed()
  expect((await change(order, elsewhere)).status).toBe(200)
  await payAt(market, await startPaying(order))
  await when(order, ({ state }) => state === 'paid', 0)
  const third = { ...address, street: '莫干山路 3 号' }
  expect((await change(order, third)).status).toBe(200)
  expect(await receivers(await when(order, isBought))).toEqual([`${third.name} ${third.street}`])
})

test('F-11: once a purchase is claimed the address stays', async () => {
  const order = await paid()
  await when(order, isBought)
  const { status, json } = await change(order, elsewhere)
  expect([status, json]).toMatchObject([409, { code: 'ADDRESS_FIXED' }])
  expect((await order.read()).address.street).toBe('文三路***')
  expect(await deeds(order)).toEqual([])
})

test('F-11: of a purchase that begins while the address changes, one of the two wins', async () => {
  const orders = await Promise.all(Array.from({ length: 4 }, () => paid()))
  const [changed] = await Promise.all([
    Promise.all(orders.map((order) => change(order, elsewhere))),
    market.clock.advance(minute),
  ])
  for (const [index, order] of orders.entries()) {
    const bought = await when(order, isBought)
    const goes = changed[index]?.status === 200 ? elsewhere : address
    expect(await receivers(bought)).toEqual([`${goes.name} ${goes.street}`])
    expect(bought.address.street).toBe(goes === address ? '文三路***' : shownElsewhere.street)
  }
})

test('F-11: where the way there costs something else nothing changes, and the buyer hears what to do', async () => {
  const goods = await listGoods(market, 12)
  const freightTo = async (listing: Listing, to: Address) =>
    (await quoteFor(market, await fillCart(market, [{ listing }]), to)).freight.amount
  let dearer: Listing | undefined
  for (const listing of goods) {
    const now = await freightTo(listing, further).catch(() => undefined)
    if (now !== undefined && now !== (await freightTo(listing, address))) dearer = listing
  }
  if (!dearer) throw new Error('everything travels for the same price')
  const order = await paid([dearer])
  const { status, json } = await change(order, further)
  expect([status, json]).toMatchObject([
    409,
    { code: 'FREIGHT_CHANGED', detail: { was: order.order.freight.amount } },
  ])
  expect((await order.read()).address.city).toBe('杭州市')
})

test('F-11: a change whose answer was lost is answered again, and done once', async () => {
  const order = await paid()
  const answers = [await change(order, elsewhere, 'same-key-1'), await change(order, elsewhere)]
  const again = await change(order, elsewhere, 'same-key-1')
  expect([...answers, again].map(({ status }) => status)).toEqual([200, 200, 200])
  expect(again.headers.get('idempotent-replay')).toBe('true')
  expect(await deeds(order)).toHaveLength(1)
})

test('F-10: an address that a supplier cannot send to is corrected once by the buyer, and buying goes on', async () => {
  const order = await paid()
  await refuseAddress(99)
  const held = await when(order, isHeld)
  expect(held.supplierOrders[0]).toMatchObject({ state: 'held', failure: 'REGION_NOT_SERVED' })
  expect(Date.parse(held.supplierOrders[0]?.decideBefore ?? '')).toBeGreaterThan(
    market.clock.now() + 23 * hour,
  )
  expect(await order.read()).toMatchObject({ addressChange: 'needed', attention: true })
  const refused = await change(order, elsewhere)
  expect([refused.status, refused.json]).toMatchObject([409, { code: 'REGION_NOT_SERVED' }])
  await heal(market)
  const { status, json } = await change(order, elsewhere)
  expect([status, json]).toMatchObject([200, { address: shownElsewhere, attention: false }])
  const bought = await when(order, isBought)
  expect(await receivers(bought)).toEqual([`${elsewhere.name} ${elsewhere.street}`])
})

test('F-10: so is one that is refused only when the purchase is made', async () => {
  const order = await paid()
  await refuseAddress(1, 0, 'alibaba.trade.fenxiaoOrder.create')
  await when(order, isHeld)
  expect((await change(order, elsewhere)).status).toBe(200)
  const bought = await when(order, isBought)
  expect(await receivers(bought)).toEqual([`${elsewhere.name} ${elsewhere.street}`])
})

test('F-10: the seller may correct it for her, and it is written down who did', async () => {
  const order = await paid()
  await refuseAddress(99)
  await when(order, isHeld)
  await heal(market)
  const { status, json } = await changeAsSeller(order, elsewhere)
  expect([status, json]).toMatchObject([200, { address: shownElsewhere }])
  await when(order, isBought)
  expect(await deeds(order)).toMatchObject([
    { actor: expect.stringMatching(/^key_/), action: 'order.address' },
  ])
})

test('F-10: an address that is refused again after it was corrected is for the shop to decide', async () => {
  const order = await paid()
  await refuseAddress(99)
  await when(order, isHeld)
  await heal(market)
  // The look at the freight goes well, buying does not.
  await refuseAddress(99, 1)
  expect((await change(order, elsewhere)).status).toBe(200)
  const again = await when(order, isHeld)
  expect(Date.parse(again.supplierOrders[0]?.decideBefore ?? '')).toBeLessThan(
    market.clock.now() + hour,
  )
  expect((await order.read()).addressChange).toBeUndefined()
  const { status, json } = await change(order, { ...address, street: '莫干山路 3 号' })
  expect([status, json]).toMatchObject([409, { code: 'ADDRESS_FIXED' }])
})

test('F-10: what nobody corrects in a day goes back to the buyer', async () => {
  const order = await paid()
  await refuseAddress(99)
  await when(order, isHeld)
  await market.clock.advance(23 * hour)
  expect((await order.readAsSeller()).refunds).toEqual([])
  const closed = await when(order, ({ state }) => state === 'closed', 10 * minute)
  expect(closed.refunds[0]?.amount).toEqual(order.order.total)
})

test('F-10: of two suppliers only the one that refused sends to the corrected address', async () => {
  const order = await paid(await listGoods(market, 2, 1))
  await refuseAddress(1)
  await when(
    order,
    (seen) => isHeld(seen) && seen.supplierOrders.some(({ state }) => state === 'paid_up'),
  )
  expect((await change(order, elsewhere)).status).toBe(200)
  const bought = await when(order, isBought)
  expect((await receivers(bought)).sort()).toEqual(
    [`${elsewhere.name} ${elsewhere.street}`, `${address.name} ${address.street}`].sort(),
  )
})
