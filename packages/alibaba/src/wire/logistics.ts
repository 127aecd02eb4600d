import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Count, Digits, maybe, rows, Text } from './scalars.ts'

export const LogisticsInfo = v.object({
  logisticsId: Text,
  logisticsBillNo: maybe(Text),
  /** Sub-order ids, `"a,b"`. */
  orderEntryIds: maybe(Text),
  status: maybe(Text),
  logisticsCompanyName: maybe(Text),
  logisticsCompanyNo: maybe(Text),
  /** Text in China time. */
  gmtSystemSend: maybe(Text),
  logisticsOrderGoods: rows(v.object({ tradeOrderItemId: maybe(Digits), quantity: maybe(Count) })),
})
export type LogisticsInfo = v.InferOutput<typeof LogisticsInfo>

export const LogisticsAnswer = v.object({ ...flat, result: rows(LogisticsInfo) })

export const Trace = v.object({
  logisticsId: maybe(Text),
  logisticsBillNo: maybe(Text),
  orderId: maybe(Digits),
  /** `acceptTime` is text in China time; oldest first. */
  logisticsSteps: rows(v.object({ acceptTime: maybe(Text), remark: maybe(Text) })),
})
export type Trace = v.InferOutput<typeof Trace>

export const TraceAnswer = v.object({ ...flat, logisticsTrace: rows(Trace) })

/** `OpQueryLogisticCompanyList`, and its `.offline` twin. */
export const CarrierAnswer = v.object({
  ...flat,
  result: rows(
    v.object({ companyName: maybe(Text), companyNo: maybe(Text), companyPhone: maybe(Text) }),
  ),
})
