import { createHash } from 'node:crypto'
import { fen, isShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { douyin } from './index.ts'

const now = Date.UTC(2026, 10, 24, 8)
const seconds = now / 1000
const token = 'a-token'
const provider = douyin({
  ...{ appId: 'tt0000000000000001', appSecret: 'secret', salt: 'a-salt', token },
  now: () => now,
})

const paid = {
  appid: 'tt0000000000000001',
  cp_orderno: 'T20261124000101',
  cp_extra: '',
  way: '1',
  payment_order_no: '4346300973202106091611552039',
  total_amount: 1990,
  status: 'SUCCESS',
  seller_uid: '69664700453838051970',
  paid_at: seconds - 5,
  order_id: 'N71016888186626816',
}
const refunded = {
  appid: 'tt0000000000000001',
  cp_refundno: 'R20261124000001',
  cp_extra: 'T20261124000101',
  status: 'SUCCESS',
  refund_amount: 990,
  order_id: 'N71016888186626816',
  refund_no: '7202226296817125691',
}
const older = {
  appid: 'tt0000000000000001',
  cp_orderno: 'T20261124000101',
  cp_extra: '',
  way: '1',
  payment_order_no: '4346300973202106091611552039',
  total_amount: 1990,
  status: 'SUCCESS',
}

interface Envelope {
  readonly timestamp: string | number
  readonly nonce: string
  readonly msg: string
  readonly type: string
  readonly msg_signature: string
}

/** Signs as Douyin does: token, time stamp, nonce and message, sorted and put together, SHA-1. */
function signed(message: unknown, more: Partial<Envelope> & { key?: string } = {}): Envelope {
  const { key = token, type = 'payment', timestamp = String(seconds), nonce = '797' } = more
  const msg = typeof message === 'string' ? message : JSON.stringify(message)
  const text = [key, String(timestamp), nonce, msg].sort().join('')
  const msg_signature = createHash('sha1').update(text).digest('hex')
  return { timestamp, nonce, msg, type, msg_signature }
}

const refund = (more: object = {}) => signed({ ...refunded, ...more }, { type: 'refund' })

async function outcome(body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  try {
    const notice = await provider.readNotice(new Headers(), new TextEncoder().encode(text))
    if (notice.kind === 'other') return `ignored: ${notice.about}`
    const { outTradeNo, state, amount } = notice.fact
    return `${notice.kind} ${outTradeNo} ${state} ${amount?.amount}`
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PAYMENT_NOT_GENUINE') throw error
    return `refused: ${error.detail.reason}`
  }
}

const success = 'payment T20261124000101 success 1990'
const back = 'refund T20261124000101 success 990'

test.each<[string, unknown, string]>([
  // Accepted.
  ['a payment', signed(paid), success],
  ['a payment without the names of newer ones', signed(older), success],
  ['a time stamp as a number', signed(paid, { timestamp: seconds }), success],
  ['an age of 24 hours', signed(paid, { timestamp: String(seconds - 86_400) }), success],
  ['a clock 4 minutes ahead', signed(paid, { timestamp: String(seconds + 240) }), success],
  ['a message with blanks between', signed(JSON.stringify(paid, null, 1)), success],
  ['words that nobody has heard of', signed({ ...paid, new_field: '新' }), success],
  ['a refund', refund(), back],
  ['a refund that failed', refund({ status: 'FAIL' }), 'refund T20261124000101 failed 990'],
  [
    'a refund that took too long',
    refund({ status: 'TIMEOUT' }),
    'refund T20261124000101 failed 990',
  ],
  // Ignored.
  ['a payment under way', signed({ ...paid, status: 'PROCESSING' }), 'ignored: payment PROCESSING'],
  ['a payment that failed', signed({ ...paid, status: 'FAIL' }), 'ignored: payment FAIL'],
  [
    'a payment that nobody made in time',
    signed({ ...paid, status: 'TIMEOUT' }),
    'ignored: payment TIMEOUT',
  ],
  ['a refund under way', refund({ status: 'PROCESSING' }), 'ignored: refund PROCESSING'],
  ['a refund that does not name its payment', refund({ cp_extra: '' }), 'ignored: refund SUCCESS'],
  [
    'a refund that names what is no number',
    refund({ cp_extra: '../x' }),
    'ignored: refund SUCCESS',
  ],
  [
    'a settlement',
    signed({ ...refunded, cp_settle_no: 'S1' }, { type: 'settle' }),
    'ignored: settle',
  ],
  // Refused.
  [
    'another amount',
    { ...signed(paid), msg: JSON.stringify({ ...paid, total_amount: 1 }) },
    'refused: signature',
  ],
  [
    'another number',
    { ...signed(paid), msg: signed({ ...paid, cp_orderno: 'T2' }).msg },
    'refused: signature',
  ],
  ['another nonce', { ...signed(paid), nonce: '798' }, 'refused: signature'],
  ['another time stamp', { ...signed(paid), timestamp: String(seconds + 1) }, 'refused: signature'],
  ['another token', signed(paid, { key: 'b-token' }), 'refused: signature'],
  ['the salt in place of the token', signed(paid, { key: 'a-salt' }), 'refused: signature'],
  [
    'a signature in capitals',
    { ...signed(paid), msg_signature: signed(paid).msg_signature.toUpperCase() },
    'refused: shape',
  ],
  [
    'half a signature',
    { ...signed(paid), msg_signature: signed(paid).msg_signature.slice(0, 20) },
    'refused: shape',
  ],
  ['no signature', { ...signed(paid), msg_signature: '' }, 'refused: shape'],
  ['a payment passed off as a refund', signed(paid, { type: 'refund' }), 'refused: shape'],
  ['a refund passed off as a payment', signed(refunded, { type: 'payment' }), 'refused: shape'],
  ['another app', signed({ ...paid, appid: 'tt0000000000000002' }), 'refused: app'],
  ['no app', signed({ ...paid, appid: undefined }), 'refused: shape'],
  ['27 hours of age', signed(paid, { timestamp: String(seconds - 97_200) }), 'refused: timestamp'],
  ['6 minutes ahead', signed(paid, { timestamp: String(seconds + 360) }), 'refused: timestamp'],
  ['a time stamp in words', signed(paid, { timestamp: 'soon' }), 'refused: shape'],
  ['a state that nobody has heard of', signed({ ...paid, status: 'DONE' }), 'refused: shape'],
  ['an amount as text', signed({ ...paid, total_amount: '1990' }), 'refused: shape'],
  ['a fraction of a fen', signed({ ...paid, total_amount: 19.9 }), 'refused: shape'],
  ['a negative amount', signed({ ...paid, total_amount: -1990 }), 'refused: shape'],
  ['no number', signed({ ...paid, cp_orderno: '' }), 'refused: shape'],
  ['a message that is no text', { ...signed(paid), msg: paid }, 'refused: shape'],
  ['a message that is no JSON', signed('paid'), 'refused: shape'],
  ['a list', [], 'refused: shape'],
  ['a form', 'msg=1&type=payment', 'refused: shape'],
  ['nothing', '', 'refused: shape'],
])('a notice with %s is told from others', async (_, body, expected) => {
  expect(await outcome(body)).toBe(expected)
})

test('the same message is the same event, however often and with whatever nonce it comes', async () => {
  const read = async (envelope: Envelope) =>
    provider.readNotice(new Headers(), new TextEncoder().encode(JSON.stringify(envelope)))
  const first = await read(signed(paid))
  const again = await read(signed(paid, { nonce: '2281', timestamp: String(seconds + 15) }))
  expect(again.eventId).toBe(first.eventId)
  expect(first).toMatchObject({
    merchant: 'tt0000000000000001',
    fact: {
      transactionId: 'N71016888186626816',
      amount: fen(1990),
      paidAt: '2026-11-24T07:59:55.000Z',
    },
  })
  expect((await read(refund())).eventId).not.toBe(first.eventId)
  expect(provider.acknowledge(first)).toEqual({
    type: 'application/json',
    body: '{"err_no":0,"err_tips":"success"}',
  })
})
