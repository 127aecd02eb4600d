import type { Parcel, PlatformLine, ShipmentState } from '@xiaopu/domain'
import { apis } from './apis.ts'
import { fromChinaTime } from './china-time.ts'
import { refusal } from './faults.ts'
import type { Platform1688 } from './platform-1688.ts'
import { readTrade, toLine } from './read-order.ts'
import { LogisticsAnswer, type LogisticsInfo, type Trace, TraceAnswer } from './wire/logistics.ts'

/** The parcels of an order with what is in them and where they have been; none before shipping. */
export async function parcels(platform: Platform1688, orderId: string): Promise<Parcel[]> {
  const infos = await readParcels(platform, orderId)
  if (infos.length === 0) return []
  const lines = await linesByEntry(platform, orderId)
  const traces = await readTraces(platform, orderId)
  return infos.map((info) => toParcel(info, lines, traces))
}

async function readParcels({ api }: Platform1688, orderId: string): Promise<LogisticsInfo[]> {
  const params = { orderId, fields: 'company,name,sender,receiver,sendgood', webSite: '1688' }
  const answer = await api.call(apis.logistics, params, LogisticsAnswer)
  if (answer.success !== false) return answer.result
  if (answer.errorCode === '500_2') return []
  throw refusal(apis.logistics, answer)
}

/** No trail yet is answered as `404`, or as success with a message; after a year it is gone. */
const noTrail = new Set(['404', 'order.createtime.history'])

async function readTraces({ api }: Platform1688, orderId: string): Promise<Trace[]> {
  const answer = await api.call(apis.trace, { orderId, webSite: '1688' }, TraceAnswer)
  if (answer.success !== false || noTrail.has(answer.errorCode ?? '')) return answer.logisticsTrace
  throw refusal(apis.trace, answer)
}

async function linesByEntry(
  platform: Platform1688,
  orderId: string,
): Promise<ReadonlyMap<string, PlatformLine>> {
  const { productItems } = await readTrade(platform, orderId)
  return new Map(
    productItems.map((item) => [
      item.subItemIDString ?? item.subItemID ?? orderId,
      toLine(apis.order, item),
    ]),
  )
}

function toParcel(
  info: LogisticsInfo,
  lines: ReadonlyMap<string, PlatformLine>,
  traces: readonly Trace[],
): Parcel {
  const number = info.logisticsBillNo ?? ''
  const trail = traces
    .filter(
      (trace) =>
        trace.logisticsId === info.logisticsId ||
        (trace.logisticsId === undefined && trace.logisticsBillNo === number),
    )
    .flatMap(readTrail)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    logisticsId: info.logisticsId,
    carrier: carrierOf(info),
    number,
    state: stateOf(info.status, trail),
    lines: linesOf(info, lines),
    trail,
  }
}

type Trail = Parcel['trail']

const readTrail = (trace: Trace): Trail =>
  trace.logisticsSteps.flatMap(({ acceptTime, remark }) => {
    const at = fromChinaTime(acceptTime)
    return at && remark ? [{ at, text: remark }] : []
  })

/** Seen as `中通快递(ZTO)`: the code is not for people. */
const carrierOf = (info: LogisticsInfo): string =>
  (info.logisticsCompanyName ?? info.logisticsCompanyNo ?? '').replace(
    /\s*[(（][\w-]+[)）]\s*$/,
    '',
  )

const states: Readonly<Record<string, ShipmentState>> = {
  WAITACCEPT: 'announced',
  ACCEPT: 'collected',
  TRANSPORT: 'in_transit',
  NOGET: 'exception',
  UNSIGN: 'exception',
  CANCEL: 'exception',
  SIGN: 'signed',
}

/** The status list knows no delivery round; the last words of the trail do. */
function stateOf(status: string | undefined, trail: Trail): ShipmentState {
  const state = states[status ?? ''] ?? (trail.length > 0 ? 'in_transit' : 'announced')
  const isOut = /派送|派件|正在为您/.test(trail.at(-1)?.text ?? '')
  return state === 'in_transit' && isOut ? 'out_for_delivery' : state
}

/** How many of what: the parcel's goods say it; else its sub-orders, whole. */
function linesOf(info: LogisticsInfo, lines: ReadonlyMap<string, PlatformLine>): PlatformLine[] {
  if (info.logisticsOrderGoods.length > 0) {
    return info.logisticsOrderGoods.flatMap(({ tradeOrderItemId = '', quantity }) => {
      const line = lines.get(tradeOrderItemId)
      return line ? [{ ...line, quantity: quantity ?? line.quantity }] : []
    })
  }
  return (info.orderEntryIds ?? '').split(',').flatMap((id) => lines.get(id.trim()) ?? [])
}
