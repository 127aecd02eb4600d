import type { SandboxOffer } from '../catalogue/offer.ts'
import type { JsonObject } from '../json.ts'
import { chinaTime } from '../times.ts'
import { stockOf } from '../world/offers.ts'
import type { Order, Parcel, TraceStatus } from '../world/order.ts'
import type { Refund, RefundStep } from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { announce } from './announce.ts'

/** `ORDER_BUYER_VIEW_…` with the order's present status; payload as in reference §5.2. */
export function announceOrder(
  world: World,
  order: Order,
  topic:
    | 'BUYER_MAKE'
    | 'ORDER_PAY'
    | 'ANNOUNCE_SENDGOODS'
    | 'PART_PART_SENDGOODS'
    | 'ORDER_COMFIRM_RECEIVEGOODS'
    | 'ORDER_SUCCESS'
    | 'ORDER_BUYER_CLOSE'
    | 'ORDER_SELLER_CLOSE'
    | 'ORDER_BOPS_CLOSE'
    | 'ORDER_PRICE_MODIFY'
    | 'ORDER_SELLER_MODIFY_ADRESS',
): void {
  announce(world, {
    type: `ORDER_BUYER_VIEW_${topic}`,
    memberId: order.memberId,
    subject: order.id,
    data: {
      orderId: BigInt(order.id),
      currentStatus: order.status,
      msgSendTime: chinaTime(world.now()),
      buyerMemberId: order.memberId,
      sellerMemberId: order.supplier.memberId,
    },
  })
}

/** A step of a refund; `currentStatus` is the refund's, not the order's (reference §5.2). */
export function announceRefund(world: World, order: Order, refund: Refund, step: RefundStep): void {
  const topic =
    refund.disputeType === 1 ? 'ORDER_BUYER_REFUND_IN_SALES' : 'ORDER_REFUND_AFTER_SALES'
  announce(world, {
    type: `ORDER_BUYER_VIEW_${topic}`,
    memberId: order.memberId,
    subject: order.id,
    data: {
      orderId: BigInt(order.id),
      currentStatus: refund.status,
      msgSendTime: chinaTime(world.now()),
      buyerMemberId: order.memberId,
      sellerMemberId: order.supplier.memberId,
      refundAction: step.action,
      operator: step.operator,
      refundId: refund.id,
    },
  })
}

/** A member gave an app its first token, or took all of them back; payload [sbx], reference §5.2. */
export function announceAuthorization(
  world: World,
  memberId: string,
  what: 'SUCCESS' | 'CANCEL',
): void {
  announce(world, {
    type: `AUTHORIZATION_${what}`,
    memberId,
    subject: memberId,
    data: { memberId, msgSendTime: chinaTime(world.now()) },
  })
}

export type BatchPayStatus = 'successed' | 'ACCOUNT_BALANCE_NOT_ENOUGH' | 'PARAM_ILLEGAL'

/** What became of each order of a payment at the group cashier (topic `ORDER_BATCH_PAY`, official copy of 2026-09). */
export function announceBatchPay(
  world: World,
  memberId: string,
  batchPay: readonly { readonly orderId: string; readonly status: BatchPayStatus }[],
): void {
  announce(world, {
    type: 'ORDER_BATCH_PAY',
    memberId,
    subject: memberId,
    data: { batchPay: batchPay.map((each) => ({ ...each })) },
  })
}

/** A parcel goes by another number or carrier now (official copy of 2026-09; `eventType` was seen in code). */
export function announceMailNo(world: World, order: Order, before: Parcel, after: Parcel): void {
  announce(world, {
    type: 'LOGISTICS_MAIL_NO_CHANGE',
    memberId: order.memberId,
    subject: order.id,
    data: {
      MailNoChangeModel: {
        logisticsId: after.logisticsId,
        oldCpCode: before.company.no,
        newCpCode: after.company.no,
        oldMailNo: before.billNo,
        newMailNo: after.billNo,
        eventType: 'MAIL_NO_CHANGE',
        eventTime: chinaTime(world.now()),
        orderLogsItems: logsItems(order, after),
      },
    },
  })
}

const logsItems = (order: Order, parcel: Parcel): JsonObject[] =>
  parcel.goods.map((good) => ({
    orderId: BigInt(order.id),
    orderEntryId: BigInt(good.subId),
  }))

export function announceTrace(
  world: World,
  order: Order,
  parcel: Parcel,
  status: TraceStatus,
): void {
  announce(world, {
    type: 'LOGISTICS_BUYER_VIEW_TRACE',
    memberId: order.memberId,
    subject: order.id,
    data: {
      OrderLogisticsTracingModel: {
        logisticsId: parcel.logisticsId,
        cpCode: parcel.company.no,
        mailNo: parcel.billNo,
        statusChanged: status,
        changeTime: chinaTime(world.now()),
        orderLogsItems: logsItems(order, parcel),
      },
    },
  })
}

/** Members who asked to hear about an offer: followers, and distributors of its supplier. */
function listeners(world: World, offer: SandboxOffer): readonly string[] {
  const members = new Set<string>()
  for (const relation of world.relations.values()) {
    const follows = relation.kind === 'follow' && relation.offerId === offer.offerId
    const related =
      relation.kind === 'supplier' && relation.supplierMemberId === offer.supplier.memberId
    if (follows || related) members.add(relation.memberId)
  }
  return [...members]
}

/** `delta` is signed; `skuId` absent for an offer without SKU. */
export function announceStock(
  world: World,
  offer: SandboxOffer,
  change: { readonly specId: string; readonly delta: number },
): void {
  const sku = offer.skus.find((each) => each.specId === change.specId)
  for (const memberId of listeners(world, offer)) {
    announce(world, {
      type: 'PRODUCT_PRODUCT_INVENTORY_CHANGE',
      memberId,
      subject: String(offer.offerId),
      data: {
        OfferInventoryChangeList: [
          {
            offerId: offer.offerId,
            offerOnSale: stockOf(offer),
            ...(sku && { skuId: sku.skuId, skuOnSale: sku.stock }),
            quantity: change.delta,
            bizTime: String(world.now()),
          },
        ],
      },
    })
  }
}

export function announcePrice(world: World, offer: SandboxOffer): void {
  for (const memberId of listeners(world, offer)) {
    announce(world, {
      type: 'FENXIAO_PRICE_CHANGE',
      memberId,
      subject: String(offer.offerId),
      data: {
        productId: offer.offerId,
        memberId: offer.supplier.memberId,
        msgSendTime: chinaTime(world.now()),
      },
    })
  }
}

export function announceOffer(
  world: World,
  offer: SandboxOffer,
  what: 'EXPIRE' | 'DELETE' | 'REPOST' | 'NEW_OR_MODIFY',
): void {
  for (const memberId of listeners(world, offer)) {
    announce(world, {
      type: `PRODUCT_RELATION_VIEW_PRODUCT_${what}`,
      memberId,
      subject: String(offer.offerId),
      data: {
        productIds: String(offer.offerId),
        memberId: offer.supplier.memberId,
        status: `RELATION_VIEW_PRODUCT_${what}`,
        msgSendTime: chinaTime(world.now()),
      },
    })
  }
}
