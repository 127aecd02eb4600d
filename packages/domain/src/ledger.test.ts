import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balancesOf, entriesOf, type MoneyFact, profitOf } from './ledger.ts'
import { fen, sum } from './money.ts'

const amount = fc.nat(100_000).map(fen)
const ref = fc.constantFrom('pay_1', 'pay_2', 'rfd_1', 'sor_1', 'sor_2')
const facts: fc.Arbitrary<MoneyFact> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'paid' as const,
      'fee' as const,
      'paid_in_vain' as const,
      'vain_refunded' as const,
      'refund_submitted' as const,
      'refunded' as const,
      'refund_billed' as const,
      'claim_agreed' as const,
      'claim_returned' as const,
      'written_off' as const,
    ),
    ref,
    amount,
  }),
  fc.record({
    kind: fc.constantFrom('bought' as const, 'repriced' as const, 'purchase_returned' as const),
    ref,
    goods: amount,
    freight: amount,
  }),
)

test('every fact sums to nothing', () => {
  fc.assert(
    fc.property(facts, (fact) => {
      expect(sum(entriesOf(fact).map((entry) => entry.amount))).toEqual(fen(0))
    }),
  )
})

test('facts that come twice or in another order give the same balances', () => {
  const distinct = fc.uniqueArray(facts, { selector: (fact) => `${fact.kind}/${fact.ref}` })
  fc.assert(
    fc.property(distinct, fc.array(fc.nat(9)), (once, again) => {
      const repeated = again.flatMap((index) => once[index] ?? [])
      const shuffled = [...repeated, ...once.toReversed()]
      expect(balancesOf(shuffled)).toEqual(balancesOf(once))
    }),
  )
})

test('a refused supplier, a partial refund and a fee are all in the profit', () => {
  const balances = balancesOf([
    { kind: 'paid', ref: 'pay_1', amount: fen(10_000) },
    { kind: 'fee', ref: 'pay_1', amount: fen(60) },
    { kind: 'bought', ref: 'sor_1', goods: fen(4_000), freight: fen(500) },
    { kind: 'refund_submitted', ref: 'rfd_1', amount: fen(3_000) },
    { kind: 'refunded', ref: 'rfd_1', amount: fen(3_000) },
  ])
  expect(profitOf(balances)).toEqual({
    profit: fen(2_440),
    lines: [
      { account: 'sales', amount: fen(7_000) },
      { account: 'goods_cost', amount: fen(-4_000) },
      { account: 'freight_cost', amount: fen(-500) },
      { account: 'channel_fee', amount: fen(-60) },
    ],
  })
  expect(balances.merchant_cash).toEqual(fen(6_940))
  expect(balances.refund_clearing).toEqual(fen(0))
})

test('money that came in vain is nobody’s income', () => {
  const balances = balancesOf([
    { kind: 'paid_in_vain', ref: 'pay_2', amount: fen(900) },
    { kind: 'vain_refunded', ref: 'rfd_2', amount: fen(900) },
  ])
  expect(profitOf(balances).profit).toEqual(fen(0))
  expect(balances).toEqual({ merchant_cash: fen(0), suspense: fen(0) })
})

test('what a seller gave back by other means lessens the sales, and not the merchant account until a bill shows it there', () => {
  const byHand: MoneyFact[] = [
    { kind: 'paid', ref: 'pay_1', amount: fen(900) },
    { kind: 'refund_submitted', ref: 'rfd_1', amount: fen(200) },
    { kind: 'refunded', ref: 'rfd_1', amount: fen(200), byOtherMeans: true },
  ]
  expect(balancesOf(byHand)).toEqual({
    ...{ merchant_cash: fen(900), other_means: fen(-200) },
    ...{ sales: fen(-700), refund_clearing: fen(0) },
  })
  const billed = balancesOf([...byHand, { kind: 'refund_billed', ref: 'rfd_1', amount: fen(200) }])
  expect(billed).toMatchObject({ merchant_cash: fen(700), other_means: fen(0), sales: fen(-700) })
})

test('what a supplier gives back after all is no loss any more, and the rest lessens the cost', () => {
  const balances = balancesOf([
    { kind: 'bought', ref: 'sor_1', goods: fen(800), freight: fen(50) },
    { kind: 'claim_agreed', ref: 'scl_1', amount: fen(300) },
    { kind: 'written_off', ref: 'scl_1', amount: fen(300) },
    ...([
      {
        kind: 'supplier_returned',
        ref: 'sor_1/T1',
        goods: fen(20),
        freight: fen(5),
        loss: fen(300),
      },
    ] as const),
  ])
  expect(balances).toEqual({
    ...{ goods_cost: fen(480), freight_cost: fen(45), loss: fen(0), supplier_recv: fen(0) },
    platform_wallet: fen(-525),
  })
})
