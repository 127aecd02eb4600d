import {
  isShopError,
  type PlatformLine,
  type PurchaseRefund,
  type RefundRequest,
  type RefundScope,
  type RefundTerms,
  type ReturnAddress,
  type ReturnParcel,
  ShopError,
} from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { GoodsStatus } from './calls/refund-terms.ts'
import { demand } from './demand.ts'
import type { Platform1688 } from './platform-1688.ts'
import type { PurchaseDetails, PurchaseEntry } from './purchase-details.ts'
import { readDetails } from './read-order.ts'
import type { RefundDetails } from './refund-details.ts'

/** What a refund of this part of a purchase could be. */
export async function refundTerms(
  platform: Platform1688,
  scope: RefundScope,
): Promise<RefundTerms> {
  const { api } = platform
  const { platformOrderId } = scope
  const { goods, entries } = await look(platform, scope)
  const entryIds = entries.map(({ entryId }) => entryId)
  const reasons = await api.run(calls.refundReasons, { platformOrderId, entryIds, goods })
  const most = await api.run(calls.mostRefund, { platformOrderId, entries, goods })
  return { reasons, ...most }
}

/** Claims money back from the supplier. After PLATFORM_IN_DOUBT the order's refunds tell. */
export async function askRefund(
  platform: Platform1688,
  request: RefundRequest,
): Promise<{ readonly refundId: string }> {
  const { goods, entries, isPart } = await look(platform, request)
  const { platformOrderId, reasonId, description, returnGoods = false, evidence } = request
  return platform.api.run(calls.askRefund, {
    platformOrderId,
    entryIds: entries.map(({ entryId }) => entryId),
    goods,
    returnGoods,
    askedGoods: request.goods,
    askedFreight: request.freight,
    reasonId,
    description,
    ...(evidence && { vouchers: evidence }),
    // "For a full return, do not fill this in" `[doc]`.
    ...(isPart && returnGoods && goods === 'received' && { counts: entries }),
  })
}

interface Looked {
  readonly goods: GoodsStatus
  readonly entries: readonly { readonly entryId: string; readonly quantity: number }[]
  readonly isPart: boolean
}

/** Where the goods are, and which of the order's entries are meant. */
async function look(platform: Platform1688, scope: RefundScope): Promise<Looked> {
  const order = await readDetails(platform, scope.platformOrderId)
  const entries = scope.lines ? pick(order.entries, scope.lines) : order.entries
  const goods = whereabouts(order, entries, scope.received)
  if (!goods) {
    const detail = { class: 'rule', platformOrderId: scope.platformOrderId, state: order.rawState }
    throw new ShopError('PLATFORM_REFUSED', detail)
  }
  return {
    goods,
    entries: entries.map(({ entryId, quantity }) => ({ entryId, quantity })),
    isPart: scope.lines !== undefined,
  }
}

/** `logisticsStatus` of an entry of which something has left: 2 shipped, 3 received, 5 partly shipped. */
const hasLeft = ({ shipping = 1 }: PurchaseEntry): boolean => [2, 3, 5].includes(shipping)

/** Undefined where there is nothing to give back. */
function whereabouts(
  { state }: PurchaseDetails,
  entries: readonly PurchaseEntry[],
  received: boolean,
): GoodsStatus | undefined {
  switch (state) {
    case 'paid':
      return 'not_shipped'
    case 'part_shipped': {
      const left = entries.filter(hasLeft).length
      demand(left === 0 || left === entries.length, 'lines', 'all shipped, or none')
      return left === 0 ? 'not_shipped' : received ? 'received' : 'on_the_way'
    }
    case 'shipped':
      return received ? 'received' : 'on_the_way'
    case 'received':
      return 'received'
    case 'done':
      return received ? 'after_sale_received' : 'after_sale_lost'
    default:
      return undefined
  }
}

/** The entries that carry these goods, each with how much of it is meant. */
function pick(entries: readonly PurchaseEntry[], lines: readonly PlatformLine[]): PurchaseEntry[] {
  return lines.map((line, index) => {
    const entry = entries.find(
      (each) => each.offerId === line.offerId && each.specId === line.specId,
    )
    demand(entry !== undefined, `lines[${index}]`, 'a line of the purchase')
    demand(line.quantity <= entry.quantity, `lines[${index}].quantity`, 'no more than was bought')
    return { ...entry, quantity: line.quantity }
  })
}

export const readRefund = ({ api }: Platform1688, refundId: string): Promise<PurchaseRefund> =>
  api.run(calls.refund, { refundId })

const pageSize = 50

/**
 * All claims of a purchase, newest first. The list of all claims is for main accounts; another account
 * sees those in the sale. Pages are numbered from 0 or from 1, nobody knows: both are asked for.
 */
export async function readRefunds(
  { api }: Platform1688,
  platformOrderId: string,
): Promise<PurchaseRefund[]> {
  const found = new Map<string, RefundDetails>()
  const note = (refunds: readonly RefundDetails[]): number => {
    for (const refund of refunds) found.set(refund.refundId, refund)
    return refunds.length
  }
  try {
    for (let page = 0; ; page++) {
      const { refunds } = await api.run(calls.refunds, { platformOrderId, page, pageSize })
      if (note(refunds) < pageSize) break
    }
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_PERMISSION') throw error
    note(await api.run(calls.orderRefunds, { platformOrderId, state: 'refunded' }))
    note(await api.run(calls.orderRefunds, { platformOrderId, state: 'active' }))
  }
  const newest = (a: RefundDetails, b: RefundDetails): number =>
    (a.askedAt ?? '') < (b.askedAt ?? '') ? 1 : (a.askedAt ?? '') > (b.askedAt ?? '') ? -1 : 0
  return [...found.values()].sort(newest)
}

/** Withdraws a claim; one that is over already is fine, unless money came of it. */
export async function withdrawRefund(platform: Platform1688, refundId: string): Promise<void> {
  try {
    await platform.api.run(calls.withdrawRefund, { refundId })
  } catch (error) {
    const isSettled = isShopError(error) && /^PLATFORM_(IN_DOUBT|REFUSED)$/.test(error.code)
    if (!isSettled) throw error
    const refund = await readRefund(platform, refundId).catch(() => undefined)
    if (refund?.state !== 'closed') throw error
  }
}

export async function returnGoods(
  { api }: Platform1688,
  { evidence, ...parcel }: ReturnParcel,
): Promise<void> {
  await api.run(calls.returnGoods, { ...parcel, ...(evidence && { vouchers: evidence }) })
}

export async function returnAddress(
  { api }: Platform1688,
  platformOrderId: string,
): Promise<ReturnAddress | undefined> {
  const [first] = await api.run(calls.returnAddresses, { platformOrderId })
  if (!first) return undefined
  const { name, phone, address } = first
  return { name, phone, address }
}
