import { type Money, type RefundTerms, sum } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { demand, longOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { MostAnswer, ReasonsAnswer, VoucherAnswer } from '../wire/refund.ts'
import { fromFen } from '../yuan.ts'
import type { OneOrder } from './orders.ts'

const namespace = 'com.alibaba.trade'

/** Where the goods are when a refund is asked for. Source: `goodsStatus` of `createRefund` `[doc]`. */
export const goodsStatuses = {
  not_shipped: 'refundWaitSellerSend',
  on_the_way: 'refundWaitBuyerReceive',
  received: 'refundBuyerReceived',
  after_sale_lost: 'aftersaleBuyerNotReceived',
  after_sale_received: 'aftersaleBuyerReceived',
} as const
export type GoodsStatus = keyof typeof goodsStatuses

/** `5xxx` is the caller's error, `4xxx` the platform's `[doc]`; the rest are createRefund's meanings. */
const readCodes = {
  codes: { '5001': ['absent', 'ORDER_NOT_FOUND'], '5002': 'rule' },
  texts: [
    [/^5\d{3}$/, 'rule'],
    [/^4\d{3}$/, 'retry'],
  ],
} satisfies { codes: Record<string, CodeMeaning>; texts: [RegExp, CodeMeaning][] }

export interface RefundQuestion extends OneOrder {
  readonly entryIds: readonly string[]
  readonly goods: GoodsStatus
}

export const entriesOf = (entryIds: readonly string[]): bigint[] => {
  demand(entryIds.length > 0, 'entryIds', 'at least one entry')
  return entryIds.map((id, index) => longOf(`entryIds[${index}]`, id))
}

/** Source: `alibaba.trade.getRefundReasonList` `[doc]`. */
export const refundReasons = defineCall({
  namespace,
  name: 'alibaba.trade.getRefundReasonList',
  kind: 'read',
  about: 'For which reasons money can be asked back, and what each of them needs.',
  envelope: 'nested',
  certainty: ['doc'],
  ...readCodes,
  params: ({ platformOrderId, entryIds, goods }: RefundQuestion) => ({
    orderId: longOf('platformOrderId', platformOrderId),
    orderEntryIds: entriesOf(entryIds),
    goodsStatus: goodsStatuses[goods],
  }),
  answer: ReasonsAnswer,
  read: ({ result }): RefundTerms['reasons'] =>
    (result?.reasons ?? []).map(({ id, name, needVoucher, noRefundCarriage }) => ({
      id,
      name: name ?? '',
      needsEvidence: needVoucher ?? false,
      withFreight: noRefundCarriage !== true,
    })),
})

export interface MostQuestion extends OneOrder {
  readonly goods: GoodsStatus
  readonly entries: readonly { readonly entryId: string; readonly quantity: number }[]
  /** Of a claim that is open and shall be changed. */
  readonly refundId?: string
}

export interface MostRefund {
  readonly mostGoods: Money
  readonly mostFreight: Money
}

/** Source: `alibaba.trade.getMaxRefundFee` `[doc]`; fen. */
export const mostRefund = defineCall({
  namespace,
  name: 'alibaba.trade.getMaxRefundFee',
  kind: 'read',
  about: 'How much can be asked back at the most.',
  envelope: 'nested',
  certainty: ['doc'],
  ...readCodes,
  params: ({ platformOrderId, goods, entries, refundId }: MostQuestion) => {
    demand(entries.length > 0, 'entries', 'at least one entry')
    return {
      input: {
        orderId: longOf('platformOrderId', platformOrderId),
        goodsStatus: goodsStatuses[goods],
        ...(refundId && { refundId }),
        refundGoodsCountList: entries.map(({ entryId, quantity }, index) => ({
          id: longOf(`entries[${index}].entryId`, entryId),
          count: quantity,
        })),
      },
    }
  },
  answer: MostAnswer,
  read: ({ result }): MostRefund => {
    const mostGoods = fromFen(result.maxGoodsFee)
    const mostFreight = fromFen(result.maxPostFee)
    if (!mostGoods || mostGoods.amount < 0) throw new Absurd('result.maxGoodsFee')
    if (!mostFreight || mostFreight.amount < 0) throw new Absurd('result.maxPostFee')
    const together = fromFen(result.maxRefundFee)
    // "The ceiling of freight and goods together": a sum in another unit gives the unit away.
    if (together && together.amount > sum([mostGoods, mostFreight]).amount) {
      throw new Absurd('result.maxRefundFee')
    }
    return { mostGoods, mostFreight }
  },
})

/** "Less than 1 MB, jpg" `[doc]`; read as the stricter decimal MB. */
const largestVoucher = 1_000_000

/**
 * Source: `alibaba.trade.uploadRefundVoucher` `[doc]`: a file part that is not signed. A picture stored
 * twice is two pictures that nobody sees, so it may be repeated.
 */
export const uploadVoucher = defineCall({
  namespace,
  name: 'alibaba.trade.uploadRefundVoucher',
  kind: 'tell',
  deadline: 'upload',
  about: 'Stores a picture as evidence for a refund.',
  envelope: 'nested',
  certainty: ['doc'],
  // "The parameter was not passed correctly, or network latency": it may be tried again.
  codes: { '4000': 'retry' },
  params: ({ jpeg }: { readonly jpeg: Uint8Array }) => {
    const isJpeg = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg[2] === 0xff
    demand(isJpeg, 'jpeg', 'a JPEG picture')
    demand(jpeg.byteLength < largestVoucher, 'jpeg', 'below 1 MB')
    return { imageData: new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }) }
  },
  answer: VoucherAnswer,
  read: ({ result: { imageDomain, imageRelativeUrl, imageRelativeURL } }): string => {
    const path = imageRelativeUrl ?? imageRelativeURL
    if (!path) throw new Absurd('result.imageRelativeUrl')
    const domain = /^https?:/i.test(imageDomain) ? imageDomain : `https://${imageDomain}`
    return `${domain.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
  },
})
