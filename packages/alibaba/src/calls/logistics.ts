import type { Carrier, Parcel, ShipmentState } from '@xiaopu/domain'
import type { InferOutput } from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { fromPlatformDate } from '../dates.ts'
import { longOf, textOf } from '../demand.ts'
import {
  CarrierAnswer,
  LogisticsAnswer,
  type LogisticsInfo,
  TraceAnswer,
} from '../wire/logistics.ts'
import type { OneOrder } from './orders.ts'

const namespace = 'com.alibaba.logistics'

const common = ({ platformOrderId }: OneOrder) => ({
  orderId: longOf('platformOrderId', platformOrderId),
  webSite: '1688',
})

/** A parcel by the order's own numbers; what its entries are, the order says. */
export interface ToldParcel {
  readonly logisticsId: string
  readonly carrier: string
  readonly carrierCode?: string
  readonly number: string
  /** Absent for a word that nobody documented. */
  readonly state?: ShipmentState
  readonly sentAt?: string
  /** `quantity` is absent where the whole entry is in it. */
  readonly entries: readonly { readonly entryId: string; readonly quantity?: number }[]
}

/** Source: `alibaba.trade.getLogisticsInfos.buyerView` `[doc]`; `500_2` is an order not shipped yet. */
export const parcels = defineCall({
  namespace,
  name: 'alibaba.trade.getLogisticsInfos.buyerView',
  kind: 'read',
  about: 'The parcels of an order: carrier, number, what is in them.',
  envelope: 'flat',
  certainty: ['doc', 'live'],
  codes: { '500_2': 'absent', '404': ['absent', 'ORDER_NOT_FOUND'] },
  params: (input: OneOrder) => ({
    ...common(input),
    fields: 'company,name,sender,receiver,sendgood',
  }),
  answer: LogisticsAnswer,
  read: ({ result }): ToldParcel[] => result.map(toParcel),
})

const states: Readonly<Record<string, ShipmentState>> = {
  WAITACCEPT: 'announced',
  ACCEPT: 'collected',
  TRANSPORT: 'in_transit',
  NOGET: 'exception',
  UNSIGN: 'exception',
  CANCEL: 'exception',
  SIGN: 'signed',
}

function toParcel(info: LogisticsInfo): ToldParcel {
  const state = Object.hasOwn(states, info.status ?? '') ? states[info.status ?? ''] : undefined
  const sentAt = fromPlatformDate(info.gmtSystemSend)
  return {
    logisticsId: info.logisticsId,
    carrier: carrierOf(info),
    ...(info.logisticsCompanyNo && { carrierCode: info.logisticsCompanyNo }),
    number: info.logisticsBillNo ?? '',
    ...(state && { state }),
    ...(sentAt && { sentAt }),
    entries: entriesOf(info),
  }
}

/** Seen as `中通快递(ZTO)` `[live]`: the code is not for people. */
const carrierOf = (info: LogisticsInfo): string =>
  (info.logisticsCompanyName ?? info.logisticsCompanyNo ?? '').replace(
    /\s*[(（][\w-]+[)）]\s*$/,
    '',
  )

/** How many of what: the parcel's goods say it; else its sub-orders, whole. */
function entriesOf({ logisticsOrderGoods, orderEntryIds = '' }: LogisticsInfo) {
  if (logisticsOrderGoods.length > 0) {
    return logisticsOrderGoods.flatMap(({ tradeOrderItemId: entryId, quantity }) => {
      if (quantity !== undefined && !(quantity >= 0)) {
        throw new Absurd('result.logisticsOrderGoods.quantity')
      }
      return entryId ? [{ entryId, ...(quantity !== undefined && { quantity }) }] : []
    })
  }
  return orderEntryIds.split(',').flatMap((id) => (id.trim() ? [{ entryId: id.trim() }] : []))
}

export interface ToldTrail {
  readonly logisticsId?: string
  readonly number?: string
  readonly trail: Parcel['trail']
}

/** Source: `alibaba.trade.getLogisticsTraceInfo.buyerView` `[doc]`; a year later it is refused. */
export const trails = defineCall({
  namespace,
  name: 'alibaba.trade.getLogisticsTraceInfo.buyerView',
  kind: 'read',
  about: 'Where the parcels of an order have been.',
  envelope: 'flat',
  certainty: ['doc', 'live'],
  codes: { '404': 'absent', 'order.createtime.history': 'rule' },
  params: (input: OneOrder & { readonly logisticsId?: string }) => ({
    ...common(input),
    logisticsId: input.logisticsId && textOf('logisticsId', input.logisticsId, 64),
  }),
  answer: TraceAnswer,
  read: ({ logisticsTrace }, { platformOrderId }): ToldTrail[] =>
    logisticsTrace.map((trace) => {
      if (trace.orderId !== undefined && !isSameLong(trace.orderId, platformOrderId)) {
        throw new Absurd('logisticsTrace.orderId')
      }
      return {
        ...(trace.logisticsId && { logisticsId: trace.logisticsId }),
        ...(trace.logisticsBillNo && { number: trace.logisticsBillNo }),
        trail: trace.logisticsSteps
          .flatMap(({ acceptTime, remark }) => {
            const at = fromPlatformDate(acceptTime)
            return at && remark ? [{ at, text: remark }] : []
          })
          .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      }
    }),
})

/** The same number, or one that a JSON writer rounded to a double on its way. */
const isSameLong = (told: string, asked: string): boolean =>
  BigInt(told) === BigInt(asked) || Number(told) === Number(asked)

const readCarriers = ({ result }: InferOutput<typeof CarrierAnswer>): Carrier[] =>
  result.flatMap(({ companyNo: code, companyName: name }) =>
    code ? [{ code, name: name ?? code }] : [],
  )

/** Source: `alibaba.logistics.OpQueryLogisticCompanyList` `[doc]`. */
export const carriers = defineCall({
  namespace,
  name: 'alibaba.logistics.OpQueryLogisticCompanyList',
  kind: 'read',
  about: 'All carriers that the platform knows.',
  envelope: 'flat',
  certainty: ['doc'],
  params: (_: Record<never, never>) => ({}),
  answer: CarrierAnswer,
  read: readCarriers,
})

/** Source: `…OpQueryLogisticCompanyList.offline` `[doc]`: the one that `returnGoods` goes by. */
export const returnCarriers = defineCall({
  namespace,
  name: 'alibaba.logistics.OpQueryLogisticCompanyList.offline',
  kind: 'read',
  about: 'Carriers that a return parcel may name.',
  envelope: 'flat',
  certainty: ['doc'],
  params: (_: Record<never, never>) => ({}),
  answer: CarrierAnswer,
  read: readCarriers,
})
