import type { Money } from '@xiaopu/domain'
import { defineCall } from '../call.ts'
import { demand, longOf, textOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { Done } from '../wire/envelope.ts'
import { AskedAnswer } from '../wire/refund.ts'
import type { OneOrder } from './orders.ts'
import { entriesOf, type GoodsStatus, goodsStatuses } from './refund-terms.ts'

const namespace = 'com.alibaba.trade'

export interface RefundInput extends OneOrder {
  readonly entryIds: readonly string[]
  readonly goods: GoodsStatus
  readonly returnGoods: boolean
  readonly askedGoods: Money
  readonly askedFreight: Money
  readonly reasonId: string
  /** 2 to 150 characters. */
  readonly description: string
  /** As `uploadVoucher` named them, five at the most. */
  readonly vouchers?: readonly string[]
  /** How much of each entry goes back; only of goods received in the sale that go back. */
  readonly counts?: readonly { readonly entryId: string; readonly quantity: number }[]
  /** What our own buyer claims, word for word. */
  readonly remark?: string
}

/** Source: error codes of `alibaba.trade.createRefund` `[doc]`. */
const refundCodes = {
  codes: {
    '5001': ['absent', 'ORDER_NOT_FOUND'],
    '5002': 'rule',
    '5003': 'rule',
    '5004': 'rule',
    '5005': 'rule',
    '5006': 'price',
    '5010': 'rule',
    '5011': 'price',
    '5012': 'rule',
    '5013': 'rule',
    '5100': 'in_doubt',
  },
  texts: [[/^4\d{3}$/, 'in_doubt']],
} satisfies { codes: Record<string, CodeMeaning>; texts: [RegExp, CodeMeaning][] }

/**
 * What a claim that is named by its id may be refused for. Source: error codes of
 * `alibaba.trade.refund.returnGoods` `[doc]`; the other calls are taken to use them too `[infer]`.
 */
const claimCodes = {
  '4001': 'auth',
  '4002': 'rule',
  '4003': 'rule',
  '4004': 'rule',
  '4005': 'absent',
  '4006': 'rule',
  '4007': 'rule',
  '4008': 'rule',
} satisfies Record<string, CodeMeaning>

const fenOf = (field: string, { amount, currency }: Money): number => {
  demand(currency === 'CNY', field, 'an amount in CNY')
  demand(Number.isSafeInteger(amount) && amount >= 0, field, 'whole fen from 0 on')
  return amount
}

const describedIn = (field: string, text: string, most: number): string => {
  const length = [...text.trim()].length
  demand(length >= 2 && text.length <= most, field, `2 to ${most} characters`)
  return text
}

function vouchersOf(vouchers: readonly string[] | undefined, most: number) {
  if (vouchers === undefined || vouchers.length === 0) return undefined
  demand(vouchers.length <= most, 'vouchers', `at most ${most} pictures`)
  demand(
    vouchers.every((url) => URL.canParse(url)),
    'vouchers',
    'as uploadVoucher named them',
  )
  return vouchers
}

function claimOf(input: RefundInput) {
  const { returnGoods, goods, counts } = input
  const isReceived = goods === 'received' || goods === 'after_sale_received'
  demand(!returnGoods || isReceived, 'returnGoods', 'only of goods that were received')
  demand(!counts || (returnGoods && goods === 'received'), 'counts', 'only of goods sent back')
  return {
    orderId: longOf('platformOrderId', input.platformOrderId),
    orderEntryIds: entriesOf(input.entryIds),
    disputeRequest: returnGoods ? 'returnRefund' : 'refund',
    applyPayment: fenOf('askedGoods', input.askedGoods),
    applyCarriage: fenOf('askedFreight', input.askedFreight),
    applyReasonId: longOf('reasonId', input.reasonId),
    description: describedIn('description', input.description, 150),
    goodsStatus: goodsStatuses[goods],
    vouchers: vouchersOf(input.vouchers, 5),
    orderEntryCountList: counts?.map(({ entryId, quantity }, index) => ({
      id: longOf(`counts[${index}].entryId`, entryId),
      count: quantity,
    })),
    refundRemark: input.remark && textOf('remark', input.remark, 500),
  }
}

/**
 * Source: `alibaba.trade.createRefund` `[doc]`. It knows no number of ours: after a lost answer the
 * order's refunds say whether it happened.
 */
export const askRefund = defineCall({
  namespace,
  name: 'alibaba.trade.createRefund',
  kind: 'write',
  about: 'Asks a supplier for money back.',
  envelope: 'nested',
  certainty: ['doc'],
  ...refundCodes,
  params: claimOf,
  answer: AskedAnswer,
  read: ({ result }): { readonly refundId: string } => ({ refundId: result.refundId }),
})

/** The name is known `[web]`; its fields are taken to be those of `createRefund` and the claim's `[sbx]`. */
export const changeRefund = defineCall({
  namespace,
  name: 'alibaba.trade.modifyRefund',
  kind: 'write',
  about: 'Changes a claim that the supplier has refused or not answered yet.',
  envelope: 'nested',
  certainty: ['web', 'sbx'],
  codes: { ...claimCodes, ...refundCodes.codes },
  texts: refundCodes.texts,
  params: (input: RefundInput & { readonly refundId: string }) => ({
    refundId: refundIdOf(input.refundId),
    ...claimOf(input),
  }),
  answer: Done,
  read: () => undefined,
})

/** `TQ` and digits `[doc]`. */
export const refundIdOf = (refundId: string): string => {
  demand(/^[A-Z]{2}\d{1,30}$/.test(refundId), 'refundId', 'TQ and digits')
  return refundId
}

/** Source: `alibaba.trade.cancelRefund` `[doc]`; no codes are told, so a refusal without one of a claim's
 * codes is in doubt and settled by reading. */
export const withdrawRefund = defineCall({
  namespace,
  name: 'alibaba.trade.cancelRefund',
  kind: 'write',
  about: 'Withdraws a claim.',
  envelope: 'nested',
  certainty: ['doc', 'infer'],
  codes: claimCodes,
  params: ({ refundId }: { readonly refundId: string }) => ({ refundId: refundIdOf(refundId) }),
  answer: Done,
  read: () => undefined,
})

export interface ReturnInput {
  readonly refundId: string
  /** As `returnCarriers` names it. */
  readonly carrierCode: string
  readonly number: string
  /** 2 to 200 characters. */
  readonly note?: string
  /** Ten at the most. */
  readonly vouchers?: readonly string[]
}

/** Source: `alibaba.trade.refund.returnGoods` `[doc]`. */
export const returnGoods = defineCall({
  namespace,
  name: 'alibaba.trade.refund.returnGoods',
  kind: 'write',
  about: 'Tells with which parcel the goods go back.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: {
    ...claimCodes,
    // Reading the claim failed, before anything was written.
    '5001': 'retry',
    '5002': 'in_doubt',
    '5003': 'in_doubt',
  },
  params: (input: ReturnInput) => ({
    refundId: refundIdOf(input.refundId),
    logisticsCompanyNo: textOf('carrierCode', input.carrierCode, 50),
    freightBill: textOf('number', input.number, 50),
    description: input.note === undefined ? undefined : describedIn('note', input.note, 200),
    vouchers: vouchersOf(input.vouchers, 10),
  }),
  answer: Done,
  read: () => undefined,
})
