import { type Difference, day, fen, hour, minute, type Promoter } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
import type { Placed } from '../market.ts'
import { eventually } from '../shop.ts'
import {
  account,
  anna,
  askBack,
  atSharingShop,
  booked,
  close,
  commissionsOf,
  completed,
  giveBack,
  goodsOf,
  house,
  letGo,
  link,
  market,
  openRefusals,
  paidThrough,
  promoter,
  refusedOf,
  register,
  retry,
  sharesOf,
  soldThroughHouse,
  tradeOf,
  until,
  wechat,
} from './sharing-shop.ts'

atSharingShop()

type Fault = Parameters<ReturnType<typeof wechat>['fault']>[0]

const refuse = (kind: Fault) => wechat().fault(kind, 99)
const accept = (kind: Fault) => wechat().fault(kind, 0)

/** Somebody buys through Anna's link, and her part is refused. */
async function refusedPart(kind: Fault, quantity = 2): Promise<Placed> {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share, quantity)
  refuse(kind)
  await completed(placed)
  return placed
}

const parts = (placed: Placed) => sharesOf(placed).flatMap((each) => each.parts)

const stateOf = async (placed: Placed) =>
  (
    await inDatabase<{ state: string }>(
      market,
      `select state from profit_shares where order_id = '${placed.order.id}'`,
    )
  )[0]?.state

test.each([
  ['share-refused', 'NO_AUTH', 0],
  ['share-closed', 'ACCOUNT_ABNORMAL', 1],
] as const)(
  'a commission whose payment ends as %s is shown as refused, and why; it is paid at the next try, once',
  async (kind, reason, before) => {
    const placed = await refusedPart(kind)
    const refused = await refusedOf(placed, minute)
    const amount = Math.floor(goodsOf(placed) / 10)
    const detail = { deed: 'commission', reason, amount }
    expect(refused).toMatchObject({ order: placed.order.id, detail })
    expect(await commissionsOf(placed)).toMatchObject([{ state: 'refused', problem: reason }])
    expect(await booked(placed, 'commission')).toBe(0)
    const seen = await placed.readAsSeller()
    expect(seen.attention).toBe(true)
    expect(seen.commissions).toMatchObject([{ state: 'refused', reason, amount: fen(amount) }])
    // Still kept, for the next try.
    expect(tradeOf(placed).isFinished).toBeFalsy()
    await retry(refused)
    await eventuallyQuiet(async () => (await stateOf(placed)) === 'refused')
    accept(kind)
    const tries = sharesOf(placed).length
    await Promise.all([retry(refused), retry(refused)])
    await letGo(placed)
    await retry(refused)
    await quiet(market)
    expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid', problem: null, amount }])
    expect(await booked(placed, 'commission')).toBe(amount)
    expect(parts(placed).filter(({ result }) => result === 'SUCCESS')).toHaveLength(1)
    expect([tries, sharesOf(placed).length]).toEqual([before * 2, before * 2 + 2])
    expect(tradeOf(placed).isFinished).toBe(true)
    expect(await openRefusals()).toEqual([])
    expect((await placed.readAsSeller()).attention).toBe(false)
  },
)

async function eventuallyQuiet(is: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 12; look++) {
    await market.clock.advance(3 * minute)
    await quiet(market)
    if (await is()) return
  }
  throw new Error('it never became so')
}

test('a receiver whom WeChat had forgotten is registered again, and then given her part', async () => {
  await account(1)
  const share = await link('阿芳的群')
  const { id } = await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  wechat().forgetReceiver(anna.account)
  await completed(placed)
  const refused = await refusedOf(placed, minute)
  expect(refused.detail).toMatchObject({ reason: 'NO_RELATION' })
  const { json } = await market.sell<{ items: Promoter[] }>('/v1/seller/promoters')
  expect(json.items).toMatchObject([
    { id, commissions: { paid: fen(0), refused: fen(Number(refused.detail.amount)) } },
  ])
  expect(json.items[0]?.commissions?.reason).toBe('NO_RELATION')
  const off = await market.sell(`/v1/seller/promoters/${id}`, { method: 'DELETE' })
  expect(off.status).toBe(409)
  await register({ share: share.id, permille: 100, ...anna })
  await retry(refused)
  await letGo(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid' }])
})

test('of two parts the one that was paid is paid once, the one that was closed at the next try', async () => {
  await account(2)
  const [first, second] = [await link('商行'), await link('阿芳的群')]
  const { id } = await promoter(first, { permille: 100, ...house })
  const above = { promoter: id, permille: 20 }
  await promoter(second, { permille: 50, ...anna, above })
  const placed = await paidThrough(second)
  wechat().fault('share-closed')
  await completed(placed)
  const refused = await refusedOf(placed, minute)
  expect((await commissionsOf(placed)).map(({ state }) => state)).toEqual(['refused', 'paid'])
  await retry(refused)
  await letGo(placed)
  expect((await commissionsOf(placed)).map(({ state }) => state)).toEqual(['paid', 'paid'])
  const paid = parts(placed).filter(({ result }) => result === 'SUCCESS')
  expect(paid).toHaveLength(2)
  // What the merchant was given in the first round comes back, though there was a second.
  const before = await booked(placed, 'commission')
  await giveBack(placed, 2)
  const his = (await commissionsOf(placed))[1]?.amount ?? 0
  expect(await booked(placed, 'commission')).toBe(before - his)
})

test('goods that go back while a commission waits are refunded at once and earn nothing at the next try', async () => {
  const placed = await refusedPart('share-closed')
  const refused = await refusedOf(placed, minute)
  await giveBack(placed, 1)
  accept('share-closed')
  await retry(refused)
  await letGo(placed)
  const kept = goodsOf(placed) - Math.ceil(goodsOf(placed) / 2)
  expect(await commissionsOf(placed)).toMatchObject([
    { state: 'paid', amount: Math.floor((kept * 100) / 1000) },
  ])
})

test('where everything went back, nothing is left to try: the money is let go', async () => {
  const placed = await refusedPart('share-closed')
  const refused = await refusedOf(placed, minute)
  await giveBack(placed, 2)
  await retry(refused)
  await letGo(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'closed' }])
  expect((await openRefusals()).filter(({ id }) => id === refused.id)).toEqual([])
})

test('a refusal that its seller closes gives the promoter nothing, and lets the money go', async () => {
  const placed = await refusedPart('share-refused')
  await close(await refusedOf(placed, minute))
  await letGo(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'closed', problem: 'NO_AUTH' }])
  expect(await booked(placed, 'commission')).toBe(0)
  expect(tradeOf(placed).isFinished).toBe(true)
  expect(await openRefusals()).toEqual([])
})

test('money waits fourteen days for another try; then it is let go, and what is owed stays shown', async () => {
  const placed = await refusedPart('share-closed')
  const refused = await refusedOf(placed, minute)
  for (let days = 0; days < 13; days++) await market.clock.advance(day)
  await quiet(market)
  expect(await stateOf(placed)).toBe('refused')
  for (let days = 0; days < 2; days++) await market.clock.advance(day)
  await letGo(placed)
  expect(tradeOf(placed).isFinished).toBe(true)
  const [now] = (await openRefusals()).filter(({ id }) => id === refused.id)
  expect(now?.detail).toMatchObject({ deed: 'commission_closed', reason: 'ACCOUNT_ABNORMAL' })
  expect((await retry(refused)).status).toBe(409)
  await close(refused)
  expect((await openRefusals()).filter(({ id }) => id === refused.id)).toEqual([])
})

test('money that WeChat will not let go of is shown, asked for again, and settled', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  refuse('unfreeze-refused')
  await completed(placed)
  const refused = await refusedOf(placed, minute)
  expect(refused.detail).toMatchObject({ deed: 'let_go', reason: 'NO_AUTH' })
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid' }])
  // A buyer's refund does not wait for it.
  await askBack(placed, 0, fen(100))
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  accept('unfreeze-refused')
  await retry(refused)
  await letGo(placed)
  expect(await openRefusals()).toEqual([])
  expect(sharesOf(placed)).toHaveLength(2)
})

test('money that WeChat would not let go of goes by itself when nobody retries', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  refuse('unfreeze-refused')
  await completed(placed)
  await refusedOf(placed, minute)
  accept('unfreeze-refused')
  await market.clock.advance(6 * hour)
  await letGo(placed)
  expect(await openRefusals()).toEqual([])
})

test('what a merchant does not return is shown with its amount, asked of him again, and settled', async () => {
  const { placed, id } = await soldThroughHouse()
  const paid = await booked(placed, 'commission')
  refuse('share-return-failed')
  await giveBack(placed, 2)
  const [refused] = (await openRefusals()).filter(({ detail }) => detail.deed !== 'refund')
  if (!refused) throw new Error('nothing is shown')
  const detail = { deed: 'commission_return', reason: 'TIME_OUT_CLOSED', amount: paid }
  expect(refused.detail).toEqual(detail)
  expect(refused.subject.endsWith(`/${id}`)).toBe(true)
  await retry(refused)
  await quiet(market)
  expect([(await openRefusals()).length, await booked(placed, 'commission')]).toEqual([1, paid])
  accept('share-return-failed')
  await Promise.all([retry(refused), retry(refused)])
  await quiet(market)
  await retry(refused)
  await quiet(market)
  expect([await openRefusals(), await booked(placed, 'commission')]).toEqual([[], 0])
  expect(parts(placed)).toMatchObject([{ returned: paid }])
})

test('what a merchant gave back by other means is not asked of him again by the next refund', async () => {
  const { placed } = await soldThroughHouse()
  const paid = await booked(placed, 'commission')
  refuse('share-return-failed')
  await giveBack(placed, 1)
  const [refused] = (await openRefusals()).filter(({ detail }) => detail.deed !== 'refund')
  if (!refused) throw new Error('nothing is shown')
  const elsewhere = Number(refused.detail.amount)
  await close(refused)
  accept('share-return-failed')
  await giveBack(placed, 1)
  await quiet(market)
  expect(await openRefusals()).toEqual([])
  expect(parts(placed)).toMatchObject([{ returned: paid - elsewhere }])
})

test('parts whose answer was lost are not sent again under another number while WeChat says nothing of them', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  await until(placed, ({ state }) => state === 'shipped', 20 * hour)
  await placed.tell('receive', {}, { 'idempotency-key': 'received-in-doubt' })
  await quiet(market)
  wechat().fault('lost-answer', 3)
  await until(placed, ({ state }) => state === 'completed', day)
  refuse('share-query-refused')
  const refused = await refusedOf(placed, minute)
  expect(refused.detail).toMatchObject({ deed: 'commission', reason: 'NO_AUTH' })
  await retry(refused)
  await quiet(market)
  accept('share-query-refused')
  await retry(refused)
  await letGo(placed)
  expect(parts(placed)).toHaveLength(1)
  expect(await booked(placed, 'commission')).toBe(parts(placed)[0]?.amount)
  expect(await openRefusals()).toEqual([])
})

/** WeChat was sent somebody's part, gives it, and does not say so when it is asked. */
async function unheard(wish: object): Promise<{ placed: Placed; refused: Difference }> {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...wish })
  const placed = await paidThrough(share)
  await until(placed, ({ state }) => state === 'shipped', 20 * hour)
  await placed.tell('receive', {}, { 'idempotency-key': `received-${placed.order.id}` })
  // Not a day further than to the moment in which it is sent: it would be known the day after.
  await eventually(async () => {
    await market.clock.advance(day)
    await quiet(market)
    return sharesOf(placed).length > 0
  })
  refuse('share-query-refused')
  return { placed, refused: await refusedOf(placed, minute) }
}

const refundState = async (placed: Placed) => (await placed.readAsSeller()).refunds[0]?.state

test('a buyer’s refund waits behind a part of which WeChat says nothing only until its seller closes that; what had arrived is booked when WeChat says so', async () => {
  const { placed, refused } = await unheard(anna)
  await askBack(placed, 0, fen(100))
  await market.clock.advance(hour)
  await quiet(market)
  expect([await refundState(placed), (await placed.readAsSeller()).attention]).toEqual([
    ...['processing', true],
  ])
  await close(refused)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  expect(await booked(placed, 'commission')).toBe(0)
  expect((await openRefusals()).map(({ detail }) => detail.deed)).toEqual(['let_go'])
  accept('share-query-refused')
  await market.clock.advance(6 * hour)
  await letGo(placed)
  const [part] = parts(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'paid', amount: part?.amount }])
  expect(await booked(placed, 'commission')).toBe(part?.amount)
  expect(parts(placed)).toHaveLength(1)
  expect(await openRefusals()).toEqual([])
})

test('a merchant gives back what turns out to have arrived after the goods had gone back', async () => {
  const { placed, refused } = await unheard(house)
  await askBack(placed, 2)
  await close(refused)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  accept('share-query-refused')
  await market.clock.advance(6 * hour)
  await letGo(placed)
  await quiet(market)
  const [part] = parts(placed)
  expect(part?.returned).toBe(part?.amount)
  expect(await booked(placed, 'commission')).toBe(0)
})

test('a part that its seller closed before WeChat ever had it is not given', async () => {
  const placed = await refusedPart('share-query-refused')
  const refused = await refusedOf(placed, minute)
  await askBack(placed, 0, fen(100))
  await close(refused)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  accept('share-query-refused')
  await market.clock.advance(6 * hour)
  await letGo(placed)
  expect(await commissionsOf(placed)).toMatchObject([{ state: 'closed' }])
  expect([parts(placed), await booked(placed, 'commission')]).toEqual([[], 0])
  expect(tradeOf(placed).isFinished).toBe(true)
  expect(await openRefusals()).toEqual([])
})

test('a return of which WeChat says nothing keeps its number, and is not booked as lost', async () => {
  const { placed } = await soldThroughHouse()
  refuse('share-query-refused')
  await askBack(placed, 2)
  const refused = await refusedOf(placed, minute)
  expect(refused.detail).toMatchObject({ deed: 'refund', reason: 'NO_AUTH' })
  accept('share-query-refused')
  await retry(refused)
  await until(placed, ({ refunds }) => refunds[0]?.state === 'succeeded', minute)
  expect([await openRefusals(), await booked(placed, 'commission')]).toEqual([[], 0])
})
