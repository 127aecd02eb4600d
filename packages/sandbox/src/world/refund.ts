/** Refund statuses as they stand on refunds and on `baseInfo` (reference §4.12). */
export type RefundStatus =
  | 'waitselleragree'
  | 'waitbuyermodify'
  | 'waitbuyersend'
  | 'waitsellerreceive'
  | 'refundsuccess'
  | 'refundclose'

/** What the buyer says of the goods: the first three before the trade completes, the others after it. */
export const GOODS_STATUSES = [
  'refundWaitSellerSend',
  'refundWaitBuyerReceive',
  'refundBuyerReceived',
  'aftersaleBuyerNotReceived',
  'aftersaleBuyerReceived',
] as const
export type GoodsStatus = (typeof GOODS_STATUSES)[number]

/** `refundAction` of the refund topics, as far as this world acts (reference §5.2; PROCOTOL is the platform's). */
export type RefundAction =
  | 'BUYER_APPLY_REFUND'
  | 'BUYER_MODIFY_REFUND_PROTOCOL'
  | 'BUYER_CANCEL_REFUND_CLOSE'
  | 'BUYER_SEND_GOODS'
  | 'BUYER_RECEIVE_CLOSE'
  | 'SELLER_AGREE_REFUND'
  | 'SELLER_AGREE_REFUND_PROCOTOL'
  | 'SELLER_REJECT_REFUND'
  | 'SELLER_REJECT_REFUND_PROCOTOL'
  | 'SELLER_RECEIVE_GOODS'
  | 'SELLER_SEND_GOODS_CLOSE'
  | 'BUYER_CLOSE_TRADE_CLOSE'
  | 'SYSTEM_AGREE_REFUND'
  | 'SYSTEM_AGREE_REFUND_PROTOCOL'
  | 'CRM_APPLY_TIMEOUT_CLOSE'

export type RefundOperator = 'buyer' | 'seller' | 'system'

/** What a buyer asks for. Money in fen. */
export interface RefundWish {
  readonly request: 'refund' | 'returnRefund'
  readonly goodsStatus: GoodsStatus
  readonly reasonId: number
  readonly description: string
  readonly vouchers: readonly string[]
  readonly entries: readonly RefundEntry[]
  readonly paymentFen: number
  readonly carriageFen: number
}

export interface RefundEntry {
  readonly subId: string
  readonly quantity: number
}

/** One refund as the platform keeps it; after-sale ones are of completed orders. */
export interface Refund extends RefundWish {
  /** `TQ` and digits. */
  readonly id: string
  readonly orderId: string
  readonly memberId: string
  readonly disputeType: 1 | 2
  readonly status: RefundStatus
  readonly rejectTimes: number
  readonly rejectReason?: string
  readonly appliedAt: number
  readonly modifiedAt: number
  readonly completedAt?: number
  /** When the present status ends by itself. */
  readonly dueAt?: number
  readonly returned?: ReturnParcel
  /** Newest first, as it is read. */
  readonly history: readonly RefundStep[]
}

export interface ReturnParcel {
  readonly companyNo: string
  readonly companyName: string
  readonly billNo: string
  readonly description: string
  readonly vouchers: readonly string[]
}

export interface RefundStep {
  readonly at: number
  readonly action: RefundAction
  readonly operator: RefundOperator
  readonly from: RefundStatus
  readonly to: RefundStatus
  readonly words: string
}
