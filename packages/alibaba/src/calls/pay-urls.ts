import type { InferOutput } from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longsOf } from '../demand.ts'
import { PayUrlAnswer } from '../wire/pay.ts'

const namespace = 'com.alibaba.trade'

export interface PayUrl {
  /** A page where a person signs in and pays. */
  readonly url: string
  /** Orders that cannot be paid there; the page is about the rest. */
  readonly leftOut: readonly string[]
}

export interface OrdersToPay {
  readonly platformOrderIds: readonly string[]
}

function readUrl(
  answer: InferOutput<typeof PayUrlAnswer>,
  { platformOrderIds }: OrdersToPay,
): PayUrl {
  const { payUrl: url = '' } = answer
  if (!URL.canParse(url) || !/^https?:/i.test(url)) throw new Absurd('payUrl')
  const leftOut = answer.payFailureOrderList ?? answer.cantPayOrderList ?? []
  // A number that lost its last digits would name an order that nobody asked about.
  if (leftOut.some((id) => !platformOrderIds.includes(id))) throw new Absurd('payFailureOrderList')
  return { url, leftOut }
}

/** Source: `alibaba.alipay.url.get` `[doc]`: 100 orders, in part successful; its texts are its codes. */
export const cashierUrl = defineCall({
  namespace,
  name: 'alibaba.alipay.url.get',
  kind: 'read',
  about: 'A page where a person pays several orders at once.',
  envelope: 'flat',
  certainty: ['doc'],
  codes: { '400': 'rule' },
  texts: [
    [/PRODUCT_TRADE_STAT_ERROR/, 'stock'],
    [/MANUAL-TRADE/, 'rule'],
  ],
  params: ({ platformOrderIds }: OrdersToPay) => ({
    orderIdList: longsOf('platformOrderIds', platformOrderIds, 100),
  }),
  answer: PayUrlAnswer,
  read: readUrl,
})

/** Source: `alibaba.trade.grouppay.url.get` `[doc]`: the payload is in `results`. */
export const groupCashierUrl = defineCall({
  namespace,
  name: 'alibaba.trade.grouppay.url.get',
  kind: 'read',
  about: 'A page where a person pays several orders in several ways.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '400_1': 'rule' },
  params: ({
    platformOrderIds,
    device,
  }: OrdersToPay & { readonly device?: 'desktop' | 'phone' }) => ({
    orderIds: longsOf('platformOrderIds', platformOrderIds, 100),
    payPlatformType: device && (device === 'phone' ? 'WIRELESS' : 'PC'),
  }),
  answer: PayUrlAnswer,
  read: readUrl,
})

/** Source: `alibaba.creditPay.url.get` `[doc]`: 30 orders, ten are better. */
export const creditUrl = defineCall({
  namespace,
  name: 'alibaba.creditPay.url.get',
  kind: 'read',
  about: 'A page where a person pays orders on credit (诚E赊).',
  envelope: 'flat',
  certainty: ['doc'],
  codes: { '400_1': 'rule', '400_4': 'rule' },
  params: ({ platformOrderIds }: OrdersToPay) => ({
    orderIdList: longsOf('platformOrderIds', platformOrderIds, 30),
  }),
  answer: PayUrlAnswer,
  read: readUrl,
})

/** Source: `alibaba.crossBorderPay.url.get` `[doc]`: 30 orders, ten are better. */
export const crossBorderUrl = defineCall({
  namespace,
  name: 'alibaba.crossBorderPay.url.get',
  kind: 'read',
  about: 'A page where a person pays orders from a cross-border account (跨境宝).',
  envelope: 'flat',
  certainty: ['doc'],
  codes: { '400_1': 'rule', '400_4': 'rule' },
  params: ({ platformOrderIds }: OrdersToPay) => ({
    orderIdList: longsOf('platformOrderIds', platformOrderIds, 30),
  }),
  answer: PayUrlAnswer,
  read: readUrl,
})
