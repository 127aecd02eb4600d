import { calls } from '@xiaopu/alibaba'
import { fen } from '@xiaopu/domain'
import { home, tibet } from '../suites/platform-stage.ts'
import { claimRefusals } from './claim-refusals.ts'
import { goodsRefusals } from './goods-refusals.ts'
import { box, nobodysOrder, offerIds } from './hands.ts'
import { purchaseRefusals } from './purchase-refusals.ts'
import type { Refusal } from './refusal.ts'

const nobodys: Refusal[] = (
  [
    'order',
    'cancelOrder',
    'confirmReceipt',
    'redirectOrder',
    'deleteOrder',
    'urgeOrder',
    'addMessage',
    'parcels',
    'trails',
    'refundReasons',
    'mostRefund',
    'askRefund',
    'orderRefunds',
    'crossReportOrder',
  ] as const
).map((call) => ({
  call,
  class: 'absent',
  when: 'there is no such order',
  input: () => ({
    platformOrderId: nobodysOrder,
    platformLineId: nobodysOrder,
    orderId: 'ord_1',
    lineId: 'ord_1-1',
    reason: 'buyer',
    entryIds: [nobodysOrder],
    entries: [{ entryId: nobodysOrder, quantity: 1 }],
    to: home,
    text: '?',
    goods: 'not_shipped',
    returnGoods: false,
    askedGoods: fen(1),
    askedFreight: fen(0),
    reasonId: '20028',
    description: '不想要了',
    state: 'active',
  }),
}))

const states: Refusal[] = [
  {
    call: 'cancelOrder',
    class: 'rule',
    when: 'it is paid',
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      await hands.later(11)
      return { platformOrderId, reason: 'buyer' }
    },
  },
  {
    call: 'cancelOrder',
    class: 'retry',
    when: 'it was made just now',
    input: async (hands) => ({ platformOrderId: await hands.unpaid(), reason: 'buyer' }),
  },
  {
    call: 'confirmReceipt',
    class: 'rule',
    when: 'nothing was shipped',
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      return { platformOrderId, entryIds: await hands.entryIds(platformOrderId) }
    },
  },
  {
    call: 'redirectOrder',
    class: 'rule',
    when: 'it is on its way',
    input: async (hands) => ({ platformOrderId: await hands.shipped(), to: home }),
  },
  {
    call: 'redirectOrder',
    class: 'address',
    when: 'the supplier does not go there',
    input: async (hands) => ({ platformOrderId: await hands.paid([box()]), to: tibet }),
  },
  {
    call: 'deleteOrder',
    class: 'rule',
    when: 'it is not over',
    input: async (hands) => ({ platformOrderId: await hands.paid() }),
  },
  {
    call: 'urgeOrder',
    class: 'rule',
    when: 'it was urged within the day',
    input: async (hands) => {
      const platformOrderId = await hands.paid()
      await hands.stage.platform.urge(platformOrderId)
      return { platformOrderId }
    },
  },
  {
    call: 'addMessage',
    class: 'rule',
    when: 'all messages together are too long',
    input: async (hands) => {
      const platformOrderId = await hands.unpaid()
      await hands.api.run(calls.addMessage, { platformOrderId, text: '急'.repeat(400) })
      return { platformOrderId, text: '急'.repeat(400) }
    },
  },
  {
    call: 'addMemo',
    class: 'rule',
    when: 'it is nobody’s order',
    input: () => ({ platformOrderId: nobodysOrder, memo: '急' }),
  },
  {
    call: 'payWays',
    class: 'rule',
    when: 'it is paid',
    input: async (hands) => ({ platformOrderId: await hands.paid() }),
  },
  ...(['cashierUrl', 'groupCashierUrl', 'creditUrl', 'crossBorderUrl'] as const).map(
    (call): Refusal => ({
      call,
      class: 'rule',
      when: 'all of them are paid',
      input: async (hands) => ({ platformOrderIds: [await hands.paid()] }),
    }),
  ),
  {
    call: 'cashierUrl',
    class: 'stock',
    when: 'the goods are no longer sold',
    input: async (hands) => {
      const platformOrderIds = [await hands.unpaid()]
      await hands.stage.change(offerIds.cup, { online: false })
      return { platformOrderIds }
    },
    after: (hands) => hands.stage.change(offerIds.cup, { online: true }),
  },
  {
    call: 'protocolPay',
    class: 'in_doubt',
    when: 'it is paid already: no reason is told',
    input: async (hands) => ({ platformOrderId: await hands.paid() }),
  },
  {
    call: 'parcels',
    class: 'absent',
    when: 'nothing was shipped',
    input: async (hands) => ({ platformOrderId: await hands.paid() }),
  },
  {
    call: 'trails',
    class: 'absent',
    when: 'nothing was shipped',
    input: async (hands) => ({ platformOrderId: await hands.paid() }),
  },
  {
    call: 'crossReportOrder',
    class: 'rule',
    when: 'the sub-order is of another order',
    input: async (hands) => ({
      orderId: 'ord_1',
      lineId: 'ord_1-1',
      platformOrderId: await hands.paid(),
      platformLineId: await hands.paid(),
    }),
  },
  {
    call: 'region',
    class: 'absent',
    when: 'no place has this code',
    input: () => ({ code: '999999' }),
  },
  {
    call: 'regions',
    class: 'absent',
    when: 'no place has this code',
    input: () => ({ parentCode: '999999' }),
  },
]

export const refusals: readonly Refusal[] = [
  ...goodsRefusals,
  ...purchaseRefusals,
  ...nobodys,
  ...states,
  ...claimRefusals,
]
