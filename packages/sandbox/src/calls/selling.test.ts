import { encode } from 'jpeg-js'
import { beforeEach, expect, test } from 'vitest'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { readPicture } from '../pictures/read-picture.ts'
import { createSandbox, type Sandbox } from '../sandbox.ts'
import { call } from '../talk.test.fixture.ts'

const fenxiao = 'com.alibaba.fenxiao'
const { cup, bag, shirt } = fixture

let sandbox: Sandbox
beforeEach(() => {
  sandbox = createSandbox({ offers: fixtureOffers })
})

type Row = { offerId: number }
const idsOf = (rows: unknown): number[] => (rows as Row[]).map(({ offerId }) => offerId)

async function pictureOf(from: Sandbox, path = ''): Promise<Buffer> {
  const answer = await from.fetch(new Request(`http://sandbox/${path}`))
  return Buffer.from(await answer.arrayBuffer())
}

test('the general search needs keywords and may be sorted by price', async () => {
  const search = (param: object) =>
    call(sandbox, 'com.alibaba.product:product.keyword.search', { param })
  expect(idsOf((await search({ keywords: '大容量' })).body.result)).toEqual([
    cup.offerId,
    bag.offerId,
  ])
  const byPrice = await search({ keywords: '大容量', sortType: 'price', sortOrder: 'asc' })
  expect(idsOf(byPrice.body.result)).toEqual([bag.offerId, cup.offerId])
  expect((await search({ pageNum: 1 })).body).toMatchObject({ success: false, code: '400_1' })
})

test('group-buy details are unprefixed, name an instance and refuse what is not in the pool', async () => {
  const details = (offerIds: number[], version = 1) =>
    call(sandbox, `${fenxiao}:alibaba.pifatuan.product.detail.list-${version}`, { offerIds })
  expect((await details([cup.offerId])).body).toMatchObject({
    result: {
      success: true,
      result: [
        {
          instanceCode: expect.stringMatching(/^\d+_\d{13}$/),
          wangwangAccount: cup.supplier.loginId,
          productInfo: {
            productID: cup.offerId,
            skuInfos: [{}, {}, {}],
            image: { images: cup.images },
          },
        },
      ],
    },
  })
  expect((await details([cup.offerId, bag.offerId])).body).toMatchObject({
    result: { success: false, message: `offerId:${bag.offerId} 不是精选货源商品` },
  })
})

test('version 2 of the details leaves out SKUs without a retail price', async () => {
  const skus = cup.skus.map(({ retailFen = 0, ...sku }, at) =>
    at === 0 ? sku : { ...sku, retailFen },
  )
  const offer = { ...cup, skus }
  const at = createSandbox({ offers: [offer] })
  const skusOf = async (version: number) => {
    const api = `${fenxiao}:alibaba.pifatuan.product.detail.list-${version}`
    const { body } = await call(at, api, { offerIds: [cup.offerId] })
    const { result } = body.result as { result: { productInfo: { skuInfos: object[] } }[] }
    return result[0]?.productInfo.skuInfos.length
  }
  expect([await skusOf(1), await skusOf(2)]).toEqual([3, 2])
})

test('the group-buy list holds the pool alone, narrowed by its tags', async () => {
  const list = async (params: object) => {
    const { body } = await call(sandbox, `${fenxiao}:alibaba.pifatuan.product.list`, { ...params })
    return idsOf((body.result as { result: Row[] }).result)
  }
  expect(await list({})).toEqual([cup.offerId])
  expect(await list({ filter48hShip: true, keywords: '保温杯' })).toEqual([cup.offerId])
  expect(await list({ filterFreePostage: true })).toEqual([])
  const tags = await call(sandbox, `${fenxiao}:alibaba.pifatuan.product.search.tag.list`)
  const [, inTwoDays] = (tags.body.result as { result: { ruleId: number }[] }).result
  expect(await list({ ruleId: inTwoDays?.ruleId })).toEqual([cup.offerId])
})

test('an offer’s own picture finds it first, by address, as PNG and as JPEG', async () => {
  const own = createSandbox({ offers: 200 })
  const api = 'com.alibaba.product:alibaba.public.image.similar.offer.search'
  const offers = own.world.offers.search({}).page(0, 8)
  for (const offer of offers) {
    const png = await pictureOf(own, `${offer.images[0]}_200x200.png`)
    const pixels = readPicture(png)
    const rgba = Buffer.alloc(200 * 200 * 4)
    for (let at = 0; at < 200 * 200; at++)
      rgba.set(pixels?.rgb.subarray(at * 3, at * 3 + 3) ?? [], at * 4)
    const jpeg = encode({ width: 200, height: 200, data: rgba }, 85).data
    const asked = [
      { imgUrl: `https://cbu01.alicdn.com/${offer.images[0]}` },
      { imgUrl: `https://cbu01.alicdn.com/${offer.images[1]}` },
      { imgBase64: png.toString('base64') },
      { imgBase64: Buffer.from(jpeg).toString('base64') },
    ]
    const same = own.world.offers.sameSource(offer.offerId).map(({ offerId }) => offerId)
    for (const params of asked) {
      const { body } = await call(own, api, params)
      expect(same).toContain(idsOf(body.imageSearchResult)[0])
      expect(idsOf(body.imageSearchResult).length).toBeLessThanOrEqual(10)
    }
  }
})

test('a picture search can be narrowed, and says what is wrong with a picture', async () => {
  const api = 'com.alibaba.product:alibaba.public.image.similar.offer.search'
  const imgUrl = `https://cbu01.alicdn.com/${cup.images[0]}`
  const { body } = await call(sandbox, api, { imgUrl, priceStart: '10', priceEnd: '20' })
  expect(idsOf(body.imageSearchResult)).toEqual([shirt.offerId])
  expect((await call(sandbox, api)).body).toMatchObject({ success: false, code: '400' })
  for (const imgBase64 of ['bm8gcGljdHVyZQ==', Buffer.from('\x89PNG broken').toString('base64')]) {
    expect((await call(sandbox, api, { imgBase64 })).body.code).toBe('SYSTEM_ERROR')
  }
  const elsewhere = await call(sandbox, api, { imgUrl: 'https://shop.example/a.jpg' })
  expect(elsewhere.body).toMatchObject({ success: true })
  expect((await call(sandbox, api, { imgUrl: 'no address' })).body).toMatchObject({
    code: 'SYSTEM_ERROR',
    message: 'handle image error with url no address',
  })
})

test('the older picture searches answer twenty a page with prices in fen', async () => {
  const picUrl = `https://cbu01.alicdn.com/${cup.images[0]}`
  const ask = (name: string) =>
    call(sandbox, `com.alibaba.linkplus:${name}`, { picUrl, page: 1, pageSize: 50 })
  for (const name of ['alibaba.cross.similar.offer.search', 'alibaba.cps.similar.offer.search']) {
    const { body } = await ask(name)
    expect(body).toMatchObject({
      success: true,
      result: { page: 1, pageSize: 20, result: [{ offerId: cup.offerId, oldPrice: 2190 }, {}, {}] },
    })
    expect(body.code).toBeUndefined()
  }
})

test('other suppliers of the same thing are found, and what goes with it', async () => {
  const market = createSandbox({ offers: 400 })
  const sold = market.world.offers
    .all()
    .filter(({ status, dropship }) => status === 'published' && dropship)
  const offer = sold.find(({ offerId }) => market.world.offers.sameSource(offerId).length > 3)
  const rivals = market.world.offers.sameSource(offer?.offerId ?? 0).map(({ offerId }) => offerId)
  const search = async (scene: number) => {
    const { body } = await call(market, `${fenxiao}:supply.similarOffer.search`, {
      platform: 'weixin',
      platformItemId: 'l1',
      scene,
      originalItemId: offer?.offerId,
    })
    return (body.result as { itemSearchResult: (Row & { scene: number })[] }).itemSearchResult
  }
  const same = await search(1)
  expect(same.length).toBeGreaterThan(1)
  expect(rivals).toEqual(expect.arrayContaining(idsOf(same)))
  expect(idsOf(same)).not.toContain(offer?.offerId)
  expect((await search(2)).every(({ scene }) => scene === 2)).toBe(true)
  const list = await call(market, `${fenxiao}:offer.similar.getList`, {
    similarSearchParam: {
      originImgUrl: `https://cbu01.alicdn.com/${offer?.images[0]}`,
      originItemId: String(offer?.offerId),
    },
  })
  const { similarOfferModels } = list.body.data as { similarOfferModels: { simOfferId: number }[] }
  expect(rivals).toContain(similarOfferModels[0]?.simOfferId)
})

test('offers handed over by a key are read with their entrance, and cleared', async () => {
  const made = await call(sandbox, `${fenxiao}:dkey.get`, {
    offerIds: [cup.offerId, bag.offerId],
    entranceCode: 'entrance_pft',
  })
  expect(made.body).toMatchObject({ isSuccess: true, resultCode: '200' })
  const uniqueKey = String(made.body.data)
  const get = () => call(sandbox, `${fenxiao}:alibaba.fenxiao.chosen.offerlist.get`, { uniqueKey })
  expect((await get()).body).toMatchObject({
    result: {
      result: [{ offerId: cup.offerId, entrance: 'entrance_pft' }, { offerId: bag.offerId }],
    },
  })
  const bills = () => call(sandbox, `${fenxiao}:fenxiao.distributebill.getList`)
  expect(idsOf(((await bills()).body.result as { result: Row[] }).result)).toEqual([
    cup.offerId,
    bag.offerId,
  ])
  await call(sandbox, `${fenxiao}:fenxiao.distributebill.removeall`)
  expect((await bills()).body).toMatchObject({ result: { result: [] } })
  await call(sandbox, `${fenxiao}:alibaba.fenxiao.chosen.offerlist.removeall`, { uniqueKey })
  expect((await get()).body).toMatchObject({ result: { result: [] } })
  const unknown = await call(sandbox, `${fenxiao}:alibaba.fenxiao.chosen.offerlist.get`, {
    uniqueKey: 'x',
  })
  expect(unknown.body).toMatchObject({ result: { success: false, code: '404' } })
  const nowhere = await call(sandbox, `${fenxiao}:dkey.get`, { offerIds: [1] })
  expect(nowhere.body).toMatchObject({ isSuccess: false, resultCode: '404' })
})

test('a brand needs a relation with its supplier, an account that lists too much is at risk', async () => {
  const offer = { ...cup, attributes: [{ name: '品牌', value: '晨光' }] }
  const branded = createSandbox({ offers: [offer, bag] })
  const ask = (offerId: number) =>
    call(branded, `${fenxiao}:fenxiao.brand.queryAuth`, { queryRequest: { offerId } })
  expect((await ask(bag.offerId)).body).toMatchObject({ result: { result: { authorized: true } } })
  expect((await ask(cup.offerId)).body).toMatchObject({
    result: { result: { brandName: '晨光', authorized: false } },
  })
  await call(branded, `${fenxiao}:alibaba.fenxiao.relationadd`, { offerId: cup.offerId })
  expect((await ask(cup.offerId)).body).toMatchObject({ result: { result: { authorized: true } } })

  const risk = (goodsRiskQueryParam: object) =>
    call(sandbox, `${fenxiao}:fenxiao.risk.queryGoodsRisk`, { goodsRiskQueryParam })
  expect((await risk({ publishCount: 20, onCount: 74 })).body).toEqual({
    result: { data: { riskLevel: '无' }, errorCode: '0', success: true },
  })
  expect((await risk({ publishCount: 9000, onCount: 1 })).body).toMatchObject({
    result: { data: { riskLevel: '高' } },
  })
  expect((await risk({ onCount: 1 })).body).toEqual({
    result: { errorCode: '301', errorInfo: '风险发布量不能为空', success: false },
  })
})

test('how a listing is sold is kept with its relation, and a listing finds its like in the pool', async () => {
  const relation = `${fenxiao}:alibaba.fenxiao.buyer.outproduct.relation`
  const listing = { offerId: cup.offerId, outItemCode: 'l1', outShopCode: 's1', channel: 'weixin' }
  await call(sandbox, `${fenxiao}:alibaba.fenxiao.buyer.outshop.add`, {
    outShopCode: 's1',
    channel: 'weixin',
  })
  const distributionPrice = { type: 'formula', rate: 1.3 }
  await call(sandbox, `${relation}.add`, { ...listing, distributionPrice })
  expect((await call(sandbox, `${relation}.get`, listing)).body).toEqual({
    success: true,
    data: 'true',
    distributionPrice,
  })
  const match = (outOfferId: string) =>
    call(sandbox, `${fenxiao}:alibaba.pifatuan.product.match.get`, {
      outPersonId: 's1',
      outOfferId,
    })
  expect((await match('l1')).body).toMatchObject({ result: { result: [{ offerId: cup.offerId }] } })
  expect((await match('l2')).body).toMatchObject({ result: { result: [] } })
})
