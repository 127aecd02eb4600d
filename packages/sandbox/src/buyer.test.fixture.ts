import type { JsonObject } from './json.ts'
import { fixture } from './offers.test.fixture.ts'
import type { Sandbox } from './sandbox.ts'
import { type Answer, call, control, home } from './talk.test.fixture.ts'

const { cup, bag } = fixture
const trade = 'com.alibaba.trade'

export const oneCup = { offerId: cup.offerId, specId: cup.skus[0]?.specId, quantity: 1 }
export const twoBags = { offerId: bag.offerId, quantity: 2 }

/** What a buyer does again and again, in short words. For tests. */
export function buyer(sandbox: Sandbox) {
  const ask = (api: string, params: object = {}, options: object = {}) =>
    call(sandbox, api.includes(':') ? api : `${trade}:${api}`, { ...params }, options)
  return {
    ask,
    create: async (
      cargoParamList: readonly object[] = [oneCup],
      more: object = {},
    ): Promise<string> => {
      const made = await ask('alibaba.trade.fastCreateOrder', {
        addressParam: home,
        cargoParamList,
        flow: 'fenxiao',
        ...more,
      })
      const { orderId } = (made.body.result ?? {}) as { orderId?: string }
      if (!orderId) throw new Error(JSON.stringify(made.body))
      return orderId
    },
    pay: (orderId: string, more: object = {}) =>
      ask('alibaba.trade.pay.protocolPay.preparePay', {
        tradeWithholdPreparePayParam: { orderId: BigInt(orderId), ...more },
      }),
    read: async (orderId: string): Promise<JsonObject> => {
      const { body } = await ask('alibaba.trade.get.buyerView', { orderId, webSite: '1688' })
      return body.result as JsonObject
    },
    order: (orderId: string) => {
      const order = sandbox.world.orders.get(orderId)
      if (!order) throw new Error(`no order ${orderId}`)
      return order
    },
    /** Turns a fresh order into one that is paid, shipped or received. */
    bring: async (orderId: string, to: 'paid' | 'shipped' | 'success'): Promise<void> => {
      await control(sandbox, `orders/${orderId}/pay`)
      if (to === 'paid') return
      await control(sandbox, `orders/${orderId}/deliver`)
      if (to === 'shipped') return
      const orderEntryIds = sandbox.world.orders
        .get(orderId)
        ?.items.map(({ subId }) => BigInt(subId))
      await ask('trade.receivegoods.confirm', { orderId, orderEntryIds })
      await sandbox.clock.advance(60_000)
    },
  }
}

/** The member at the end of a path of names. */
export function at(answer: Answer | JsonObject, ...names: readonly (string | number)[]): unknown {
  let value: unknown = 'body' in answer && 'status' in answer ? answer.body : answer
  for (const name of names) value = (value as Record<string, unknown> | undefined)?.[name]
  return value
}
