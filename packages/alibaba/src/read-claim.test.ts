import type { MessageClaim } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { toMessage } from './push.ts'

const claimOf = (type: string, data: object): MessageClaim | undefined =>
  toMessage({ msgId: '1', type, userInfo: 'b2b-1', gmtBorn: '1795399200000', data }).claim

test.each<[string, string, MessageClaim]>([
  ['BUYER_MAKE', 'waitbuyerpay', { about: 'order', event: 'made', state: 'unpaid' }],
  ['ORDER_PAY', 'waitsellersend', { about: 'order', event: 'paid', state: 'paid' }],
  [
    'PART_PART_SENDGOODS',
    'waitsellersend',
    { about: 'order', event: 'part_shipped', state: 'paid' },
  ],
  [
    'ANNOUNCE_SENDGOODS',
    'waitbuyerreceive',
    { about: 'order', event: 'shipped', state: 'shipped' },
  ],
  [
    'ORDER_COMFIRM_RECEIVEGOODS',
    'confirm_goods',
    { about: 'order', event: 'received', state: 'received' },
  ],
  ['ORDER_SUCCESS', 'success', { about: 'order', event: 'done', state: 'done' }],
  ['ORDER_SELLER_CLOSE', 'cancel', { about: 'order', event: 'closed', state: 'cancelled' }],
  [
    'ORDER_PRICE_MODIFY',
    'waitbuyerpay',
    { about: 'order', event: 'price_changed', state: 'unpaid' },
  ],
  [
    'ORDER_SELLER_MODIFY_ADRESS',
    '',
    { about: 'order', event: 'address_changed', state: 'unknown' },
  ],
  ['ORDER_STEP_PAY', 'x', { about: 'order', event: 'changed', state: 'unknown' }],
])('ORDER_BUYER_VIEW_%s claims what happened', (topic, currentStatus, claim) => {
  expect(claimOf(`ORDER_BUYER_VIEW_${topic}`, { orderId: 7, currentStatus })).toEqual(claim)
})

test('a refund message names the claim, the deed and the doer; its status is the refund’s', () => {
  const data = {
    orderId: 7,
    currentStatus: 'refundsuccess',
    refundId: 'TQ8651493722961198',
    refundAction: 'SELLER_AGREE_REFUND',
    operator: 'seller',
  }
  expect(claimOf('ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES', data)).toEqual({
    about: 'refund',
    refundId: 'TQ8651493722961198',
    afterSale: false,
    action: 'SELLER_AGREE_REFUND',
    by: 'supplier',
    state: 'refunded',
  })
  expect(claimOf('ORDER_BUYER_VIEW_ORDER_REFUND_AFTER_SALES', data)).toMatchObject({
    afterSale: true,
  })
})

test('a stock message tells a delta of the offer beside what is left, and never mixes them up', () => {
  const change = { offerId: 712340056781, offerOnSale: 90, quantity: -2, bizTime: '1795399200000' }
  const list = [change, { ...change, skuId: 5, skuOnSale: 3 }, { offerId: 1, offerOnSale: -1 }, {}]
  const at = '2026-11-23T02:00:00.000Z'
  expect(claimOf('PRODUCT_PRODUCT_INVENTORY_CHANGE', { OfferInventoryChangeList: list })).toEqual({
    about: 'stock',
    changes: [
      { offerId: '712340056781', delta: -2, left: 90, at },
      { offerId: '712340056781', skuId: '5', delta: -2, left: 3, at },
      { offerId: '1' },
    ],
  })
})

test('a parcel message tells its node, and a changed number both numbers', () => {
  const parcel = {
    logisticsId: 'LP1',
    cpCode: 'ZTO',
    mailNo: 'Z1',
    statusChanged: 'DELIVERING',
    changeTime: '2026-11-23 10:00:00',
    orderLogsItems: [{ orderId: 7 }, { orderId: 8 }],
  }
  const told = toMessage({
    msgId: '1',
    type: 'LOGISTICS_BUYER_VIEW_TRACE',
    data: { OrderLogisticsTracingModel: parcel },
  })
  expect(told).toMatchObject({ platformOrderId: '7', platformOrderIds: ['7', '8'] })
  expect(told.claim).toEqual({
    about: 'parcel',
    logisticsId: 'LP1',
    carrierCode: 'ZTO',
    number: 'Z1',
    state: 'out_for_delivery',
    at: '2026-11-23T02:00:00.000Z',
  })
  const change = { logisticsId: 'LP1', oldCpCode: 'ZTO', oldMailNo: 'Z1', newMailNo: 'Y1' }
  expect(claimOf('LOGISTICS_MAIL_NO_CHANGE', { MailNoChangeModel: change })).toEqual({
    about: 'parcel_number',
    logisticsId: 'LP1',
    from: { carrierCode: 'ZTO', number: 'Z1' },
    to: { number: 'Y1' },
  })
})

test.each<[string, MessageClaim]>([
  ['FENXIAO_PRICE_CHANGE', { about: 'price' }],
  ['PRODUCT_PFT_OFFER_PRICE_MODIFY', { about: 'price' }],
  ['PRODUCT_PFT_OFFER_QUIT', { about: 'offer', event: 'left_pool' }],
  ['PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE', { about: 'offer', event: 'expired' }],
  ['PRODUCT_RELATION_VIEW_PRODUCT_NEW_OR_MODIFY', { about: 'offer', event: 'changed' }],
  ['AUTHORIZATION_SUCCESS', { about: 'authorisation', granted: true }],
  ['AUTHORIZATION_CANCEL', { about: 'authorisation', granted: false }],
  ['ORDER_BATCH_PAY', { about: 'order', event: 'paid', state: 'unknown' }],
  ['SOMETHING_NEW', { about: 'other' }],
])('%s', (topic, claim) => {
  expect(claimOf(topic, {})).toEqual(claim)
})

test('a grant names its account in the payload where the envelope does not', () => {
  const message = { msgId: '1', type: 'AUTHORIZATION_CANCEL', data: { memberId: 'b2b-9' } }
  expect(toMessage(message).account).toBe('b2b-9')
})
