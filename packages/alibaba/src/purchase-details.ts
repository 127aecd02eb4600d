import {
  type Money,
  type PlatformLine,
  type Purchase,
  type PurchaseState,
  subtract,
} from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import { fromPlatformDate } from './dates.ts'
import { isAlike } from './sane.ts'
import type { ProductItem, TradeInfo } from './wire/trade-info.ts'
import { fromFen, fromYuan } from './yuan.ts'

/** One line of an order, under the platform's own number for it. */
export interface PurchaseEntry extends PlatformLine {
  /** What refunds and receipts name. */
  readonly entryId: string
  readonly skuId?: string
  readonly title?: string
  /** What was paid for the line. */
  readonly amount?: Money
  readonly refunded?: Money
  readonly refundId?: string
  /** 1 not shipped, 2 shipped, 3 received, 4 returned, 5 partly shipped, 8 no logistics order yet. */
  readonly shipping?: number
}

/** A purchase with everything that the platform tells of it and somebody may need. */
export interface PurchaseDetails extends Purchase {
  readonly entries: readonly PurchaseEntry[]
  readonly supplier: { readonly memberId?: string; readonly loginId?: string }
  /** Off the goods, as the supplier gave it; negative is a rise. */
  readonly discount?: Money
  /** The platform's words for claims in and after the sale. */
  readonly rawRefundStates: readonly string[]
  readonly closed?: { readonly reason?: string; readonly by?: string; readonly remark?: string }
  readonly tradeType?: string
  /** 1 unpaid, 2 paid, 4 refunded, 6 supplier paid out, 8 cancelled before pay. */
  readonly payStatus?: string
  readonly insurance?: string
  readonly note?: string
  readonly memo?: string
  readonly receiver?: {
    readonly name?: string
    readonly phone?: string
    readonly regionCode?: string
    readonly address?: string
  }
  readonly createdAt?: string
  /** Until when it can be paid. */
  readonly payBy?: string
  readonly paidAt?: string
  readonly shippedAt?: string
  readonly receivedAt?: string
  readonly doneAt?: string
}

/**
 * Money of an order read is yuan, all of it but the discount; `totalAmount` includes the freight.
 *
 * @throws Absurd where it says what cannot be
 */
export function toDetails(trade: TradeInfo): PurchaseDetails {
  const { baseInfo: base, productItems: items, orderBizInfo } = trade
  const platformOrderId = base.idOfStr ?? base.id
  if (!platformOrderId) throw new Absurd('result.baseInfo.idOfStr')
  const [terms] = trade.tradeTerms
  const discount = fromFen(base.discount)
  const refunded = base.refund === undefined ? undefined : amountIn('refund', base.refund)
  return {
    platformOrderId,
    ...some('outOrderId', base.outOrderId),
    state: stateOf(trade),
    rawState: base.status,
    ...moneyOf(base),
    ...(refunded && { refunded }),
    ...(discount && { discount }),
    lines: items.map(toLine),
    entries: items.map((item) => toEntry(item, platformOrderId)),
    supplier: { ...some('memberId', base.sellerID), ...some('loginId', base.sellerLoginId) },
    rawRefundStates: [base.refundStatus, base.refundStatusForAs].filter(isWord),
    ...closureOf(base),
    ...some('tradeType', base.tradeTypeCode),
    ...some('payStatus', terms?.payStatus),
    ...some('insurance', orderBizInfo?.shippingInsurance),
    ...some('note', base.buyerFeedback),
    ...some('memo', base.buyerMemo),
    ...receiverOf(base),
    ...timesOf(base),
  }
}

type Base = TradeInfo['baseInfo']

const isWord = (text: string | undefined): text is string => text !== undefined && text !== ''

function some<Name extends string>(name: Name, text: string | undefined): { [N in Name]?: string } {
  return (isWord(text) ? { [name]: text } : {}) as { [N in Name]?: string }
}

function amountIn(field: string, yuan: string | number): Money {
  const money = fromYuan(yuan)
  if (!money || money.amount < 0) throw new Absurd(`result.baseInfo.${field}`)
  return money
}

/** The sum of the goods, where it is told, says whether the total is in the same unit. */
function moneyOf(base: Base): { readonly goods: Money; readonly freight: Money } {
  const total = amountIn('totalAmount', base.totalAmount)
  const freight = amountIn('shippingFee', base.shippingFee ?? 0)
  const goods = subtract(total, freight)
  if (goods.amount < 0) throw new Absurd('result.baseInfo.shippingFee')
  const byGoods = fromYuan(base.sumProductPayment)
  // Small sums are discounted away altogether: only large gaps between large sums are another unit.
  const isLarge = Math.max(goods.amount, byGoods?.amount ?? 0) > 10_000
  if (byGoods && byGoods.amount > 0 && goods.amount > 0 && isLarge && !isAlike(goods, byGoods)) {
    throw new Absurd('result.baseInfo.totalAmount')
  }
  return { goods, freight }
}

function toLine({ productID: offerId, specId, quantity }: ProductItem): PlatformLine {
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new Absurd('result.productItems.quantity')
  }
  return { offerId, ...(specId && { specId }), quantity }
}

function toEntry(item: ProductItem, platformOrderId: string): PurchaseEntry {
  const [amount, refunded] = [fromYuan(item.itemAmount), fromYuan(item.refund)]
  return {
    ...toLine(item),
    // Of a one-line order the sub-order carries the order's own id.
    entryId: item.subItemIDString ?? item.subItemID ?? platformOrderId,
    ...some('skuId', item.skuID),
    ...some('title', item.name),
    ...(amount && { amount }),
    ...(refunded && { refunded }),
    ...some('refundId', item.refundIdForAs || item.refundId),
    ...(item.logisticsStatus !== undefined && { shipping: item.logisticsStatus }),
  }
}

function closureOf(base: Base): Pick<PurchaseDetails, 'closed'> {
  if (!base.closeReason && !base.closeOperateType) return {}
  return {
    closed: {
      ...some('reason', base.closeReason),
      ...some('by', base.closeOperateType),
      ...some('remark', base.closeRemark),
    },
  }
}

function receiverOf({ receiverInfo: told }: Base): Pick<PurchaseDetails, 'receiver'> {
  if (!told) return {}
  return {
    receiver: {
      ...some('name', told.toFullName),
      ...some('phone', told.toMobile || told.toPhone),
      ...some('regionCode', told.toDivisionCode),
      ...some('address', told.toArea),
    },
  }
}

function timesOf(base: Base) {
  const createdAt = fromPlatformDate(base.createTime)
  const payBy =
    createdAt && base.payTimeout && base.payTimeout < 1e9
      ? new Date(Date.parse(createdAt) + base.payTimeout * 1000).toISOString()
      : undefined
  return {
    ...some('createdAt', createdAt),
    ...some('payBy', payBy),
    ...some('paidAt', fromPlatformDate(base.payTime)),
    ...some('shippedAt', fromPlatformDate(base.allDeliveredTime)),
    ...some('receivedAt', fromPlatformDate(base.receivingTime)),
    ...some('doneAt', fromPlatformDate(base.completeTime)),
    ...some('changedAt', fromPlatformDate(base.modifyTime)),
  }
}

const states: Readonly<Record<string, PurchaseState>> = {
  waitbuyerpay: 'unpaid',
  waitsellersend: 'paid',
  waitbuyerreceive: 'shipped',
  confirm_goods: 'received',
  success: 'done',
  cancel: 'cancelled',
  terminated: 'cancelled',
}

/** The state that a word of the platform means; `unknown` for words that nobody documented. */
export const purchaseState = (word: string | undefined): PurchaseState =>
  (word !== undefined && Object.hasOwn(states, word) ? states[word] : undefined) ?? 'unknown'

/** `logisticsStatus` of an item: 2 shipped, 3 received, 5 partly shipped. */
const underway = new Set([2, 3, 5])

/** The platform has no word for "partly shipped": the order still waits while an item is on its way. */
function stateOf({ baseInfo, productItems }: TradeInfo): PurchaseState {
  const state = purchaseState(baseInfo.status)
  if (state !== 'paid') return state
  return productItems.some((item) => underway.has(item.logisticsStatus ?? 1))
    ? 'part_shipped'
    : 'paid'
}
