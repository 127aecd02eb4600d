import { type PurchaseState, SupplierOrderState } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { type Agreement, agreementOf } from '../../packages/gateway/src/reconciliation/agree.ts'

const states: Record<PurchaseState, true> = {
  unpaid: true,
  paid: true,
  part_shipped: true,
  shipped: true,
  received: true,
  done: true,
  cancelled: true,
  unknown: true,
}
const there = Object.keys(states) as PurchaseState[]

test.each([
  ['paid_up', 'paid', 'agree'],
  ['paid_up', 'shipped', 'theirs-ahead'],
  ['shipped', 'paid', 'ours-ahead'],
  ['paid_up', 'unpaid', 'ours-ahead'],
  ['paying', 'unpaid', 'agree'],
  ['paying', 'paid', 'theirs-ahead'],
  ['shipped', 'cancelled', 'theirs-ahead'],
  ['cancelled', 'cancelled', 'agree'],
  ['cancelled', 'shipped', 'ours-ahead'],
  ['held', 'cancelled', 'agree'],
] as const)('a purchase that is %s here and %s there: %s', (here, told, expected: Agreement) => {
  expect(agreementOf(here, told)).toBe(expected)
})

test('a word of the platform that nobody knows is no difference, whatever our state', () => {
  for (const here of SupplierOrderState.options) expect(agreementOf(here, 'unknown')).toBe('agree')
})

test('every pair of states has an answer, and only one platform state agrees with a live one', () => {
  for (const here of SupplierOrderState.options) {
    const agreeing = there.filter(
      (told) => told !== 'unknown' && agreementOf(here, told) === 'agree',
    )
    expect(agreeing.length).toBeGreaterThan(0)
    if (['paid_up', 'part_shipped', 'shipped', 'received', 'done'].includes(here))
      expect(agreeing).toHaveLength(1)
  }
})
