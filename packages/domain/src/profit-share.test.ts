import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { fen } from './money.ts'
import { ShareReceiver, whyNotShared } from './profit-share.ts'

const about = (more: object = {}) => ({
  goods: fen(10_000),
  refunded: fen(0),
  shared: fen(0),
  times: 0,
  levels: 1 as const,
  ...more,
})
const to = (amount: number, more: object = {}): ShareReceiver => ({
  kind: 'person',
  account: 'o01abc',
  amount: fen(amount),
  level: 1,
  ...more,
})

test.each([
  ['nobody', about(), [], 'no-receiver'],
  ['30 % in all', about(), [to(3000)], undefined],
  ['a fen more', about(), [to(3001)], 'over-cap'],
  ['two that are more together', about(), [to(1500), to(1501, { account: 'o01b' })], 'over-cap'],
  ['what an earlier share left', about({ shared: fen(2000) }), [to(1000)], undefined],
  ['more than that', about({ shared: fen(2000) }), [to(1001)], 'over-cap'],
  ['of goods that came back', about({ refunded: fen(5000) }), [to(1501)], 'over-cap'],
  ['of what came back whole', about({ refunded: fen(10_000) }), [to(1)], 'over-cap'],
  ['the same person twice', about(), [to(1), to(2)], 'twice'],
  ['nothing', about(), [to(0)], 'amount'],
  ['parts of a fen', about(), [to(1, { amount: { amount: 1.5, currency: 'CNY' } })], 'amount'],
  ['less than nothing', about(), [to(-1)], 'amount'],
  ['level two, not chosen', about(), [to(1, { level: 2 })], 'too-deep'],
  ['level two, chosen', about({ levels: 2 }), [to(1, { level: 2 })], undefined],
  ['level three', about({ levels: 2 }), [to(1, { level: 3 })], 'too-deep'],
  ['level three, however it is chosen', about({ levels: 3 }), [to(1, { level: 3 })], 'too-deep'],
  ['too often', about({ times: 50 }), [to(1)], 'too-often'],
  [
    'too many',
    about(),
    Array.from({ length: 51 }, (_, i) => to(1, { account: `o01${i}` })),
    'too-many-receivers',
  ],
])('a share of %s', (_, known, receivers, why) => {
  expect(whyNotShared(known as never, receivers)).toBe(why)
})

test('who is on a third level is none who can be written down', () => {
  for (const level of [0, 3, 1.5]) expect(v.is(ShareReceiver, to(1, { level }))).toBe(false)
  expect(v.is(ShareReceiver, to(1, { level: 2 }))).toBe(true)
})

const amount = fc.integer({ min: 0, max: 1_000_000 })

test('however often and to whomever: never more than 30 % of goods that were kept', () => {
  fc.assert(
    fc.property(amount, amount, fc.array(amount, { maxLength: 8 }), (goods, refunded, wanted) => {
      let shared = 0
      for (const [times, each] of wanted.entries()) {
        const known = about({
          goods: fen(goods),
          refunded: fen(refunded),
          shared: fen(shared),
          times,
        })
        if (whyNotShared(known, [to(each)]) === undefined) shared += each
      }
      expect(shared * 1000).toBeLessThanOrEqual(Math.max(0, goods - refunded) * 300)
    }),
  )
})

test('what may not be shared may not be shared after more went back', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, (goods, refunded, more, wanted) => {
      const why = (back: number) =>
        whyNotShared(about({ goods: fen(goods), refunded: fen(back) }), [to(wanted)])
      if (why(refunded)) expect(why(refunded + more)).toBe(why(refunded))
    }),
  )
})
