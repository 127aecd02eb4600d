import { expect, test } from 'vitest'
import { ask, refusal } from './asking.test.fixture.ts'
import { calls } from './index.ts'

const shop = { shopId: 'shp_1', channel: 'weixin' }
const listing = { ...shop, offerId: '712340056781', listingId: 'lst_1' }
const listed = {
  offerId: '712340056781',
  outItemCode: 'lst_1',
  outShopCode: 'shp_1',
  channel: 'weixin',
}
const done = { success: true, data: 'true' }

test('shops, listings and suppliers are told by the platform’s names', async () => {
  expect((await ask(calls.addShop, shop, done)).heard).toEqual({
    outShopCode: 'shp_1',
    channel: 'weixin',
  })
  expect(
    (await ask(calls.addListing, { ...listing, terms: { price: { type: 'fixed' } } }, done)).heard,
  ).toEqual({
    ...listed,
    distributionPrice: '{"type":"fixed"}',
  })
  expect((await ask(calls.removeListing, listing, done)).heard).toEqual(listed)
  const said = { result: { success: 'true', result: true } }
  expect((await ask(calls.addSupplier, { offerId: '1' }, said)).heard).toEqual({ offerId: '1' })
  for (const call of [calls.follow, calls.unfollow]) {
    expect((await ask(call, { offerId: '1' }, { code: 0, message: 'ok' })).heard).toEqual({
      productId: '1',
    })
  }
})

test('whoever does not say that it is done has not done it', async () => {
  expect(await refusal(calls.addShop, shop, { data: 'true' })).toMatchObject({
    class: 'schema',
    field: 'success',
  })
  expect(await refusal(calls.addShop, shop, { code: '7' })).toMatchObject({
    class: 'retry',
    platformCode: '7',
  })
  expect(await refusal(calls.follow, { offerId: '1' }, { code: 7 })).toMatchObject({
    class: 'retry',
  })
})

test('what exists already is a duplicate, an offer that does not is absent', async () => {
  expect(
    await refusal(calls.addListing, listing, { success: false, message: '关系已存在' }),
  ).toMatchObject({ class: 'duplicate' })
  const absent = { result: { success: false, code: '404', message: '商品不存在' } }
  expect(await refusal(calls.addSupplier, { offerId: '1' }, absent)).toMatchObject({
    code: 'OFFER_NOT_FOUND',
  })
})

test.each<[unknown, boolean]>([
  ['true', true],
  [true, true],
  ['false', false],
  [{ offerId: 1 }, true],
  [null, false],
])('data %j says whether a listing is known', async (data, isKnown) => {
  const { output, heard } = await ask(calls.isListed, listing, { success: true, data })
  expect(heard).toEqual(listed)
  expect(output).toBe(isKnown)
})

test.each<[object, string]>([
  [{ shopId: '' }, 'shopId'],
  [{ channel: '  ' }, 'channel'],
  [{ listingId: 'x'.repeat(129) }, 'listingId'],
  [{ offerId: 'lst' }, 'offerId'],
])('a listing with %j is refused before it is sent', async (odd, field) => {
  expect(await refusal(calls.addListing, { ...listing, ...odd }, 'never read')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})

test.each<[object, boolean | undefined]>([
  [{ result: { success: true, result: { authorized: true } } }, true],
  [{ success: true, data: 'false' }, false],
  [{ result: { success: true, result: true } }, true],
  [{ success: true, result: { brand: 'x' } }, undefined],
])('%j says whether the brand may be sold', async (said, isAuthorised) => {
  const { output, heard } = await ask(
    calls.brandAuthorisation,
    { ...shop, offerId: '5', userId: '7' },
    said,
  )
  expect(heard.queryRequest).toBe(
    '{"offerId":5,"outShopCode":"shp_1","channel":"weixin","buyerId":7}',
  )
  expect(output.isAuthorised).toBe(isAuthorised)
  expect(output.raw).toBeDefined()
})

test.each([
  ['无', 'none'],
  ['低', 'low'],
  ['中', 'medium'],
  ['高', 'high'],
])('a listing risk of %s is %s', async (riskLevel, level) => {
  const said = { result: { data: { riskLevel }, errorCode: '0', success: true } }
  const { output, heard } = await ask(calls.listingRisk, { listedToday: 20, onSale: 74 }, said)
  expect(heard).toEqual({ goodsRiskQueryParam: '{"publishCount":20,"onCount":74}' })
  expect(output).toBe(level)
})

test('a risk that nobody names is no all-clear', async () => {
  const input = { listedToday: 1, onSale: 1 }
  for (const data of [{}, { riskLevel: '紫' }]) {
    const said = { result: { data, success: true } }
    expect(await refusal(calls.listingRisk, input, said)).toMatchObject({
      class: 'schema',
      field: 'data.riskLevel',
    })
  }
  const refused = { result: { errorCode: '301', errorInfo: '风险发布量不能为空', success: false } }
  expect(await refusal(calls.listingRisk, input, refused)).toMatchObject({
    class: 'rule',
    platformCode: '301',
  })
  expect(await refusal(calls.listingRisk, { listedToday: -1, onSale: 0 }, '')).toMatchObject({
    field: 'listedToday',
  })
})

test('chosen offers are handed over under a key, with the flow to order them by', async () => {
  const made = await ask(
    calls.chooseOffers,
    { offerIds: ['1', '2'], entrance: 'entrance_pft' },
    { isSuccess: true, data: 'dk1' },
  )
  expect(made.heard).toEqual({ offerIds: '[1,2]', entranceCode: 'entrance_pft' })
  expect(made.output).toBe('dk1')
  const refused = { isSuccess: false, resultCode: 'X1', errorMsg: 'no' }
  expect(await refusal(calls.chooseOffers, { offerIds: ['1'] }, refused)).toMatchObject({
    platformCode: 'X1',
  })
  const said = {
    result: {
      success: true,
      result: { entrance: 'entrance_pft', offerList: [{ offerId: 1 }, { offerId: '2' }] },
    },
  }
  const taken = await ask(calls.chosenOffers, { key: 'dk1' }, said)
  expect(taken.heard).toEqual({ uniqueKey: 'dk1' })
  expect(taken.output).toMatchObject({
    offerIds: ['1', '2'],
    entrance: 'entrance_pft',
    flow: 'ttpft',
  })
  const rows = { success: true, data: [{ offerId: 1, entrance: 'entrance_1688' }] }
  expect((await ask(calls.chosenOffers, { key: 'k' }, rows)).output).toMatchObject({
    flow: 'fenxiao',
  })
  await expect(
    ask(calls.clearChosenOffers, { key: 'dk1' }, { success: true }),
  ).resolves.toMatchObject({ heard: { uniqueKey: 'dk1' } })
})

test('the listing basket is read and emptied', async () => {
  expect(
    (await ask(calls.listingBasket, undefined, { success: true, result: [1, '2', 'x'] })).output
      .offerIds,
  ).toEqual(['1', '2'])
  expect(
    (await ask(calls.clearListingBasket, undefined, { result: { success: true } })).output,
  ).toBeUndefined()
})

test.each<[string[], string]>([
  [[], 'offerIds'],
  [Array.from({ length: 21 }, (_, index) => String(index)), 'offerIds'],
  [['1', '1'], 'offerIds'],
  [['1', 'x'], 'offerIds[1]'],
])('offers %j are refused before they are sent', async (offerIds, field) => {
  expect(await refusal(calls.chooseOffers, { offerIds }, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
  expect(await refusal(calls.groupOfferDetails, { offerIds }, '')).toMatchObject({
    code: 'BAD_REQUEST',
    field,
  })
})
