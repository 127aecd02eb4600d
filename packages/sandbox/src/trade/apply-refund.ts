import { BusinessError } from '../business-error.ts'
import { drawDigits } from '../chance.ts'
import { count } from '../world/count.ts'
import type { Order, OrderStatus } from '../world/order.ts'
import {
  GOODS_STATUSES,
  type GoodsStatus,
  type Refund,
  type RefundEntry,
  type RefundWish,
} from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'
import { step } from './move-refund.ts'
import { isOver } from './refund-moves.ts'
import { isNoReason, type RefundReason, refundReasons } from './refund-reasons.ts'
import { ceilings } from './refund-shares.ts'
import { isVoucher } from './vouchers.ts'

const AFTER_SALE_MS = 15 * 86_400_000

/** Where the goods can be said to be, by the state of the order. */
const fitting: Readonly<Record<GoodsStatus, readonly OrderStatus[]>> = {
  refundWaitSellerSend: ['waitsellersend'],
  refundWaitBuyerReceive: ['waitsellersend', 'waitbuyerreceive'],
  refundBuyerReceived: ['waitsellersend', 'waitbuyerreceive', 'confirm_goods'],
  aftersaleBuyerNotReceived: ['success'],
  aftersaleBuyerReceived: ['success'],
}

const isAfterSale = (goodsStatus: GoodsStatus): boolean => goodsStatus.startsWith('aftersale')

/** Reads `goodsStatus`, or refuses with 5003. */
export function goodsStatusOf(text: string | undefined): GoodsStatus {
  const known = GOODS_STATUSES.find((each) => each === text)
  if (!known) throw new BusinessError('5003', '货物状态不正确')
  return known
}

/** Reasons that a buyer of these items may give. */
export function reasonsFor(
  world: World,
  order: Order,
  goodsStatus: GoodsStatus,
): readonly RefundReason[] {
  const sevenDays = order.items.every(
    ({ offerId }) => world.offers.get(offerId)?.services.sevenDayReturn ?? false,
  )
  return refundReasons.filter(
    (reason) => reason.for.includes(goodsStatus) && (sevenDays || !isNoReason(reason.id)),
  )
}

/** 5010 where goods and order do not go together. */
export function checkGoods(
  world: World,
  order: Order,
  goodsStatus: GoodsStatus,
  entries: readonly RefundEntry[],
): void {
  const why =
    whyNotNow(world, order, goodsStatus) ??
    entries
      .map(({ subId }) => whyNotItem(order, goodsStatus, subId))
      .find((each) => each !== undefined)
  if (why !== undefined) throw new BusinessError('5010', why)
}

function whyNotNow(world: World, order: Order, goodsStatus: GoodsStatus): string | undefined {
  if (!fitting[goodsStatus].includes(order.status)) return '货物状态与订单状态不符'
  const isLate = isAfterSale(goodsStatus) && world.now() - (order.completedAt ?? 0) > AFTER_SALE_MS
  return isLate ? '已超过售后申请期限' : undefined
}

/** Unshipped goods are whole lines that nothing was shipped of; all others have left. */
function whyNotItem(order: Order, goodsStatus: GoodsStatus, subId: string): string | undefined {
  const item = order.items.find((each) => each.subId === subId)
  if (!item) return `子订单${subId}不存在`
  if (goodsStatus === 'refundWaitSellerSend') return item.shipped > 0 ? '子订单已发货' : undefined
  return item.shipped === 0 ? '子订单未发货' : undefined
}

/** Every rule of `createRefund` and `modifyRefund` (reference §4.12); codes 5003 to 5100. */
export function checkWish(
  world: World,
  order: Order,
  wish: RefundWish,
  changed?: Refund,
): RefundReason {
  checkGoods(world, order, wish.goodsStatus, wish.entries)
  const isReturn = wish.request === 'returnRefund'
  const isReceived = ['refundBuyerReceived', 'aftersaleBuyerReceived'].includes(wish.goodsStatus)
  if (isReturn && !isReceived) throw new BusinessError('5010', '收到货后才能申请退货退款')
  checkCounts(order, wish)
  const reason = reasonsFor(world, order, wish.goodsStatus).find(({ id }) => id === wish.reasonId)
  if (!reason) throw new BusinessError('5004', '退款退货原因不正确')
  if (reason.needVoucher && wish.vouchers.length === 0) {
    throw new BusinessError('5005', '需要上传凭证')
  }
  if (reason.noRefundCarriage && wish.carriageFen > 0) {
    throw new BusinessError('5006', '该原因不支持退运费')
  }
  checkAmounts(order, wish, othersOpen(world, order, changed?.id))
  const { length } = wish.description
  if (length < 2 || length > 150) throw new BusinessError('5012', '退款描述长度为2-150个字符')
  if (wish.vouchers.length > 5 || wish.vouchers.some((each) => !isVoucher(each))) {
    throw new BusinessError('5100', '凭证不正确')
  }
  return reason
}

/** Fewer pieces than were bought can only come back of goods that arrived, before the trade completes. */
function checkCounts(order: Order, { entries, goodsStatus, request }: RefundWish): void {
  const mayBePart = goodsStatus === 'refundBuyerReceived' && request === 'returnRefund'
  for (const { subId, quantity } of entries) {
    const bought = order.items.find((each) => each.subId === subId)?.quantity ?? 0
    if (quantity < 1 || quantity > bought || (quantity < bought && !mayBePart)) {
      throw new BusinessError('5013', '子订单退货数量不正确')
    }
  }
}

function checkAmounts(order: Order, wish: RefundWish, others: readonly Refund[]): void {
  const { goodsFen, postFen } = ceilings(order, wish.entries, others)
  const { paymentFen, carriageFen } = wish
  const mustBeAll = wish.goodsStatus === 'refundWaitSellerSend'
  const isWrong =
    paymentFen < 0 ||
    carriageFen < 0 ||
    paymentFen + carriageFen === 0 ||
    paymentFen > goodsFen ||
    carriageFen > postFen ||
    (mustBeAll && paymentFen !== goodsFen)
  if (isWrong) throw new BusinessError('5011', `退款金额不正确,最多可退${goodsFen}+${postFen}分`)
}

/** Opens a refund: the supplier is asked. One open refund per item (5010). */
export function applyRefund(world: World, order: Order, wish: RefundWish): Refund {
  for (const refund of refundsOf(world, order)) {
    const overlaps = refund.entries.some(({ subId }) =>
      wish.entries.some((entry) => entry.subId === subId),
    )
    if (!isOver(refund.status) && overlaps) throw new BusinessError('5010', '子订单已有退款申请')
  }
  checkWish(world, order, wish)
  const id = `TQ${drawDigits(world.seed, `refund ${count(world, 'refunds')}`, 17)}`
  const now = world.now()
  const refund: Refund = {
    ...wish,
    id,
    orderId: order.id,
    memberId: order.memberId,
    disputeType: isAfterSale(wish.goodsStatus) ? 2 : 1,
    status: 'waitselleragree',
    rejectTimes: 0,
    appliedAt: now,
    modifiedAt: now,
    history: [],
  }
  const known = changeOrder(world, order, { refundIds: [...(order.refundIds ?? []), id] })
  return step(world, known, refund, {
    action: 'BUYER_APPLY_REFUND',
    operator: 'buyer',
    to: 'waitselleragree',
    words: wish.description,
  })
}

/** Refunds of an order that are not over, but for this one. */
export const othersOpen = (world: World, order: Order, id: string | undefined): readonly Refund[] =>
  refundsOf(world, order).filter((refund) => !isOver(refund.status) && refund.id !== id)

/** An order's refunds, oldest first. */
export const refundsOf = (world: World, order: Order): readonly Refund[] =>
  (order.refundIds ?? []).flatMap((id) => world.refunds.get(id) ?? [])
