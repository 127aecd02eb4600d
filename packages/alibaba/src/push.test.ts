import { isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMessage } from './push.ts'
import { sign } from './sign.ts'

const secret = 'sandbox-secret'
const signed = (message: string) =>
  new URLSearchParams({ message, _aop_signature: sign(secret, '', { message }) })

test('an order message names the order with every digit', () => {
  const message =
    '{"msgId":9007199254741993,"gmtBorn":1795399200000,"type":"ORDER_BUYER_VIEW_ORDER_PAY","userInfo":"b2b-1","data":{"orderId":2938624554509662976,"currentStatus":"waitsellersend"},"extraInfo":""}'
  expect(readMessage(secret, signed(message))).toEqual({
    messageId: '9007199254741993',
    topic: 'ORDER_BUYER_VIEW_ORDER_PAY',
    kind: 'order',
    account: 'b2b-1',
    sentAt: '2026-11-23T02:00:00.000Z',
    platformOrderId: '2938624554509662976',
    offerIds: [],
    claim: { about: 'order', event: 'paid', state: 'paid' },
  })
})

test('data as text is read like data as an object', () => {
  const message = String.raw`{"msgId":1,"type":"ORDER_BUYER_VIEW_ORDER_PAY","data":"{\"orderId\":2938624554509662976}"}`
  expect(readMessage(secret, signed(message)).platformOrderId).toBe('2938624554509662976')
})

test.each([
  [
    'LOGISTICS_BUYER_VIEW_TRACE',
    '{"OrderLogisticsTracingModel":{"logisticsId":"LP1","orderLogsItems":[{"orderId":2938624554509662976}]}}',
    'parcel',
    '2938624554509662976',
    [],
  ],
  [
    'LOGISTICS_MAIL_NO_CHANGE',
    '{"MailNoChangeModel":{"orderLogsItems":[{"orderId":7}]}}',
    'parcel',
    '7',
    [],
  ],
  [
    'PRODUCT_RELATION_VIEW_PRODUCT_EXPIRE',
    '{"productIds":"712340056781,712340056782"}',
    'offer',
    undefined,
    ['712340056781', '712340056782'],
  ],
  [
    'PRODUCT_PRODUCT_INVENTORY_CHANGE',
    '{"OfferInventoryChangeList":[{"offerId":712340056781,"quantity":-1}]}',
    'offer',
    undefined,
    ['712340056781'],
  ],
  ['FENXIAO_PRICE_CHANGE', '{"productId":712340056781}', 'offer', undefined, ['712340056781']],
  ['ORDER_BATCH_PAY', '{"orderIds":[2938624554509662976,1]}', 'order', '2938624554509662976', []],
  ['AUTHORIZATION_CANCEL', '{"memberId":"b2b-1"}', 'other', undefined, []],
])('%s says what to read again', (type, data, kind, platformOrderId, offerIds) => {
  const read = readMessage(secret, signed(`{"msgId":1,"type":"${type}","data":${data}}`))
  expect(read).toMatchObject({ kind, offerIds })
  expect(read.platformOrderId).toBe(platformOrderId)
})

test('a forged message is not genuine, whatever it looks like', () => {
  const genuine = '{"msgId":1,"type":"ORDER_BUYER_VIEW_ORDER_PAY"}'
  const rightSignature = sign(secret, '', { message: genuine })
  fc.assert(
    fc.property(
      fc.option(fc.string()),
      fc.option(fc.oneof(fc.string(), fc.constant(rightSignature))),
      (message, signature) => {
        fc.pre(message !== genuine)
        const form = { get: (name: string) => (name === 'message' ? message : signature) }
        try {
          readMessage(secret, form)
          return false
        } catch (error) {
          return isShopError(error) && error.code === 'MESSAGE_NOT_GENUINE'
        }
      },
    ),
  )
})

test('other formulas and letter cases of the signature are refused', () => {
  const message = '{"msgId":1,"type":"T"}'
  const right = sign(secret, '', { message })
  for (const wrong of [
    right.toLowerCase(),
    sign(secret, message, {}),
    sign('another secret', '', { message }),
  ]) {
    const form = new URLSearchParams({ message, _aop_signature: wrong })
    expect(() => readMessage(secret, form)).toThrow('MESSAGE_NOT_GENUINE')
  }
})

test('a genuine message that is no JSON is a schema failure, not a crash', () => {
  expect(() => readMessage(secret, signed('hello'))).toThrow('PLATFORM_SCHEMA')
})
