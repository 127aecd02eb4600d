import type { SandboxSupplier } from '../catalogue/offer.ts'
import type { Address } from '../places/address.ts'
import type { Temperament } from './temperament.ts'

/** `baseInfo.status` on the wire; what leads from one to the next is reference §4.8. */
export type OrderStatus =
  | 'waitbuyerpay'
  | 'waitsellersend'
  | 'waitbuyerreceive'
  | 'confirm_goods'
  | 'success'
  | 'cancel'
  | 'terminated'

export type CloseReason = 'buyerCancel' | 'sellerGoodsLack' | 'other'

/** An order as the platform keeps it. Money in fen, times in epoch ms of the sandbox's clock. */
export interface Order {
  /** 19 digits, beyond 2^53. */
  readonly id: string
  readonly memberId: string
  readonly outOrderId?: string
  /** What was ordered, in one text: tells a repeated create from a different one under the same key. */
  readonly cargo: string
  readonly flow: string
  readonly tradeType: string
  readonly supplier: SandboxSupplier
  readonly status: OrderStatus
  readonly items: readonly OrderItem[]
  readonly goodsFen: number
  readonly postFen: number
  /** What the seller took off (positive) or put on (negative) before payment. */
  readonly discountFen: number
  readonly totalFen: number
  readonly paidFen: number
  /** Goods and postage together. */
  readonly refundedFen: number
  readonly refundedPostFen?: number
  readonly refundIds?: readonly string[]
  readonly receiver: Address
  readonly message: string
  readonly outerOrderInfo?: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly payBy: number
  readonly payTries: number
  readonly paidAt?: number
  readonly payChannel?: string
  readonly shipBy?: number
  readonly shippedAt?: number
  readonly signedAt?: number
  readonly confirmedAt?: number
  readonly completedAt?: number
  readonly closeReason?: CloseReason
  readonly closedBy?: 'BUYER' | 'SELLER' | 'SYSTEM'
  readonly closeRemark?: string
  readonly parcels: readonly Parcel[]
  /** How its supplier treats it; absent: `none`. */
  readonly temperament?: Temperament
  /** From a platform that masks its buyers: its code and its order number. */
  readonly encrypted?: { readonly platform: string; readonly orderNo: string }
  /** Made by `createCrossOrder`. */
  readonly isCross?: boolean
  /** The buyer's own note and its flag (1 red, 2 blue, 3 green, 4 yellow). */
  readonly memo?: { readonly text: string; readonly icon: string }
  /** Where the buyer wants it sent instead, while the supplier has not answered. */
  readonly wantedReceiver?: Address
  /** When the buyer last asked the supplier to ship. */
  readonly urgedAt?: number
  /** The buyer took the closed order out of its lists. */
  readonly deletedAt?: number
}

export interface OrderItem {
  /** Equals the order's id when the order has one line. */
  readonly subId: string
  readonly offerId: number
  readonly skuId?: number
  readonly specId?: string
  readonly name: string
  readonly image: string
  readonly unit: string
  readonly cargoNumber?: string
  readonly properties: readonly { readonly name: string; readonly value: string }[]
  readonly unitFen: number
  readonly quantity: number
  readonly amountFen: number
  /** Units shipped so far. */
  readonly shipped: number
  /** Units that were refunded before shipping: they are not sent any more. */
  readonly withdrawn?: number
  readonly refundedFen?: number
}

/** Units that are still to be sent. */
export const toShip = (item: OrderItem): number =>
  item.quantity - item.shipped - (item.withdrawn ?? 0)

export type TraceStatus =
  | 'CONSIGN'
  | 'ACCEPT'
  | 'TRANSPORT'
  | 'DELIVERING'
  | 'AGENT_SIGN'
  | 'SIGN'
  | 'FAILED'

export interface Parcel {
  /** `LP` and 14 digits. */
  readonly logisticsId: string
  readonly billNo: string
  readonly company: Carrier
  readonly goods: readonly { readonly subId: string; readonly quantity: number }[]
  readonly sentAt: number
  readonly nodes: readonly TraceNode[]
}

export interface TraceNode {
  readonly at: number
  readonly status: TraceStatus
  readonly remark: string
}

export interface Carrier {
  readonly id: number
  /** What return shipments and messages call the carrier, e.g. `ZTO`. */
  readonly no: string
  readonly name: string
}

export const itemKey = (item: { readonly specId?: string | undefined }): string => item.specId ?? ''
