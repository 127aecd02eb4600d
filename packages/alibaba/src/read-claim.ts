import type { MessageClaim, ShipmentState, StockChange } from '@xiaopu/domain'
import { fromPlatformDate } from './dates.ts'
import { purchaseState } from './purchase-details.ts'
import { refundState } from './refund-details.ts'
import type { PushData } from './wire/push.ts'

type OrderEvent = Extract<MessageClaim, { about: 'order' }>['event']
type OfferEvent = Extract<MessageClaim, { about: 'offer' }>['event']

/** Topics of an order without the common `ORDER_BUYER_VIEW_`; spelt as the platform spells them. */
const orderEvents: Readonly<Record<string, OrderEvent>> = {
  BUYER_MAKE: 'made',
  ORDER_PAY: 'paid',
  ANNOUNCE_SENDGOODS: 'shipped',
  PART_PART_SENDGOODS: 'part_shipped',
  ORDER_COMFIRM_RECEIVEGOODS: 'received',
  ORDER_SUCCESS: 'done',
  ORDER_BUYER_CLOSE: 'closed',
  ORDER_SELLER_CLOSE: 'closed',
  ORDER_BOPS_CLOSE: 'closed',
  ORDER_PRICE_MODIFY: 'price_changed',
  ORDER_SELLER_MODIFY_ADRESS: 'address_changed',
}

const offerEvents: Readonly<Record<string, OfferEvent>> = {
  PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE: 'expired',
  PRODUCT_RELATION_VIEW_PRODUCT_DELETE: 'deleted',
  PRODUCT_RELATION_VIEW_PRODUCT_REPOST: 'reposted',
  PRODUCT_PFT_OFFER_QUIT: 'left_pool',
  PRODUCT_RELATION_VIEW_EXIT_SUPERBUYER: 'left_pool',
}

const parcelStates: Readonly<Record<string, ShipmentState>> = {
  CONSIGN: 'announced',
  ACCEPT: 'collected',
  TRANSPORT: 'in_transit',
  DELIVERING: 'out_for_delivery',
  AGENT_SIGN: 'signed',
  SIGN: 'signed',
  FAILED: 'exception',
}

/**
 * What a message claims, by its topic. Source: the topics' payloads `[doc]`, where none is captured by
 * their names `[infer]`; a topic that nobody documented claims nothing.
 */
export function readClaim(topic: string, data: PushData): MessageClaim {
  if (/REFUND/.test(topic) && topic.startsWith('ORDER_')) return refundClaim(topic, data)
  if (topic.startsWith('ORDER_BUYER_VIEW_')) {
    const event = orderEvents[topic.replace('ORDER_BUYER_VIEW_', '')] ?? 'changed'
    return { about: 'order', event, state: purchaseState(data.currentStatus) }
  }
  if (topic === 'ORDER_BATCH_PAY') return { about: 'order', event: 'paid', state: 'unknown' }
  if (topic === 'LOGISTICS_BUYER_VIEW_TRACE') return parcelClaim(data)
  if (topic === 'LOGISTICS_MAIL_NO_CHANGE') return numberClaim(data)
  if (topic === 'PRODUCT_PRODUCT_INVENTORY_CHANGE') {
    return { about: 'stock', changes: stockChanges(data) }
  }
  if (/^FENXIAO_PRICE_CHANGE$|_PRICE_MODIFY$/.test(topic)) return { about: 'price' }
  if (/^AUTHORIZATION_(?:SUCCESS|CANCEL)$/.test(topic)) {
    return { about: 'authorisation', granted: topic.endsWith('SUCCESS') }
  }
  if (/^PRODUCT_|^FENXIAO_OFFER_/.test(topic)) {
    return { about: 'offer', event: offerEvents[topic] ?? 'changed' }
  }
  return { about: 'other' }
}

const operators = { buyer: 'buyer', seller: 'supplier', system: 'platform' } as const

/** `currentStatus` holds the refund's status here, not the order's `[doc]`. */
function refundClaim(topic: string, data: PushData): MessageClaim {
  const operator = data.operator?.toLowerCase()
  const by =
    operator === 'buyer' || operator === 'seller' || operator === 'system'
      ? operators[operator]
      : 'unknown'
  return {
    about: 'refund',
    ...(data.refundId && { refundId: data.refundId }),
    afterSale: topic.endsWith('AFTER_SALES'),
    action: data.refundAction ?? '',
    by,
    state: refundState(data.currentStatus),
  }
}

function parcelClaim({ OrderLogisticsTracingModel: told }: PushData): MessageClaim {
  const word = told?.statusChanged ?? ''
  const state = Object.hasOwn(parcelStates, word) ? parcelStates[word] : undefined
  const at = fromPlatformDate(told?.changeTime)
  return {
    about: 'parcel',
    ...(told?.logisticsId && { logisticsId: told.logisticsId }),
    ...(told?.cpCode && { carrierCode: told.cpCode }),
    ...(told?.mailNo && { number: told.mailNo }),
    ...(state && { state }),
    ...(at && { at }),
  }
}

function numberClaim({ MailNoChangeModel: told }: PushData): MessageClaim {
  const parcel = (carrierCode: string | undefined, number: string | undefined) => ({
    ...(carrierCode && { carrierCode }),
    ...(number && { number }),
  })
  return {
    about: 'parcel_number',
    ...(told?.logisticsId && { logisticsId: told.logisticsId }),
    from: parcel(told?.oldCpCode, told?.oldMailNo),
    to: parcel(told?.newCpCode, told?.newMailNo),
  }
}

/** `quantity` is a signed delta of the offer, `*OnSale` are what is left `[doc]`: never mix them up. */
function stockChanges({ OfferInventoryChangeList: list = [] }: PushData): StockChange[] {
  return list.flatMap((change) => {
    if (!change.offerId) return []
    const left = change.skuId === undefined ? change.offerOnSale : change.skuOnSale
    const at = fromPlatformDate(change.bizTime)
    return [
      {
        offerId: change.offerId,
        ...(change.skuId && { skuId: change.skuId }),
        ...(change.quantity !== undefined && { delta: change.quantity }),
        // Less than nothing is no stock; the offer is read again anyway.
        ...(left !== undefined && left >= 0 && { left: Math.floor(left) }),
        ...(at && { at }),
      },
    ]
  })
}
