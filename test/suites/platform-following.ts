import { expect } from 'vitest'
import type { Scenes } from './platform.ts'
import { basket, home, type Stage } from './platform-stage.ts'

async function buy(stage: Stage): Promise<string> {
  const lines = await basket(stage)
  const { platform } = stage
  const placed = await platform.place({ outOrderId: 'so_1', lines, address: home })
  await platform.pay(placed.platformOrderId)
  return placed.platformOrderId
}

/** Parcels, receipt and messages. */
export const following: Scenes = {
  'parcels appear as they are shipped, with what is in them': async (stage) => {
    const id = await buy(stage)
    const lines = await basket(stage)
    const stateOf = async () => (await stage.platform.purchase(id)).state
    expect(await stage.platform.parcels(id)).toEqual([])

    await stage.ship(id, 'one')
    expect(await stateOf()).toBe('part_shipped')
    const [first] = await stage.platform.parcels(id)
    expect(first?.lines).toEqual([{ ...lines[0], quantity: 1 }])

    await stage.ship(id, 'rest')
    expect(await stateOf()).toBe('shipped')
    const [, second] = await stage.platform.parcels(id)
    expect(second?.lines).toEqual([{ ...lines[0], quantity: 1 }, lines[1]])
    expect(second).toMatchObject({
      carrier: expect.stringMatching(/\S/),
      number: expect.any(String),
    })
    expect(second?.number).not.toBe(first?.number)
  },

  'a trail runs forward in time until the parcel is signed for': async (stage) => {
    const id = await buy(stage)
    await stage.ship(id, 'rest')
    await stage.turnClock(3_600_000)
    await stage.deliver(id)
    const [parcel] = await stage.platform.parcels(id)
    const times = parcel?.trail.map((event) => event.at) ?? []
    expect(parcel?.state).toBe('signed')
    expect(times.length).toBeGreaterThan(1)
    expect(times).toEqual(times.toSorted())
    expect(times.every((at) => new Date(at).toISOString() === at)).toBe(true)
  },

  'the buyer has the goods, and may have them twice': async (stage) => {
    const id = await buy(stage)
    await expect(stage.platform.confirmReceipt(id)).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
    })
    await stage.ship(id, 'rest')
    await stage.deliver(id)
    await stage.platform.confirmReceipt(id)
    await stage.platform.confirmReceipt(id)
    expect((await stage.platform.purchase(id)).state).toMatch(/^(received|done)$/)
  },

  'messages tell which order to read again': async (stage) => {
    const id = await buy(stage)
    await stage.ship(id, 'rest')
    const read = stage.pushes().map((form) => stage.platform.readMessage(form))
    const about = read.filter((message) => message.platformOrderId === id)
    expect(about.map((message) => message.kind)).toEqual(
      expect.arrayContaining(['order', 'parcel']),
    )
    expect(new Set(read.map((message) => message.messageId)).size).toBe(read.length)
  },

  'messages tell which offer to read again': async (stage) => {
    const { platform, offers } = stage
    await platform.relate({ offerId: offers.varied, shopId: 'shp_1', listingId: 'lst_1' })
    await stage.change(offers.varied, { online: false })
    const read = stage.pushes().map((form) => platform.readMessage(form))
    expect(read.find((message) => message.kind === 'offer')?.offerIds).toEqual([offers.varied])
  },

  'a message that was changed on the way is not genuine': async (stage) => {
    const id = await buy(stage)
    const [form] = stage.pushes()
    const forged = new URLSearchParams(form)
    forged.set('message', (forged.get('message') ?? '').replace(id, '1'))
    expect(() => stage.platform.readMessage(forged)).toThrow('MESSAGE_NOT_GENUINE')
    expect(() => stage.platform.readMessage(new URLSearchParams())).toThrow('MESSAGE_NOT_GENUINE')
  },
}
