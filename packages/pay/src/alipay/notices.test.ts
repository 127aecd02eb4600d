import { createSign, generateKeyPairSync } from 'node:crypto'
import { fen, isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alipay } from './index.ts'

const [ours, theirs, strange] = [0, 1, 2].map(() =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
)
if (!ours || !theirs || !strange) throw new Error('no keys')
const now = Date.UTC(2026, 10, 24, 8, 0, 13)

const provider = alipay({
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  alipayPublicKey: theirs.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  now: () => now,
})

type Params = Record<string, string>

const paid: Params = {
  notify_id: '2026112400222160012000000000000001',
  notify_time: '2026-11-24 16:00:13',
  notify_type: 'trade_status_sync',
  charset: 'utf-8',
  version: '1.0',
  app_id: '2021000000000001',
  auth_app_id: '2021000000000001',
  seller_id: '2088000000000001',
  buyer_logon_id: '159****5620',
  out_trade_no: 'T20261124000101',
  trade_no: '2026112422001400000000000001',
  subject: '阿梅的小店 50% off & more=1+1',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '19.90',
  receipt_amount: '15.00',
  buyer_pay_amount: '9.90',
  gmt_create: '2026-11-24 16:00:05',
  gmt_payment: '2026-11-24 16:00:12',
  fund_bill_list: '[{"amount":"19.90","fundChannel":"ALIPAYACCOUNT"}]',
}

/** Signs as Alipay does: every parameter but `sign` and `sign_type`, by the order of names. */
function signed(params: Params, key = theirs?.privateKey, hash = 'RSA-SHA256'): Params {
  const text = Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&')
  const sign = createSign(hash)
    .update(text, 'utf8')
    .sign(String(key?.export({ type: 'pkcs8', format: 'pem' })), 'base64')
  return { ...params, sign_type: 'RSA2', sign }
}

const form = (params: Params) => new URLSearchParams(params).toString()
const without = (name: string): Params =>
  Object.fromEntries(Object.entries(paid).filter(([each]) => each !== name))
const forMinutesAgo = (minutes: number): Params => ({
  ...paid,
  notify_time: new Date(now + (8 * 60 - minutes) * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' '),
})

/** What came of a notice, in a line. */
async function outcome(body: string | Uint8Array): Promise<string> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  try {
    const notice = await provider.readNotice(new Headers(), bytes)
    if (notice.kind === 'other') return `ignored: ${notice.about}`
    return `${notice.kind} ${notice.fact.outTradeNo} ${notice.fact.state} ${notice.fact.amount?.amount}`
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PAYMENT_NOT_GENUINE') throw error
    return `refused: ${error.detail.reason}`
  }
}

const success = 'payment T20261124000101 success 1990'

test.each<[string, string | Uint8Array, string]>([
  // Accepted.
  ['a payment', form(signed(paid)), success],
  [
    'a payment that can no longer be given back',
    form(signed({ ...paid, trade_status: 'TRADE_FINISHED' })),
    success,
  ],
  ['a payment told 24 hours later', form(signed(forMinutesAgo(24 * 60))), success],
  ['a payment stamped 4 minutes ahead', form(signed(forMinutesAgo(-4))), success],
  [
    'an amount without its second decimal',
    form(signed({ ...paid, total_amount: '19.9' })),
    success,
  ],
  [
    'an amount in whole yuan',
    form(signed({ ...paid, total_amount: '19' })),
    'payment T20261124000101 success 1900',
  ],
  ['parameters that nobody has heard of', form(signed({ ...paid, new_field: '新' })), success],
  ['an empty parameter, signed along', form(signed({ ...paid, body: '' })), success],
  ['an empty parameter, left out of the signature', `${form(signed(paid))}&body=`, success],
  [
    'parameters in another order',
    form(Object.fromEntries(Object.entries(signed(paid)).reverse())),
    success,
  ],
  ['a charset in capitals', form(signed({ ...paid, charset: 'UTF-8' })), success],
  ['a payment without its time', form(signed(without('gmt_payment'))), success],
  [
    'a partial refund: the money had come in',
    form(
      signed({
        ...paid,
        refund_fee: '9.90',
        gmt_refund: '2026-11-24 16:10:00.000',
        out_biz_no: 'R1',
      }),
    ),
    success,
  ],
  [
    'a whole refund: the money had come in',
    form(
      signed({
        ...paid,
        trade_status: 'TRADE_CLOSED',
        refund_fee: '19.90',
        gmt_refund: '2026-11-24 16:10:00.000',
      }),
    ),
    success,
  ],
  [
    'a trade that was closed unpaid',
    form(signed({ ...without('gmt_payment'), trade_status: 'TRADE_CLOSED' })),
    'payment T20261124000101 closed 1990',
  ],
  [
    'an empty time of refund, which is none',
    form(signed({ ...without('gmt_payment'), trade_status: 'TRADE_CLOSED', gmt_refund: '' })),
    'payment T20261124000101 closed 1990',
  ],
  // Ignored.
  [
    'a trade that waits',
    form(signed({ ...without('gmt_payment'), trade_status: 'WAIT_BUYER_PAY' })),
    'ignored: WAIT_BUYER_PAY',
  ],
  [
    'a contract of a buyer',
    form(signed({ ...paid, notify_type: 'dut_user_sign' })),
    'ignored: dut_user_sign',
  ],
  [
    'a notice about no trade at all',
    form(signed({ ...without('out_trade_no'), notify_type: 'open_app_auth_notify' })),
    'ignored: open_app_auth_notify',
  ],
  // Refused.
  [
    'a signature spelt in another way',
    form({ ...signed(paid), sign: (signed(paid).sign ?? '').replace('==', '=A') }),
    'refused: signature',
  ],
  ['another amount', form({ ...signed(paid), total_amount: '0.01' }), 'refused: signature'],
  [
    'another number',
    form({ ...signed(paid), out_trade_no: 'T20261124000102' }),
    'refused: signature',
  ],
  [
    'another state',
    form({ ...signed({ ...paid, trade_status: 'WAIT_BUYER_PAY' }), trade_status: 'TRADE_SUCCESS' }),
    'refused: signature',
  ],
  [
    'another seller, unsigned',
    form({ ...signed(paid), seller_id: '2088000000000002' }),
    'refused: signature',
  ],
  [
    'a parameter taken away',
    form(
      Object.fromEntries(Object.entries(signed(paid)).filter(([name]) => name !== 'gmt_create')),
    ),
    'refused: signature',
  ],
  [
    'a parameter added',
    form({ ...signed(paid), gmt_refund: '2026-11-24 16:10:00' }),
    'refused: signature',
  ],
  ['no signature', form({ ...paid, sign_type: 'RSA2' }), 'refused: signature'],
  ['an empty signature', form({ ...signed(paid), sign: '' }), 'refused: signature'],
  [
    'a signature of another text',
    form({ ...signed(paid), sign: signed({ ...paid, version: '2' }).sign ?? '' }),
    'refused: signature',
  ],
  ['a key that is not Alipay’s', form(signed(paid, strange.privateKey)), 'refused: signature'],
  ['the key of the shop’s own app', form(signed(paid, ours.privateKey)), 'refused: signature'],
  [
    'SHA-1, said to be RSA',
    form({ ...signed(paid, theirs.privateKey, 'RSA-SHA1'), sign_type: 'RSA' }),
    'refused: signature',
  ],
  [
    'SHA-1, said to be RSA2',
    form(signed(paid, theirs.privateKey, 'RSA-SHA1')),
    'refused: signature',
  ],
  ['RSA2 that is not called so', form({ ...signed(paid), sign_type: 'RSA' }), 'refused: signature'],
  ['values decoded twice', form(signed(paid)).replace('50%25', '50%'), 'refused: shape'],
  ['another app', form(signed({ ...paid, app_id: '2021000000000002' })), 'refused: app'],
  ['another seller', form(signed({ ...paid, seller_id: '2088000000000002' })), 'refused: seller'],
  ['no seller', form(signed(without('seller_id'))), 'refused: shape'],
  ['27 hours of age', form(signed(forMinutesAgo(27 * 60))), 'refused: timestamp'],
  ['6 minutes ahead', form(signed(forMinutesAgo(-6))), 'refused: timestamp'],
  ['no time', form(signed(without('notify_time'))), 'refused: shape'],
  ['a time that is none', form(signed({ ...paid, notify_time: 'soon' })), 'refused: shape'],
  ['no id', form(signed(without('notify_id'))), 'refused: shape'],
  ['no number', form(signed(without('out_trade_no'))), 'refused: shape'],
  ['an empty number', form(signed({ ...paid, out_trade_no: '' })), 'refused: shape'],
  [
    'a state that nobody has heard of',
    form(signed({ ...paid, trade_status: 'TRADE_PENDING' })),
    'refused: shape',
  ],
  ['a negative amount', form(signed({ ...paid, total_amount: '-19.90' })), 'refused: shape'],
  [
    'an amount with three decimals',
    form(signed({ ...paid, total_amount: '19.901' })),
    'refused: shape',
  ],
  ['an amount in words', form(signed({ ...paid, total_amount: '1e3' })), 'refused: shape'],
  ['GBK', form(signed({ ...paid, charset: 'GBK' })), 'refused: shape'],
  ['a state said twice', `${form(signed(paid))}&trade_status=TRADE_SUCCESS`, 'refused: shape'],
  ['JSON', JSON.stringify(signed(paid)), 'refused: shape'],
  ['nothing', '', 'refused: shape'],
  ['bytes that are no text', Uint8Array.of(0x61, 0x3d, 0xff), 'refused: shape'],
])('a notice with %s is told from others', async (_, body, expected) => {
  expect(await outcome(body)).toBe(expected)
})

test('a notice says who is meant, by which name and what it is about', async () => {
  const notice = await provider.readNotice(
    new Headers(),
    new TextEncoder().encode(form(signed(paid))),
  )
  expect(notice).toEqual({
    kind: 'payment',
    eventId: paid.notify_id,
    merchant: '2021000000000001',
    fact: {
      outTradeNo: 'T20261124000101',
      state: 'success',
      amount: fen(1990),
      transactionId: '2026112422001400000000000001',
      paidAt: '2026-11-24T08:00:12.000Z',
    },
  })
  expect(provider.acknowledge(notice)).toEqual({ type: 'text/plain', body: 'success' })
})

test('whatever is changed in a notice, added to it or taken away, it is refused', async () => {
  const genuine = signed(paid)
  const names = Object.keys(genuine)
  const name = fc.oneof(fc.constantFrom(...names), fc.stringMatching(/^[a-z_]{1,12}$/))
  await fc.assert(
    fc.asyncProperty(name, fc.string({ unit: 'grapheme', minLength: 1 }), async (name, value) => {
      fc.pre(genuine[name] !== value)
      expect(await outcome(form({ ...genuine, [name]: value }))).toMatch(/^refused: /)
      if (!names.includes(name)) return
      const less = Object.entries(genuine).filter(([each]) => each !== name)
      expect(await outcome(form(Object.fromEntries(less)))).toMatch(/^refused: /)
    }),
  )
})
