import { expect } from 'vitest'
import type { Scenes } from './platform.ts'
import { basket, home, lineOf, offerOf } from './platform-stage.ts'

/** Placing, finding, cancelling: bought once, or known not to be. */
export const buying: Scenes = {
  'a purchase costs to the fen what was previewed and booked': async (stage) => {
    const lines = await basket(stage)
    const preview = await stage.platform.preview({ lines, address: home })
    const placed = await stage.platform.place({ outOrderId: 'so_1', lines, address: home })
    const purchase = await stage.platform.purchase(placed.platformOrderId)
    const { goods, freight } = preview
    expect(placed).toMatchObject({ goods, freight })
    expect(purchase).toMatchObject({ state: 'unpaid', outOrderId: 'so_1', goods, freight, lines })
    expect(await stage.booked()).toEqual([
      {
        platformOrderId: placed.platformOrderId,
        goods: goods.amount,
        freight: freight.amount,
        paid: 0,
      },
    ])
  },

  'order ids keep all their digits': async (stage) => {
    const lines = await basket(stage)
    const placed = await stage.platform.place({ outOrderId: 'so_1', lines, address: home })
    const { platformOrderId } = placed
    expect(Number.isSafeInteger(Number(platformOrderId))).toBe(false)
    expect((await stage.booked())[0]?.platformOrderId).toBe(platformOrderId)
    expect((await stage.platform.purchase(platformOrderId)).platformOrderId).toBe(platformOrderId)
    expect((await stage.platform.find('so_1'))?.platformOrderId).toBe(platformOrderId)
  },

  'a purchase names the listing it was sold as': async (stage) => {
    const [line] = await basket(stage)
    const { platform, offers } = stage
    const sold = { shopId: 'shp_1', listingId: 'lst_1' }
    const request = {
      outOrderId: 'so_1',
      shopId: sold.shopId,
      lines: line ? [{ ...line, listingId: sold.listingId }] : [],
      address: home,
      note: '尽快发货',
    }
    await expect(platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' })
    await platform.relate({ offerId: offers.varied, ...sold })
    await platform.place(request)
    expect(await stage.booked()).toHaveLength(1)
  },

  'placing twice under one number buys once': async (stage) => {
    const request = { outOrderId: 'so_1', lines: await basket(stage), address: home }
    const first = await stage.platform.place(request)
    const second = await stage.platform.place(request)
    expect(second).toEqual(first)
    expect(await stage.booked()).toHaveLength(1)
  },

  'other goods under a used number are refused, not bought': async (stage) => {
    const lines = await basket(stage)
    await stage.platform.place({ outOrderId: 'so_1', lines, address: home })
    const other = { outOrderId: 'so_1', lines: lines.slice(1), address: home }
    await expect(stage.platform.place(other)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' })
    expect(await stage.booked()).toHaveLength(1)
  },

  'a purchase that cannot be is refused with its reason and leaves no order': async (stage) => {
    const lines = [lineOf(await offerOf(stage, stage.offers.varied), 2)]
    await stage.change(stage.offers.varied, { stock: 1 })
    const placing = stage.platform.place({ outOrderId: 'so_1', lines, address: home })
    await expect(placing).rejects.toMatchObject({ code: 'OUT_OF_STOCK' })
    expect(await stage.booked()).toEqual([])
    expect(await stage.platform.find('so_1')).toBeUndefined()
  },

  'a purchase that timed out after it was booked is in doubt, found, and not made again': async (
    stage,
  ) => {
    const request = { outOrderId: 'so_1', lines: await basket(stage), address: home }
    await stage.suffer({ call: 'create', how: 'silent' })
    await expect(stage.platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
    const found = await stage.platform.find('so_1')
    expect(found).toMatchObject({ state: 'unpaid', lines: request.lines })
    expect((await stage.platform.place(request)).platformOrderId).toBe(found?.platformOrderId)
    expect(await stage.booked()).toHaveLength(1)
  },

  'a purchase whose answer was lost is in doubt and found': async (stage) => {
    const request = { outOrderId: 'so_1', lines: await basket(stage), address: home }
    await stage.suffer({ call: 'create', how: 'unanswered' })
    await expect(stage.platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
    expect(await stage.platform.find('so_1')).toBeDefined()
  },

  'a purchase that was lost on the way is in doubt, not there, and may be made': async (stage) => {
    const request = { outOrderId: 'so_1', lines: await basket(stage), address: home }
    await stage.suffer({ call: 'create', how: 'unheard' })
    await expect(stage.platform.place(request)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
    expect(await stage.platform.find('so_1')).toBeUndefined()
    await stage.platform.place(request)
    expect(await stage.booked()).toHaveLength(1)
  },

  'an order that exists is trusted although the answer says no': async (stage) => {
    const request = { outOrderId: 'so_1', lines: await basket(stage), address: home }
    await stage.suffer({ call: 'create', how: 'denied' })
    const placed = await stage.platform.place(request)
    expect((await stage.booked())[0]?.platformOrderId).toBe(placed.platformOrderId)
  },

  'an unpaid purchase can be cancelled, and cancelling again is fine': async (stage) => {
    const lines = await basket(stage)
    const { platform } = stage
    const { platformOrderId } = await platform.place({ outOrderId: 'so_1', lines, address: home })
    const early = platform.cancel(platformOrderId, 'buyerCancel')
    await expect(early).rejects.toMatchObject({ code: 'PLATFORM_BUSY' })
    await stage.turnClock(11_000)
    await platform.cancel(platformOrderId, '买家不想要了')
    await platform.cancel(platformOrderId, 'buyerCancel')
    expect((await platform.purchase(platformOrderId)).state).toBe('cancelled')
  },

  'a purchase nobody made is not found': async ({ platform }) => {
    expect(await platform.find('so_never')).toBeUndefined()
    await expect(platform.purchase('2938624554509662976')).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    })
  },
}
