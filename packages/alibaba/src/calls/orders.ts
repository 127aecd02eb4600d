import { type Period, ShopError } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import type { Api } from '../apis.ts'
import { defineCall } from '../call.ts'
import { toPlatformDate } from '../dates.ts'
import { demand, longOf, longsOf, type Page, pageOf, textOf } from '../demand.ts'
import type { CodeMeaning } from '../error-class.ts'
import { refusal } from '../faults.ts'
import { type PurchaseDetails, toDetails } from '../purchase-details.ts'
import { TradeAnswer, TradeListAnswer } from '../wire/trade-info.ts'

const namespace = 'com.alibaba.trade'

/** No code is documented for an order that is not there; the names differ from call to call. */
const absent: CodeMeaning = ['absent', 'ORDER_NOT_FOUND']
export const absentOrder = {
  codes: { '404': absent },
  texts: [[/NOT_?EXISTS?$|NOT_?FOUND$/i, absent]],
} as const

const single = {
  namespace,
  name: 'alibaba.trade.get.buyerView',
  kind: 'read',
  ...absentOrder,
} satisfies Api

/** An order by the platform's number. */
export interface OneOrder {
  readonly platformOrderId: string
}

/** One of the two names an order; our own one finds it whatever became of the create. */
export interface OrderName {
  readonly platformOrderId?: string
  readonly outOrderId?: string
}

/** Source: `alibaba.trade.get.buyerView` `[doc]`. A present order outranks its `success`, a text here. */
export const order = defineCall({
  ...single,
  about: 'An order whole: state, money, lines, supplier, times.',
  envelope: 'bare',
  certainty: ['doc'],
  params: ({ platformOrderId, outOrderId }: OrderName) => {
    demand(
      (platformOrderId === undefined) !== (outOrderId === undefined),
      'platformOrderId, outOrderId',
      'exactly one of them',
    )
    return {
      webSite: '1688',
      orderId: platformOrderId && longOf('platformOrderId', platformOrderId),
      outOrderId: outOrderId && textOf('outOrderId', outOrderId, 64),
    }
  },
  answer: TradeAnswer,
  read: (answer, { platformOrderId, outOrderId }): PurchaseDetails => {
    if (!answer.result) {
      if (answer.success !== true) throw refusal(single, answer)
      throw new ShopError('ORDER_NOT_FOUND', { api: single.name, class: 'absent' })
    }
    const found = toDetails(answer.result)
    if (
      platformOrderId !== undefined &&
      BigInt(found.platformOrderId) !== BigInt(platformOrderId)
    ) {
      throw new Absurd('result.baseInfo.idOfStr')
    }
    if (outOrderId !== undefined && (found.outOrderId ?? outOrderId) !== outOrderId) {
      throw new Absurd('result.baseInfo.outOrderId')
    }
    return found
  },
})

const statusOf = {
  unpaid: 'waitbuyerpay',
  paid: 'waitsellersend',
  shipped: 'waitbuyerreceive',
  done: 'success',
  cancelled: 'cancel',
} as const

export interface OrderQuery extends Page {
  readonly created?: Period
  readonly changed?: Period
  readonly state?: keyof typeof statusOf
  readonly outOrderId?: string
  /** 50 at the most. */
  readonly platformOrderIds?: readonly string[]
  readonly supplierMemberId?: string
  readonly supplierLoginId?: string
  readonly title?: string
  /** Orders older than about three months are in a table of their own `[live]`. */
  readonly old?: boolean
  readonly withReceiver?: boolean
  readonly withMemo?: boolean
}

export interface OrderPage {
  readonly orders: readonly PurchaseDetails[]
  /** Of all pages. */
  readonly total?: number
}

/** Source: `alibaba.trade.getBuyerOrderList` `[doc]`; no parcels, and invoices are not told. */
export const orders = defineCall({
  namespace,
  name: 'alibaba.trade.getBuyerOrderList',
  kind: 'read',
  about: 'Orders by time, state, our number or ids, a page at a time.',
  envelope: 'silent',
  certainty: ['doc', 'live'],
  params: (query: OrderQuery) => ({
    ...pageOf(query, 50),
    createStartTime: query.created && toPlatformDate(query.created.from),
    createEndTime: query.created?.to && toPlatformDate(query.created.to),
    modifyStartTime: query.changed && toPlatformDate(query.changed.from),
    modifyEndTime: query.changed?.to && toPlatformDate(query.changed.to),
    orderStatus: query.state && statusOf[query.state],
    outOrderId: query.outOrderId && textOf('outOrderId', query.outOrderId, 64),
    orderIds: query.platformOrderIds && longsOf('platformOrderIds', query.platformOrderIds, 50),
    sellerMemberId: query.supplierMemberId,
    sellerLoginId: query.supplierLoginId,
    productName: query.title,
    isHis: query.old,
    needBuyerAddressAndPhone: query.withReceiver,
    needMemoInfo: query.withMemo,
  }),
  answer: TradeListAnswer,
  read: ({ result, totalRecord: total }): OrderPage => ({
    orders: result.map(toDetails),
    ...(total !== undefined && total >= 0 && { total }),
  }),
})
