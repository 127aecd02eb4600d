import {
  type Period,
  type PurchaseRefundState,
  type ReturnAddress,
  ShopError,
} from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { toPlatformDate } from '../dates.ts'
import { demand, longOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { type RefundDetails, toRefund } from '../refund-details.ts'
import { ReturnAddressAnswer } from '../wire/address.ts'
import { RefundAnswer, RefundListAnswer, type RefundModel } from '../wire/refund.ts'
import type { OneOrder } from './orders.ts'
import { refundIdOf } from './refund-changes.ts'

const namespace = 'com.alibaba.trade'

/** One code for everything; what it means stands in a JSON text inside the message `[doc]`. */
const told = {
  texts: [
    [/ORDER_NOT_EXIST/, ['absent', 'ORDER_NOT_FOUND']],
    [/REFUND_DATA_ERROR|INVALID_PARAM/, 'absent'],
    [/failed to query data/, 'absent'],
  ],
} satisfies { texts: [RegExp, CodeMeaning][] }

/** Source: `alibaba.trade.refund.OpQueryOrderRefund` `[doc]`; permission must be asked for. */
export const refund = defineCall({
  namespace,
  name: 'alibaba.trade.refund.OpQueryOrderRefund',
  kind: 'read',
  about: 'A claim whole, with what everybody did.',
  envelope: 'silent',
  certainty: ['doc'],
  ...told,
  params: ({ refundId }: { readonly refundId: string }) => ({
    refundId: refundIdOf(refundId),
    needTimeOutInfo: true,
    needOrderRefundOperation: true,
  }),
  answer: RefundAnswer,
  read: ({ result }, { refundId }): RefundDetails => {
    const told = result.opOrderRefundModelDetail
    const model = Array.isArray(told) ? told[0] : told
    if (!model) throw new ShopError('NOT_FOUND', { api: refundApi, class: 'absent', refundId })
    if (model.refundId !== refundId) throw new Absurd('result.opOrderRefundModelDetail.refundId')
    return toRefund(model, 'result.opOrderRefundModelDetail')
  },
})
const refundApi = 'alibaba.trade.refund.OpQueryOrderRefund'

export interface OrderRefundsQuery extends OneOrder {
  readonly state: 'active' | 'refunded'
}

/** Source: `alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus` `[doc]`: claims in the sale alone. */
export const orderRefunds = defineCall({
  namespace,
  name: 'alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus',
  kind: 'read',
  about: 'Claims of an order made before it was done.',
  envelope: 'silent',
  certainty: ['doc'],
  ...told,
  params: ({ platformOrderId, state }: OrderRefundsQuery) => ({
    orderId: String(longOf('platformOrderId', platformOrderId)),
    queryType: state === 'active' ? '1' : '3',
  }),
  answer: RefundListAnswer,
  read: ({ result }, { platformOrderId }): RefundDetails[] =>
    toRefunds(result?.opOrderRefundModels ?? [], platformOrderId),
})

function toRefunds(models: readonly RefundModel[], platformOrderId?: string): RefundDetails[] {
  return models.map((model, index) => {
    const path = `result.opOrderRefundModels[${index}]`
    if (platformOrderId !== undefined && BigInt(model.orderId) !== BigInt(platformOrderId)) {
      throw new Absurd(`${path}.orderId`)
    }
    return toRefund(model, path)
  })
}

const statusOf: Readonly<Record<Exclude<PurchaseRefundState, 'unknown'>, string>> = {
  asked: 'waitselleragree',
  refused: 'waitbuyermodify',
  to_return: 'waitbuyersend',
  returning: 'waitsellerreceive',
  refunded: 'refundsuccess',
  closed: 'refundclose',
}

export interface RefundQuery {
  readonly platformOrderId?: string
  readonly asked?: Period
  readonly changed?: Period
  readonly states?: readonly Exclude<PurchaseRefundState, 'unknown'>[]
  readonly supplierMemberId?: string
  /** Of the parcel that goes back; needs the supplier too. */
  readonly returnNumber?: string
  readonly sale?: 'in' | 'after'
  /** From 0 on, by the official sample `[infer]`. */
  readonly page: number
  /** 50 at the most. */
  readonly pageSize: number
}

export interface RefundPage {
  readonly refunds: readonly RefundDetails[]
  readonly total?: number
}

/** Source: `alibaba.trade.refund.buyer.queryOrderRefundList` `[doc]`: main account, the last 730 days. */
export const refunds = defineCall({
  namespace,
  name: 'alibaba.trade.refund.buyer.queryOrderRefundList',
  kind: 'read',
  about: 'Claims of an order or a period, in and after the sale, a page at a time.',
  envelope: 'flat',
  certainty: ['doc'],
  codes: { APPLY_TIME_ERROR: 'rule', PARAM_ERROR: 'rule' },
  ...told,
  params: (query: RefundQuery) => {
    const { page, pageSize, returnNumber, supplierMemberId, sale } = query
    demand(Number.isSafeInteger(page) && page >= 0, 'page', 'a whole number from 0 on')
    demand(pageSize >= 1 && pageSize <= 50, 'pageSize', '1 to 50')
    demand(
      !returnNumber || supplierMemberId !== undefined,
      'supplierMemberId',
      'needed with returnNumber',
    )
    return {
      orderId: query.platformOrderId && longOf('platformOrderId', query.platformOrderId),
      applyStartTime: query.asked && toPlatformDate(query.asked.from),
      applyEndTime: query.asked?.to && toPlatformDate(query.asked.to),
      modifyStartTime: query.changed && toPlatformDate(query.changed.from),
      modifyEndTime: query.changed?.to && toPlatformDate(query.changed.to),
      refundStatusSet: query.states?.map((state) => statusOf[state]),
      sellerMemberId: supplierMemberId,
      logisticsNo: returnNumber,
      // The platform's own spelling.
      dipsuteType: sale === undefined ? 0 : sale === 'in' ? 1 : 2,
      currentPageNum: page,
      pageSize,
    }
  },
  answer: RefundListAnswer,
  read: ({ result }, { platformOrderId }): RefundPage => ({
    refunds: toRefunds(result?.opOrderRefundModels ?? [], platformOrderId),
    ...(result?.totalCount !== undefined && { total: result.totalCount }),
  }),
})

/** Source: `refund.address.get` `[doc]`: one address per offer of the order. */
export const returnAddresses = defineCall({
  namespace: 'com.alibaba.fenxiao',
  name: 'refund.address.get',
  kind: 'read',
  about: 'Where the goods of an order go back to.',
  envelope: 'nested',
  certainty: ['doc'],
  ...told,
  otherwise: 'rule',
  params: ({ platformOrderId }: OneOrder) => ({
    mainOrderId: String(longOf('platformOrderId', platformOrderId)),
  }),
  answer: ReturnAddressAnswer,
  read: ({ data }): (ReturnAddress & { readonly offerId?: string })[] =>
    data.map((row) => ({
      ...(row.offerId && { offerId: row.offerId }),
      name: row.receiverName ?? '',
      phone: row.contactPhone || row.mobile || row.phone || '',
      address: [row.provinceText, row.cityText, row.districtText, row.townText, row.streetAddress]
        .filter((part) => part)
        .join(' '),
    })),
})
