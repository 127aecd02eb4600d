import * as v from 'valibot'
import { defineCall } from '../call.ts'
import { longOf, textOf } from '../demand.ts'
import { absentOrder } from './orders.ts'

const icons = { red: 1, blue: 2, green: 3, yellow: 4 } as const

export interface OrderMemo {
  readonly platformOrderId: string
  /** Replaces what was there. */
  readonly memo: string
  readonly flag?: keyof typeof icons
}

/**
 * Source: `alibaba.order.memoAdd` `[code]`; overwrites, so telling it twice is the same as once. Its
 * failures have been seen to say `success: true` beside their code `[doc]`: the code counts.
 */
export const addMemo = defineCall({
  namespace: 'com.alibaba.trade',
  name: 'alibaba.order.memoAdd',
  kind: 'tell',
  about: 'Writes our own note on an order, in place of the one that was there.',
  envelope: 'silent',
  certainty: ['code'],
  codes: { ...absentOrder.codes, '400_4': 'rule' },
  texts: absentOrder.texts,
  params: ({ platformOrderId, memo, flag }: OrderMemo) => ({
    orderId: longOf('platformOrderId', platformOrderId),
    memo: textOf('memo', memo, 500),
    remarkIcon: flag && icons[flag],
  }),
  answer: v.looseObject({}),
  read: () => undefined,
})

export interface OrderMessage {
  readonly platformOrderId: string
  readonly text: string
}

/**
 * Source: `alibaba.trade.addFeedback` `[doc]`: all messages of an order together hold 500 characters.
 * Told twice it stands there twice, so it is never repeated by itself.
 */
export const addMessage = defineCall({
  namespace: 'com.alibaba.trade',
  name: 'alibaba.trade.addFeedback',
  kind: 'write',
  about: 'Adds words of the buyer to an order, for the supplier.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '400_1': 'rule', '400_2': 'auth' },
  texts: [
    [/order not exist|invalid parameter/i, ['absent', 'ORDER_NOT_FOUND']],
    ...absentOrder.texts,
  ],
  params: ({ platformOrderId, text }: OrderMessage) => ({
    tradeFeedbackParam: {
      // Declared String, unlike elsewhere.
      orderId: String(longOf('platformOrderId', platformOrderId)),
      feedback: textOf('text', text, 500),
    },
  }),
  answer: v.looseObject({}),
  read: () => undefined,
})
