import * as v from 'valibot'
import { defineCall } from '../call.ts'

const icons = { red: 1, blue: 2, green: 3, yellow: 4 } as const

export interface OrderMemo {
  readonly platformOrderId: string
  /** Replaces what was there. */
  readonly memo: string
  readonly flag?: keyof typeof icons
}

/** Source: `alibaba.order.memoAdd`; overwrites, so telling it twice is the same as once. */
export const addMemo = defineCall({
  namespace: 'com.alibaba.trade',
  name: 'alibaba.order.memoAdd',
  kind: 'tell',
  about: 'Writes our own note on an order, in place of the one that was there.',
  envelope: 'flat',
  certainty: ['code'],
  params: ({ platformOrderId, memo, flag }: OrderMemo) => ({
    orderId: platformOrderId,
    memo,
    remarkIcon: flag && icons[flag],
  }),
  answer: v.looseObject({}),
  read: () => undefined,
})
