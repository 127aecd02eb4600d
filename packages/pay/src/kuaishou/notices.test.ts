import { createHash } from 'node:crypto'
import { fen, isShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { kuaishou } from './index.ts'

const now = Date.UTC(2026, 10, 24, 8)
const appSecret = 'a-secret'
const provider = kuaishou({
  ...{ appId: 'ks0000000000000001', appSecret, category: 1233 },
  now: () => now,
})

const paid = {
  channel: 'WECHAT',
  out_order_no: 'T20261124000101',
  attach: '',
  status: 'SUCCESS',
  ks_order_no: '121112500031787702250',
  order_amount: 1990,
  trade_no: '4323300968202201201545417324',
  enable_promotion: false,
  promotion_amount: 0,
}
const refunded = {
  out_refund_no: 'R20261124000001',
  refund_amount: 990,
  attach: 'T20261124000101',
  status: 'SUCCESS',
  ks_order_no: '121112500031787702250',
  ks_refund_no: '222081811172813537436',
  ks_refund_type: '保证金账户退款',
}

const message = (data: unknown, more: object = {}) => ({
  data,
  biz_type: 'PAYMENT',
  message_id: '7a9c-01',
  app_id: 'ks0000000000000001',
  timestamp: now,
  ...more,
})
const payment = (more: object = {}, also: object = {}) => message({ ...paid, ...more }, also)
const refund = (more: object = {}) => message({ ...refunded, ...more }, { biz_type: 'REFUND' })

/** Signs as Kuaishou does: the body and the secret behind it, MD5. */
const kwaisign = (text: string, key = appSecret) =>
  createHash('md5').update(text).update(key).digest('hex')

interface How {
  readonly sign?: string
  readonly key?: string
  /** What arrives in place of what was signed. */
  readonly touched?: (text: string) => string
}

async function outcome(
  body: unknown,
  { sign, key, touched = (text) => text }: How,
): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = new Headers({ kwaisign: sign ?? kwaisign(text, key) })
  try {
    const notice = await provider.readNotice(headers, new TextEncoder().encode(touched(text)))
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
const genuine = JSON.stringify(payment())

test.each<[string, unknown, How, string]>([
  // Accepted.
  ['a payment', payment(), {}, success],
  ['blanks between its words', JSON.stringify(payment(), null, 2), {}, success],
  ['words that nobody has heard of', payment({ new_field: '新' }, { also: 1 }), {}, success],
  ['no number of theirs', payment({ ks_order_no: undefined }), {}, success],
  ['an age of 24 hours', payment({}, { timestamp: now - 86_400_000 }), {}, success],
  ['a clock 4 minutes ahead', payment({}, { timestamp: now + 240_000 }), {}, success],
  ['a time stamp in seconds', payment({}, { timestamp: now / 1000 }), {}, success],
  ['a refund', refund(), {}, back],
  ['a refund that failed', refund({ status: 'FAILED' }), {}, 'refund T20261124000101 failed 990'],
  ['a refund without a number of theirs', refund({ ks_refund_no: undefined }), {}, back],
  // Ignored.
  ['a payment under way', payment({ status: 'PROCESSING' }), {}, 'ignored: payment PROCESSING'],
  ['a payment that failed', payment({ status: 'FAILED' }), {}, 'ignored: payment FAILED'],
  ['a refund under way', refund({ status: 'PROCESSING' }), {}, 'ignored: refund PROCESSING'],
  [
    'a refund that does not name its payment',
    refund({ attach: '' }),
    {},
    'ignored: refund SUCCESS',
  ],
  [
    'a refund that names what is no number',
    refund({ attach: '订单 1' }),
    {},
    'ignored: refund SUCCESS',
  ],
  ['a settlement', message({ out_settle_no: 'S1' }, { biz_type: 'SETTLE' }), {}, 'ignored: SETTLE'],
  ['a kind that nobody has heard of', message({}, { biz_type: 'NEW' }), {}, 'ignored: NEW'],
  // Refused.
  [
    'another amount',
    payment(),
    { touched: (text) => text.replace('1990', '1') },
    'refused: signature',
  ],
  [
    'another number',
    payment(),
    { touched: (text) => text.replace('0101', '0102') },
    'refused: signature',
  ],
  [
    'another app, unsigned',
    payment(),
    { touched: (text) => text.replace('ks0', 'ks1') },
    'refused: signature',
  ],
  [
    'another kind, unsigned',
    payment(),
    { touched: (text) => text.replace('PAYMENT', 'REFUND') },
    'refused: signature',
  ],
  ['a blank behind', payment(), { touched: (text) => `${text} ` }, 'refused: signature'],
  ['another secret', payment(), { key: 'b-secret' }, 'refused: signature'],
  ['no secret at all', payment(), { key: '' }, 'refused: signature'],
  ['no signature', payment(), { sign: '' }, 'refused: signature'],
  [
    'a signature in capitals',
    payment(),
    { sign: kwaisign(genuine).toUpperCase() },
    'refused: signature',
  ],
  ['half a signature', payment(), { sign: kwaisign(genuine).slice(0, 16) }, 'refused: signature'],
  [
    'the signature of another notice',
    payment(),
    { sign: kwaisign(JSON.stringify(refund())) },
    'refused: signature',
  ],
  ['another app', payment({}, { app_id: 'ks0000000000000002' }), {}, 'refused: app'],
  ['no app', payment({}, { app_id: undefined }), {}, 'refused: shape'],
  ['27 hours of age', payment({}, { timestamp: now - 97_200_000 }), {}, 'refused: timestamp'],
  ['6 minutes ahead', payment({}, { timestamp: now + 360_000 }), {}, 'refused: timestamp'],
  ['no time', payment({}, { timestamp: undefined }), {}, 'refused: shape'],
  ['no id', payment({}, { message_id: '' }), {}, 'refused: shape'],
  ['a refund passed off as a payment', message(refunded), {}, 'refused: shape'],
  ['a payment passed off as a refund', message(paid, { biz_type: 'REFUND' }), {}, 'refused: shape'],
  ['a state that nobody has heard of', payment({ status: 'DONE' }), {}, 'refused: shape'],
  ['an amount as text', payment({ order_amount: '1990' }), {}, 'refused: shape'],
  ['a fraction of a fen', payment({ order_amount: 19.9 }), {}, 'refused: shape'],
  ['a negative amount', payment({ order_amount: -1 }), {}, 'refused: shape'],
  ['no number', payment({ out_order_no: '' }), {}, 'refused: shape'],
  ['no data', message(undefined), {}, 'refused: shape'],
  ['a list', [], {}, 'refused: shape'],
  ['words', 'paid', {}, 'refused: shape'],
])('a notice with %s is told from others', async (_, body, how, expected) => {
  expect(await outcome(body, how)).toBe(expected)
})

test('a notice says who is meant, by which name and what it is about', async () => {
  const headers = new Headers({ kwaisign: kwaisign(genuine) })
  const notice = await provider.readNotice(headers, new TextEncoder().encode(genuine))
  expect(notice).toEqual({
    kind: 'payment',
    eventId: '7a9c-01',
    merchant: 'ks0000000000000001',
    fact: {
      outTradeNo: 'T20261124000101',
      state: 'success',
      amount: fen(1990),
      transactionId: '121112500031787702250',
    },
  })
  expect(provider.acknowledge(notice)).toEqual({
    type: 'application/json',
    body: '{"result":1,"message_id":"7a9c-01"}',
  })
})
