import { Offer, times } from '@xiaopu/domain'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { Scenes } from './platform.ts'
import { basket, home, lineOf, offerOf, tibet } from './platform-stage.ts'

/** Searching, offers, addresses, previews. */
export const reading: Scenes = {
  'what a search finds is an offer at the price it said': async ({ platform }) => {
    const { offers, total } = await platform.search({ page: 1, pageSize: 10 })
    expect(offers.length).toBeGreaterThan(0)
    expect(total).toBeGreaterThanOrEqual(offers.length)
    for (const hit of offers) {
      const offer = await platform.offer(hit.offerId)
      const costs = offer?.skus.map((sku) => sku.cost.amount) ?? []
      expect(offer?.title).toBe(hit.title)
      expect(Math.min(...costs)).toBe(hit.cost.amount)
    }
  },

  'pages do not overlap and the last one ends': async ({ platform }) => {
    const { total } = await platform.search({ page: 1, pageSize: 1 })
    const pages = await Promise.all(
      Array.from({ length: total + 1 }, (_, index) =>
        platform.search({ page: index + 1, pageSize: 1 }),
      ),
    )
    const ids = pages.flatMap((page) => page.offers.map((offer) => offer.offerId))
    expect(new Set(ids).size).toBe(total)
  },

  'the selected pool is a part of everything, at the same prices': async ({ platform }) => {
    const all = await platform.search({ page: 1, pageSize: 50 })
    const pool = await platform.search({ page: 1, pageSize: 50, selected: true })
    expect(pool.offers.length).toBeGreaterThan(0)
    for (const hit of pool.offers) {
      expect(all.offers.find((each) => each.offerId === hit.offerId)?.cost).toEqual(hit.cost)
    }
  },

  'an offer is complete, and so is one without variants': async (stage) => {
    const [varied, plain] = [
      await offerOf(stage, stage.offers.varied),
      await offerOf(stage, stage.offers.plain),
    ]
    expect(v.is(Offer, varied) && v.is(Offer, plain)).toBe(true)
    expect(varied.skus.length).toBeGreaterThan(1)
    expect(varied.skus.every((sku) => sku.specId && sku.properties.length > 0)).toBe(true)
    expect(plain.skus).toHaveLength(1)
    expect(plain.skus[0]).toMatchObject({ skuId: plain.offerId, properties: [] })
    expect(plain.skus[0]?.specId).toBeUndefined()
  },

  'an offer says from how many pieces on it is sold': async (stage) => {
    const { varied, bulky } = stage.offers
    expect((await offerOf(stage, varied)).minQuantity).toBe(1)
    expect((await offerOf(stage, bulky)).minQuantity).toBe(3)
  },

  'an id that names nothing is undefined, an offer taken down is offline': async (stage) => {
    expect(await stage.platform.offer('999999999999')).toBeUndefined()
    await stage.change(stage.offers.varied, { online: false })
    expect((await offerOf(stage, stage.offers.varied)).state).toBe('offline')
  },

  'an offer may be told and told again': async ({ platform, offers }) => {
    const listing = { offerId: offers.varied, shopId: 'shp_1', listingId: 'lst_1' }
    await platform.relate(listing)
    await platform.relate(listing)
    await expect(platform.relate({ ...listing, offerId: '999999999999' })).rejects.toMatchObject({
      code: 'OFFER_NOT_FOUND',
    })
  },

  'a pasted address becomes a place the platform knows': async ({ platform }) => {
    const { address, missing } = await platform.parseAddress(
      '收货人：王小明 13812345678 四川省成都市武侯区科华北路62号',
    )
    expect(address).toEqual(home)
    expect(missing).toEqual([])
    const spaced = await platform.parseAddress('王小明 13812345678 杭州市 西湖区 文三路 9 号 2 幢')
    expect(spaced.address).toMatchObject({ name: '王小明', street: '文三路9号2幢' })
    const dialled = await platform.parseAddress('张三[1234] 18400001234-1234 杭州市西湖区文三路1号')
    expect(dialled.address).toMatchObject({
      name: '张三',
      phone: '18400001234',
      street: '文三路1号（电话转1234）',
    })
    const nowhere = await platform.parseAddress('张三 13812345678 西湖区文三路 1 号')
    expect(nowhere.address).toEqual({
      name: '张三',
      phone: '13812345678',
      street: '西湖区文三路 1 号',
    })
    const nothing = await platform.parseAddress('你好')
    expect(nothing.missing).toEqual(expect.arrayContaining(['province', 'city', 'regionCode']))
  },

  'regions lead from a province down to the district': async ({ platform }) => {
    let [codes, found] = [undefined as string | undefined, [] as string[]]
    for (const name of [home.province, home.city, home.district]) {
      const region = (await platform.regions(codes)).find((each) => each.name === name)
      expect(region?.hasChildren).toBe(name !== home.district)
      codes = region?.code
      found = [...found, name]
    }
    expect(codes).toBe(home.regionCode)
  },

  'a preview costs what the offers say': async (stage) => {
    const lines = await basket(stage)
    const { goods, freight, costs } = await stage.platform.preview({ lines, address: home })
    const offers = await Promise.all(lines.map((line) => offerOf(stage, line.offerId)))
    const expected = lines.map((line, index) => {
      const skus = offers[index]?.skus ?? []
      return skus.find((sku) => sku.specId === line.specId)?.cost
    })
    expect(costs).toEqual(expected)
    const total = lines.reduce(
      (sum, line, index) => sum + times(costs[index] ?? goods, line.quantity).amount,
      0,
    )
    expect(goods.amount).toBe(total)
    expect(freight.amount).toBeGreaterThan(0)
  },

  'a preview says why lines cannot be bought': async (stage) => {
    const { varied, plain, bulky } = stage.offers
    const reason = async (offerId: string, quantity: number, address = home) => {
      const line = lineOf(await offerOf(stage, offerId), quantity)
      const preview = stage.platform.preview({ lines: [line], address })
      return preview.then(
        () => 'bought',
        (error: { code?: string }) => error.code,
      )
    }
    expect(await reason(varied, 100_000)).toBe('OUT_OF_STOCK')
    expect(await reason(bulky, 1)).toBe('BELOW_MINIMUM')
    expect(await reason(bulky, 3, tibet)).toBe('REGION_NOT_SERVED')
    expect(await reason(bulky, 3)).toBe('bought')
    await stage.change(plain, { dropship: false })
    expect(await reason(plain, 1)).toBe('OFFER_NOT_DROPSHIPPABLE')
    await stage.change(varied, { online: false })
    expect(await reason(varied, 1)).toBe('OFFER_OFFLINE')
  },
}
