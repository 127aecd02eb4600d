import { day, fen, hour, type Promoter } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { inDatabase, quiet } from '../hooks/books.ts'
import {
  account,
  anna,
  atSharingShop,
  booked,
  changeSharing,
  commissionsOf,
  completed,
  giveBack,
  goodsOf,
  house,
  letGo,
  link,
  market,
  paidThrough,
  promoter,
  register,
  sharesOf,
  tradeOf,
  until,
  wechat,
} from './sharing-shop.ts'

atSharingShop()

test('a shop that has not chosen to share begins no payment for it, and registers nobody', async () => {
  await account(0)
  const share = await link('阿芳的群')
  const { status, json } = await register({ share: share.id, permille: 50, ...anna })
  expect([status, json]).toMatchObject([400, { code: 'BAD_REQUEST', detail: { field: 'sharing' } }])
  const placed = await paidThrough(share)
  expect(tradeOf(placed).isShared).toBeFalsy()
  await completed(placed)
  await quiet(market)
  expect(wechat().shares()).toEqual([])
  expect(wechat().receivers()).toEqual([])
})

test('what nobody brought is not kept for anybody, though the shop shares', async () => {
  await account(1)
  await promoter(await link('阿芳的群'), { permille: 50, ...anna })
  expect(tradeOf(await paidThrough(undefined)).isShared).toBeFalsy()
  expect(tradeOf(await paidThrough(await link('别的群'))).isShared).toBeFalsy()
})

test('after the days of return a promoter gets her part of the goods, and the shop the rest', async () => {
  await account(1)
  const share = await link('阿芳的群')
  expect(await promoter(share, { permille: 55, ...anna })).toMatchObject({
    accountEnd: 'anna',
    state: 'on',
    permille: 55,
  })
  const placed = await paidThrough(share)
  expect(tradeOf(placed).isShared).toBe(true)
  await until(placed, ({ state }) => state === 'shipped', 20 * hour)
  expect(sharesOf(placed)).toEqual([])
  await completed(placed)
  await letGo(placed)
  const part = Math.floor((goodsOf(placed) * 55) / 1000)
  expect(part).toBeGreaterThan(0)
  expect(await commissionsOf(placed)).toMatchObject([{ level: 1, amount: part, state: 'paid' }])
  expect(sharesOf(placed).flatMap(({ parts }) => parts)).toMatchObject([
    { account: 'o01anna', amount: part, result: 'SUCCESS' },
  ])
  expect(tradeOf(placed).isFinished).toBe(true)
  expect(await booked(placed, 'commission')).toBe(part)
  expect(await booked(placed, 'merchant_cash')).toBe(placed.order.total.amount - part)
  const { book } = await placed.readAsSeller()
  expect(book).toContainEqual({ account: 'commission', amount: fen(-part) })
})

test('who brought a promoter earns only where the shop has chosen two levels, and never beyond 30 %', async () => {
  await account(1)
  const [first, second] = [await link('商行'), await link('阿芳的群')]
  const { id } = await promoter(first, { permille: 100, ...house })
  const above = { promoter: id, permille: 20 }
  const wish = { share: second.id, ...anna, above }
  expect((await register({ ...wish, permille: 281 })).status).toBe(400)
  await promoter(second, { ...wish, permille: 50 })
  const one = await paidThrough(second)
  await completed(one)
  await letGo(one)
  expect((await commissionsOf(one)).map(({ level }) => level)).toEqual([1])
  await changeSharing(2)
  const two = await paidThrough(second)
  await completed(two)
  await letGo(two)
  expect(await commissionsOf(two)).toMatchObject([
    { level: 1, amount: Math.floor((goodsOf(two) * 50) / 1000), state: 'paid' },
    { level: 2, amount: Math.floor((goodsOf(two) * 20) / 1000), state: 'paid' },
  ])
})

test('goods that went back earn nobody anything', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  await until(placed, ({ state }) => state === 'shipped', 20 * hour)
  await giveBack(placed, 1)
  await completed(placed)
  await letGo(placed)
  const kept = goodsOf(placed) - Math.ceil(goodsOf(placed) / 2)
  expect((await commissionsOf(placed))[0]?.amount).toBe(Math.floor((kept * 100) / 1000))
})

test.each(['busy', 'lost-answer', 'unsigned'] as const)(
  'whatever answer is %s, everybody gets a part once and the rest is let go',
  async (fault) => {
    await account(1)
    const share = await link('阿芳的群')
    await promoter(share, { permille: 100, ...anna })
    const placed = await paidThrough(share)
    await until(placed, ({ state }) => state === 'shipped', 20 * hour)
    await placed.tell('receive', {}, { 'idempotency-key': 'received-here' })
    await quiet(market)
    // Of the questions and the calls that follow, several in a row.
    wechat().fault(fault, 4)
    await until(placed, ({ state }) => state === 'completed', day)
    await letGo(placed)
    const parts = sharesOf(placed).flatMap((each) => each.parts)
    expect(parts).toHaveLength(1)
    expect(await booked(placed, 'commission')).toBe(parts[0]?.amount)
    expect(sharesOf(placed)).toHaveLength(2)
  },
)

test('the job that is run again and again, by several at once, shares once', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  await completed(placed)
  const again = `select write_job('share-profit',
      json_build_object('shopId', shop_id, 'paymentId', payment_id), null, 0, false)
    from payments, generate_series(1, 6) where order_id = '${placed.order.id}' and shared`
  await inDatabase(market, again)
  await letGo(placed)
  await inDatabase(market, again)
  await quiet(market)
  expect(sharesOf(placed)).toHaveLength(2)
  const [part] = await commissionsOf(placed)
  expect(await booked(placed, 'commission')).toBe(part?.amount)
})

test('a shop that stops sharing gives nothing more away, and what was kept is let go', async () => {
  await account(1)
  const share = await link('阿芳的群')
  await promoter(share, { permille: 100, ...anna })
  const placed = await paidThrough(share)
  expect(tradeOf(placed).isShared).toBe(true)
  await changeSharing(0)
  await completed(placed)
  await letGo(placed)
  expect(await commissionsOf(placed)).toEqual([])
  expect(tradeOf(placed).isFinished).toBe(true)
  expect(tradeOf(await paidThrough(share)).isShared).toBeFalsy()
})

test('the same link and account again is the same promoter; another account, link or shop is refused', async () => {
  await account(1)
  const share = await link('阿芳的群')
  wechat().fault('lost-answer')
  const wish = { share: share.id, permille: 100, ...anna }
  expect((await register(wish)).status).toBe(503)
  const { json } = await register(wish)
  expect(json.state).toBe('on')
  expect((await register(wish)).json.id).toBe(json.id)
  const other = await register({ ...wish, account: 'o01berta' })
  expect([other.status, other.json.code]).toEqual([400, 'BAD_REQUEST'])
  const nowhere = await register({ ...wish, share: 'shr_00000000000000000000000000' })
  expect([nowhere.status, nowhere.json.code]).toEqual([404, 'SHARE_NOT_FOUND'])
  const above = { promoter: json.id, permille: 10 }
  const herself = await register({ ...wish, share: (await link('二群')).id, above })
  expect([herself.status, herself.json.code]).toEqual([400, 'BAD_REQUEST'])
})

test('who is taken off earns nothing more and is forgotten, here and at WeChat', async () => {
  await account(1)
  const share = await link('阿芳的群')
  const { id } = await promoter(share, { permille: 100, ...anna })
  const [sealed] = await inDatabase<{ account: string }>(market, 'select account from promoters')
  expect(sealed?.account).toMatch(/^s1\./)
  const placed = await paidThrough(share)
  const off = await market.sell<Promoter>(`/v1/seller/promoters/${id}`, { method: 'DELETE' })
  expect(off.json).toMatchObject({ state: 'off' })
  expect(off.json.accountEnd).toBeUndefined()
  expect(wechat().receivers()).toEqual([])
  expect(await inDatabase(market, 'select account, account_end from promoters')).toEqual([
    { account: null, account_end: null },
  ])
  await completed(placed)
  await letGo(placed)
  expect(await commissionsOf(placed)).toEqual([])
  const log = await market.sell<{ items: { action: string; subject: string }[] }>(
    '/v1/seller/audit-log',
  )
  const deeds = log.json.items.filter(({ subject }) => subject === id).map(({ action }) => action)
  expect(deeds).toEqual(['promoter.remove', 'promoter.add'])
})
