import type { RefundAction, RefundStatus } from '../world/refund.ts'

/**
 * What may happen to a refund, and what it then becomes.
 *
 * Refund only: the supplier's yes is the money. Return and refund: its yes asks for the goods, their arrival is the
 * money. A no hands it back to the buyer, who asks otherwise or lets it lapse. Time speaks for whoever is silent:
 * against the supplier (SYSTEM_AGREE…), against the buyer (…TIMEOUT_CLOSE). Shipping or receiving the goods that
 * an open refund is about closes it.
 */
export const refundMoves: Readonly<
  Record<RefundStatus, Readonly<Partial<Record<RefundAction, RefundStatus>>>>
> = {
  waitselleragree: {
    SELLER_AGREE_REFUND: 'refundsuccess',
    SELLER_AGREE_REFUND_PROCOTOL: 'waitbuyersend',
    SELLER_REJECT_REFUND: 'waitbuyermodify',
    SELLER_REJECT_REFUND_PROCOTOL: 'waitbuyermodify',
    SYSTEM_AGREE_REFUND: 'refundsuccess',
    SYSTEM_AGREE_REFUND_PROTOCOL: 'waitbuyersend',
    BUYER_MODIFY_REFUND_PROTOCOL: 'waitselleragree',
    BUYER_CANCEL_REFUND_CLOSE: 'refundclose',
    BUYER_RECEIVE_CLOSE: 'refundclose',
    SELLER_SEND_GOODS_CLOSE: 'refundclose',
    // Whoever closes the trade: no other action is documented for it [sbx].
    BUYER_CLOSE_TRADE_CLOSE: 'refundclose',
  },
  waitbuyermodify: {
    BUYER_MODIFY_REFUND_PROTOCOL: 'waitselleragree',
    BUYER_CANCEL_REFUND_CLOSE: 'refundclose',
    BUYER_RECEIVE_CLOSE: 'refundclose',
    SELLER_SEND_GOODS_CLOSE: 'refundclose',
    BUYER_CLOSE_TRADE_CLOSE: 'refundclose',
    CRM_APPLY_TIMEOUT_CLOSE: 'refundclose',
  },
  waitbuyersend: {
    BUYER_SEND_GOODS: 'waitsellerreceive',
    BUYER_CANCEL_REFUND_CLOSE: 'refundclose',
    BUYER_RECEIVE_CLOSE: 'refundclose',
    CRM_APPLY_TIMEOUT_CLOSE: 'refundclose',
  },
  waitsellerreceive: {
    // A wrong number is corrected by sending it once more.
    BUYER_SEND_GOODS: 'waitsellerreceive',
    SELLER_RECEIVE_GOODS: 'refundsuccess',
    SELLER_REJECT_REFUND: 'waitbuyermodify',
    SYSTEM_AGREE_REFUND: 'refundsuccess',
  },
  refundsuccess: {},
  refundclose: {},
}

export const isOver = (status: RefundStatus): boolean =>
  Object.keys(refundMoves[status]).length === 0

const DAY_MS = 86_400_000

/** How long a status lasts where nobody acts, and what time then does [sbx; the platform tells a date only]. */
export const lapses: Readonly<
  Partial<
    Record<
      RefundStatus,
      { readonly ms: number; readonly refund: RefundAction; readonly returnRefund: RefundAction }
    >
  >
> = {
  waitselleragree: {
    ms: 5 * DAY_MS,
    refund: 'SYSTEM_AGREE_REFUND',
    returnRefund: 'SYSTEM_AGREE_REFUND_PROTOCOL',
  },
  waitbuyermodify: {
    ms: 7 * DAY_MS,
    refund: 'CRM_APPLY_TIMEOUT_CLOSE',
    returnRefund: 'CRM_APPLY_TIMEOUT_CLOSE',
  },
  waitbuyersend: {
    ms: 7 * DAY_MS,
    refund: 'CRM_APPLY_TIMEOUT_CLOSE',
    returnRefund: 'CRM_APPLY_TIMEOUT_CLOSE',
  },
  waitsellerreceive: {
    ms: 10 * DAY_MS,
    refund: 'SYSTEM_AGREE_REFUND',
    returnRefund: 'SYSTEM_AGREE_REFUND',
  },
}
