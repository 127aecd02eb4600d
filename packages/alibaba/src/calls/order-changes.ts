import type { Api } from '../apis.ts'
import { defineCall } from '../call.ts'
import { demand, longOf, textOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { refusal } from '../faults.ts'
import { addressParam, type Destination } from '../order-params.ts'
import { DoneInside } from '../wire/done.ts'
import { Done } from '../wire/envelope.ts'
import { absentOrder, type OneOrder } from './orders.ts'

const namespace = 'com.alibaba.trade'

const orderId = ({ platformOrderId }: OneOrder) => longOf('platformOrderId', platformOrderId)

/** Not the caller's order. */
const notOurs: CodeMeaning = 'rule'

const closeReasons = {
  buyer: 'buyerCancel',
  stock: 'sellerGoodsLack',
  other: 'other',
} as const

export interface Cancellation extends OneOrder {
  readonly reason: keyof typeof closeReasons
  /** 500 characters. */
  readonly remark?: string
}

/** Source: `alibaba.trade.cancel` `[doc]`: only unpaid orders, not within 10 s of their creation. */
export const cancelOrder = defineCall({
  namespace,
  name: 'alibaba.trade.cancel',
  kind: 'write',
  about: 'Closes an unpaid order.',
  envelope: 'flat',
  certainty: ['doc'],
  ...absentOrder,
  params: (input: Cancellation) => ({
    webSite: '1688',
    tradeID: orderId(input),
    cancelReason: closeReasons[input.reason],
    remark: input.remark && textOf('remark', input.remark, 500),
  }),
  answer: Done,
  read: () => undefined,
})

export interface Receipt extends OneOrder {
  /** As the order's `entries` name them; all of them, unless part of the goods came. */
  readonly entryIds: readonly string[]
}

/** Source: `trade.receivegoods.confirm` `[doc]`: a flag inside `result`, its error in `errorInfo`. */
export const confirmReceipt = defineCall({
  namespace,
  name: 'trade.receivegoods.confirm',
  kind: 'write',
  about: 'Tells the platform that the goods have come, so that the supplier is paid.',
  envelope: 'nested',
  certainty: ['doc'],
  ...absentOrder,
  params: (input: Receipt) => {
    demand(input.entryIds.length > 0, 'entryIds', 'at least one entry')
    return {
      orderId: orderId(input),
      orderEntryIds: input.entryIds.map((id, index) => longOf(`entryIds[${index}]`, id)),
    }
  },
  answer: Done,
  read: () => undefined,
})

const redirection = {
  namespace,
  name: 'order.receiveAddress.buyerUpdate',
  kind: 'tell',
  ...absentOrder,
} satisfies Api

/** Source: `order.receiveAddress.buyerUpdate` `[doc]`; remote areas need the supplier's consent. */
export const redirectOrder = defineCall({
  ...redirection,
  about: 'Sends an order that is not shipped yet to another address.',
  envelope: 'nested',
  certainty: ['doc'],
  params: (input: OneOrder & { readonly to: Destination }) => ({
    param: { orderId: orderId(input), receiveAddress: addressParam(input.to) },
  }),
  answer: DoneInside,
  read: (answer): void => {
    if (answer.result === false)
      throw refusal(redirection, { ...answer, code: 'ORDER_STATUS_ERROR' })
  },
})

const removal = {
  namespace,
  name: 'trade.order.buyerdelete',
  kind: 'tell',
  ...absentOrder,
} satisfies Api

/** Source: `trade.order.buyerdelete` `[doc]`. */
export const deleteOrder = defineCall({
  ...removal,
  about: 'Takes a closed order off the lists.',
  envelope: 'nested',
  certainty: ['doc'],
  params: (input: OneOrder) => ({ orderId: orderId(input) }),
  answer: DoneInside,
  read: (answer): void => {
    if (answer.result === false) throw refusal(removal, { ...answer, code: 'ORDER_STATUS_ERROR' })
  },
})

const urging = {
  namespace: 'com.alibaba.logistics',
  name: 'logistics.delivery.urge',
  kind: 'tell',
  // No code is documented; a refusal is one of the two rules.
  otherwise: 'rule',
  codes: { ...absentOrder.codes, '400_3': notOurs },
  texts: absentOrder.texts,
} satisfies Api

/** Source: `logistics.delivery.urge` `[doc]`: only while nothing is shipped, once in 24 hours. */
export const urgeOrder = defineCall({
  ...urging,
  about: 'Asks the supplier to ship.',
  envelope: 'nested',
  certainty: ['doc'],
  params: (input: OneOrder) => ({ orderId: String(orderId(input)) }),
  answer: DoneInside,
  read: (answer): void => {
    if (answer.result === false) throw refusal(urging, answer)
  },
})
