import { expect } from 'vitest'
import type { Scenes } from './platform.ts'
import { basket, home, type Stage } from './platform-stage.ts'

async function place(stage: Stage): Promise<string> {
  const lines = await basket(stage)
  const placed = await stage.platform.place({ outOrderId: 'so_1', lines, address: home })
  return placed.platformOrderId
}

const stateOf = async (stage: Stage, id: string): Promise<string> =>
  (await stage.platform.purchase(id)).state

/** Paying: once, and never wrong about whether. */
export const paying: Scenes = {
  'paying moves exactly the total, once': async (stage) => {
    const id = await place(stage)
    expect(await stage.platform.pay(id)).toBe(true)
    expect(await stage.platform.pay(id)).toBe(true)
    const [order] = await stage.booked()
    expect(order?.paid).toBe((order?.goods ?? 0) + (order?.freight ?? 0))
    expect(await stateOf(stage, id)).toBe('paid')
  },

  'a paid order whose answer says no is paid': async (stage) => {
    const id = await place(stage)
    await stage.suffer({ call: 'pay', how: 'denied' })
    expect(await stage.platform.pay(id)).toBe(true)
  },

  'a payment whose answer was lost is found in the order': async (stage) => {
    const id = await place(stage)
    await stage.suffer({ call: 'pay', how: 'unanswered' })
    expect(await stage.platform.pay(id)).toBe(true)
  },

  'a payment that was lost on the way is in doubt and can be made': async (stage) => {
    const id = await place(stage)
    await stage.suffer({ call: 'pay', how: 'unheard' })
    await expect(stage.platform.pay(id)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
    expect(await stateOf(stage, id)).toBe('unpaid')
    expect(await stage.platform.pay(id)).toBe(true)
  },

  'a lost payment stays in doubt while the order cannot be read either': async (stage) => {
    const id = await place(stage)
    await stage.suffer({ call: 'pay', how: 'unanswered' })
    await stage.suffer({ call: 'read-order', how: 'busy', times: 3 })
    await expect(stage.platform.pay(id)).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
    expect(await stateOf(stage, id)).toBe('paid')
  },

  'a paid order is not cancelled': async (stage) => {
    const id = await place(stage)
    await stage.platform.pay(id)
    await stage.turnClock(11_000)
    await expect(stage.platform.cancel(id, 'buyerCancel')).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
    })
    expect(await stateOf(stage, id)).toBe('paid')
  },

  'a cancelled order is not paid': async (stage) => {
    const id = await place(stage)
    await stage.turnClock(11_000)
    await stage.platform.cancel(id, 'buyerCancel')
    expect(await stage.platform.pay(id)).toBe(false)
    expect((await stage.booked())[0]?.paid).toBe(0)
  },
}
