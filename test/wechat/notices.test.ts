import { wechatPay } from '@xiaopu/pay/wechat'
import { expect, test } from 'vitest'
import { platformKeys } from './platform.ts'
import { doneRefund, event, paidTrade, sealed, type Told, told } from './told.ts'

const apiV3Key = 'an-apiv3-key-of-thirty-two-bytes'
const now = Date.UTC(2026, 10, 24, 8)
const keys = await platformKeys()

/** A shop that was given both of WeChat's keys, and cannot reach WeChat for more. */
const shop = wechatPay({
  mchid: '1900000109',
  serial: '5A4D8B00C0FFEE',
  privateKey: keys.merchant.privateKey,
  apiV3Key,
  verifiers: keys.verifiers,
  appId: 'wx5a4d8b00c0ffee01',
  miniAppId: 'wx5a4d8b00c0ffee02',
  now: () => now,
  fetch: async () => new Response('', { status: 500 }),
})

const at = (off = 0) => ({ seconds: now / 1000 + off })
const byKey = { ...keys.byKey, ...at() }
const paid = (more: object = {}) => JSON.stringify(event(apiV3Key, paidTrade, more))
const trade = (more: object) => JSON.stringify(event(apiV3Key, { ...paidTrade, ...more }))
const refund = (more: object, type = 'REFUND.SUCCESS') =>
  JSON.stringify(
    event(apiV3Key, null, {
      event_type: type,
      resource: sealed(apiV3Key, { ...doneRefund, ...more }, 'refund'),
    }),
  )
const without = (header: string): Told => {
  const { headers, body } = told(byKey, paid())
  const { [header]: _gone, ...rest } = headers
  return { headers: rest, body }
}
const changed = (change: (told: Told) => Told): Told => change(told(byKey, paid()))

const read = ({ headers, body }: Told) =>
  shop.readNotice(new Headers(headers), new TextEncoder().encode(body))

const success = {
  kind: 'payment',
  merchant: '1900000109',
  eventId: 'evt-2f1c4c5e',
  fact: {
    outTradeNo: paidTrade.out_trade_no,
    state: 'success',
    amount: { amount: 1990, currency: 'CNY' },
    transactionId: paidTrade.transaction_id,
    paidAt: '2026-11-24T08:00:00.000Z',
  },
}
const given = (state: string) => ({
  kind: 'refund',
  fact: { outRefundNo: doneRefund.out_refund_no, state, amount: { amount: 990, currency: 'CNY' } },
})

test.each<[what: string, notice: Told, expected: object]>([
  ['signed by the public key', told(byKey, paid()), success],
  ['signed by the certificate', told({ ...keys.byCertificate, ...at() }, paid()), success],
  [
    'signed by the certificate, its serial number in small letters',
    told(
      { ...keys.byCertificate, serial: keys.byCertificate.serial.toLowerCase(), ...at() },
      paid(),
    ),
    success,
  ],
  ['stamped 299 seconds ago', told({ ...keys.byKey, ...at(-299) }, paid()), success],
  ['stamped 299 seconds ahead', told({ ...keys.byKey, ...at(299) }, paid()), success],
  [
    'sealed without additional data',
    told(byKey, paid({ resource: sealed(apiV3Key, paidTrade, '') })),
    success,
  ],
  [
    'of a buyer who paid less by a coupon of WeChat’s: the total counts',
    told(byKey, trade({ amount: { total: 1990, payer_total: 1490, currency: 'CNY' } })),
    success,
  ],
  ['paid in the mini-program', told(byKey, trade({ appid: 'wx5a4d8b00c0ffee02' })), success],
  [
    'with fields that nobody knows',
    told(byKey, trade({ scene_info: { device_id: '1' }, new: [1] })),
    success,
  ],
  ['of a refund that arrived', told(byKey, refund({})), given('success')],
  [
    'of a refund that got stuck',
    told(byKey, refund({ refund_status: 'ABNORMAL' }, 'REFUND.ABNORMAL')),
    given('failed'),
  ],
  [
    'of a refund that was closed',
    told(byKey, refund({ refund_status: 'CLOSED' }, 'REFUND.CLOSED')),
    given('failed'),
  ],
  [
    'of another merchant, which the gateway refuses',
    told(byKey, trade({ mchid: '1900000110' })),
    { ...success, merchant: '1900000110' },
  ],
])('accepted: a notice %s', async (_what, notice, expected) => {
  expect(await read(notice)).toMatchObject(expected)
})

test.each<[what: string, notice: Told]>([
  ['of profit that was shared', told(byKey, paid({ event_type: 'PROFITSHARING' }))],
  ['of a voucher that was used', told(byKey, paid({ event_type: 'COUPON.USE' }))],
  ['of a kind that will be invented', told(byKey, paid({ event_type: 'TRANSACTION.PAY_BACK' }))],
])('ignored: a genuine notice %s moves nothing', async (_what, notice) => {
  expect(await read(notice)).toMatchObject({ kind: 'other', merchant: '1900000109' })
})

const flip = (text: string) => text.replace(/[A-Za-z]/, (sign) => (sign === 'A' ? 'B' : 'A'))

test.each<[what: string, reason: string, notice: Told]>([
  ['by a key that nobody was given', 'serial', told({ ...keys.strange, ...at() }, paid())],
  [
    'by a strange key under a serial number that is known',
    'signature',
    told({ ...keys.strange, serial: keys.byKey.serial, ...at() }, paid()),
  ],
  [
    'by the public key under the certificate’s serial number',
    'signature',
    told({ ...keys.byKey, serial: keys.byCertificate.serial, ...at() }, paid()),
  ],
  ['without a serial number', 'serial', without('wechatpay-serial')],
  ['without a signature', 'signature', without('wechatpay-signature')],
  ['without a time stamp', 'signature', without('wechatpay-timestamp')],
  ['without a nonce', 'signature', without('wechatpay-nonce')],
  [
    'with WeChat’s own probe for a signature',
    'signature',
    changed(({ headers, body }) => ({
      body,
      headers: {
        ...headers,
        'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']}`,
      },
    })),
  ],
  [
    'with a signature that is no base64',
    'signature',
    changed(({ headers, body }) => ({
      body,
      headers: { ...headers, 'wechatpay-signature': '!!' },
    })),
  ],
  [
    'with one sign of the signature changed',
    'signature',
    changed(({ headers, body }) => ({
      body,
      headers: { ...headers, 'wechatpay-signature': flip(headers['wechatpay-signature'] ?? '') },
    })),
  ],
  [
    'with another nonce',
    'signature',
    changed(({ headers, body }) => ({
      body,
      headers: { ...headers, 'wechatpay-nonce': 'another-nonce' },
    })),
  ],
  [
    'with a later time stamp than it was signed with',
    'signature',
    changed(({ headers, body }) => ({
      body,
      headers: { ...headers, 'wechatpay-timestamp': String(now / 1000 + 1) },
    })),
  ],
  ['stamped 301 seconds ago', 'timestamp', told({ ...keys.byKey, ...at(-301) }, paid())],
  ['stamped 301 seconds ahead', 'timestamp', told({ ...keys.byKey, ...at(301) }, paid())],
  ['stamped in 2001', 'timestamp', told({ ...keys.byKey, seconds: 1e9 }, paid())],
  [
    'with a byte of its body changed',
    'signature',
    changed(({ headers, body }) => ({ headers, body: body.replace('支付成功', '支付失败') })),
  ],
  [
    'with a space after its end',
    'signature',
    changed(({ headers, body }) => ({ headers, body: `${body} ` })),
  ],
  ['that is no JSON', 'shape', told(byKey, 'paid!')],
  ['that is empty', 'shape', told(byKey, '')],
  ['without an id', 'shape', told(byKey, paid({ id: undefined }))],
  ['with a resource in the clear', 'shape', told(byKey, paid({ resource: paidTrade }))],
  [
    'sealed in a way that is not WeChat’s',
    'shape',
    told(byKey, paid({ resource: { ...sealed(apiV3Key, paidTrade), algorithm: 'AES-128-CBC' } })),
  ],
  [
    'sealed with another APIv3 key',
    'seal',
    told(byKey, paid({ resource: sealed('another-apiv3-key-of-32-bytes-xx', paidTrade) })),
  ],
  [
    'whose seal was made for other additional data',
    'seal',
    told(byKey, paid({ resource: { ...sealed(apiV3Key, paidTrade), associated_data: 'refund' } })),
  ],
  [
    'whose sealed text was changed',
    'seal',
    told(
      byKey,
      paid({
        resource: { ...sealed(apiV3Key, paidTrade), ciphertext: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      }),
    ),
  ],
  [
    'whose seal is shorter than its tag',
    'seal',
    told(byKey, paid({ resource: { ...sealed(apiV3Key, paidTrade), ciphertext: 'AAAA' } })),
  ],
  ['that seals no JSON', 'shape', told(byKey, paid({ resource: sealed(apiV3Key, 'paid') }))],
  ['of another app', 'app', told(byKey, trade({ appid: 'wxffffffffffffffff' }))],
  ['of no app', 'app', told(byKey, trade({ appid: undefined }))],
  ['without an amount', 'shape', told(byKey, trade({ amount: undefined }))],
  [
    'in another currency',
    'shape',
    told(byKey, trade({ amount: { total: 1990, currency: 'USD' } })),
  ],
  ['with an amount as text', 'shape', told(byKey, trade({ amount: { total: '1990' } }))],
  ['with a fraction of a fen', 'shape', told(byKey, trade({ amount: { total: 19.9 } }))],
  ['with an amount below nothing', 'shape', told(byKey, trade({ amount: { total: -1 } }))],
  ['without our number', 'shape', told(byKey, trade({ out_trade_no: undefined }))],
  ['without their number', 'shape', told(byKey, trade({ transaction_id: undefined }))],
  [
    'that calls itself a success and seals none',
    'shape',
    told(byKey, trade({ trade_state: 'NOTPAY' })),
  ],
  ['with a state that is none', 'shape', told(byKey, trade({ trade_state: 'PROMISED' }))],
  ['of a refund without its number', 'shape', told(byKey, refund({ refund_id: undefined }))],
  [
    'of a refund under the event of a payment',
    'shape',
    told(byKey, paid({ resource: sealed(apiV3Key, doneRefund) })),
  ],
])('refused: a notice %s (%s)', async (_what, reason, notice) => {
  await expect(read(notice)).rejects.toMatchObject({
    code: 'PAYMENT_NOT_GENUINE',
    detail: { provider: 'wechat', reason },
  })
})
