import type { Platform } from '@xiaopu/domain'
import { parseAddress, regions } from './address.ts'
import type { Exchange } from './attempt.ts'
import { calls } from './calls/index.ts'
import { cancelOrder } from './cancel-order.ts'
import { confirmReceipt } from './confirm-receipt.ts'
import { findPurchase } from './find-order.ts'
import { purchasesChanged, urge } from './follow-purchases.ts'
import { missedMessages } from './missed-messages.ts'
import { type OpenApiOptions, openApi } from './open-api.ts'
import { parcels } from './parcels.ts'
import { payOrder } from './pay-order.ts'
import { pictureHost } from './picture-url.ts'
import { placeOrder } from './place-order.ts'
import type { Platform1688 } from './platform-1688.ts'
import { preview } from './preview.ts'
import { readMessage } from './push.ts'
import { readOffer } from './read-offer.ts'
import { readPurchase } from './read-order.ts'
import { recorder } from './record/recorder.ts'
import { watchedAll } from './record/witness.ts'
import {
  askRefund,
  readRefund,
  readRefunds,
  refundTerms,
  returnAddress,
  returnGoods,
  withdrawRefund,
} from './refund-purchase.ts'
import { relate } from './relate.ts'
import { search, similarOffers } from './search.ts'
import { platformMillis } from './system.ts'

export interface AlibabaOptions extends OpenApiOptions {
  /** Our sales channel by the platform's list (`weixin`, `douyin`, `kuaishou`, `xiaohongshu` …); `other` by default. */
  readonly channel?: string
  /** Where the platform's pictures are reached; its own picture host by default. */
  readonly imageBase?: string
  /** A folder to record every call and push message in, without secrets and personal data: docs/record-1688.md. */
  readonly record?: string
}

/** 1688 as a wholesale platform: the same code against the sandbox and the real host. */
export function alibaba(options: AlibabaOptions): Platform {
  const records =
    options.record === undefined ? undefined : recorder({ ...options, folder: options.record })
  const onExchange = (exchange: Exchange): void => {
    records?.call(exchange)
    options.onExchange?.(exchange)
  }
  const platform: Platform1688 = {
    api: openApi({ ...options, onExchange }),
    channel: options.channel ?? 'other',
    imageBase: options.imageBase ?? pictureHost,
    now: options.now ?? Date.now,
    registeredShops: new Set(),
    payTries: new Map(),
  }
  return watchedAll(options, {
    name: '1688',
    time: () => platform.api.run(platformMillis, {}),
    search: (query) => search(platform, query),
    offer: (offerId) => readOffer(platform, offerId),
    similarOffers: (offerId) => similarOffers(platform, offerId),
    relate: (listing) => relate(platform, listing),
    parseAddress: (text) => parseAddress(platform, text),
    regions: (parentCode) => regions(platform, parentCode),
    preview: (request) => preview(platform, request),
    place: (request) => placeOrder(platform, request),
    find: (outOrderId) => findPurchase(platform, outOrderId),
    purchasesChanged: (period) => purchasesChanged(platform, period),
    urge: (platformOrderId) => urge(platform, platformOrderId),
    note: (platformOrderId, memo) => platform.api.run(calls.addMemo, { platformOrderId, memo }),
    purchase: (platformOrderId) => readPurchase(platform, platformOrderId),
    pay: (platformOrderId) => payOrder(platform, platformOrderId),
    cancel: (platformOrderId, reason) => cancelOrder(platform, platformOrderId, reason),
    confirmReceipt: (platformOrderId) => confirmReceipt(platform, platformOrderId),
    parcels: (platformOrderId) => parcels(platform, platformOrderId),
    refundTerms: (scope) => refundTerms(platform, scope),
    uploadEvidence: (jpeg) => platform.api.run(calls.uploadVoucher, { jpeg }),
    askRefund: (request) => askRefund(platform, request),
    refund: (refundId) => readRefund(platform, refundId),
    refunds: (platformOrderId) => readRefunds(platform, platformOrderId),
    withdrawRefund: (refundId) => withdrawRefund(platform, refundId),
    returnGoods: (parcel) => returnGoods(platform, parcel),
    returnAddress: (platformOrderId) => returnAddress(platform, platformOrderId),
    carriers: () => platform.api.run(calls.returnCarriers, {}),
    missedMessages: (period) => missedMessages(platform, period),
    readMessage: (form) => {
      const message = readMessage(options.appSecret, form)
      records?.message(form.get('message') ?? '')
      return message
    },
  })
}
