import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AfterSaleFacts,
  AfterSaleState,
  afterSaleMoves,
  freeReturnMillis,
  grantedByRule,
  isEvenExchange,
  isOpenAfterSale,
  openAfterSaleStates,
  replacingStates,
} from './after-sale.ts'
import { fen } from './money.ts'

const facts: AfterSaleFacts = {
  kind: 'return_refund',
  reason: 'changed_mind',
  unshipped: false,
  freeReturn: true,
  sinceReceivedMillis: freeReturnMillis,
}

test('goods that have not left are given back without asking, with or without a promise', () => {
  const claim = { ...facts, kind: 'refund_only' as const, freeReturn: false }
  expect(grantedByRule({ ...claim, unshipped: true })).toBe(true)
  expect(grantedByRule({ ...claim, unshipped: false })).toBe(false)
})

test('a free return is granted to the last millisecond of its seven days', () => {
  expect(grantedByRule(facts)).toBe(true)
  expect(grantedByRule({ ...facts, sinceReceivedMillis: freeReturnMillis + 1 })).toBe(false)
  expect(grantedByRule({ ...facts, freeReturn: false })).toBe(false)
  const { sinceReceivedMillis: _, ...notReceived } = facts
  expect(grantedByRule(notReceived)).toBe(false)
  expect(grantedByRule({ ...facts, kind: 'exchange' })).toBe(false)
})

test('every claim that is open can end, and does so after its money or its goods', () => {
  const reaches = (from: AfterSaleState, seen = new Set<AfterSaleState>()): Set<AfterSaleState> => {
    for (const to of Object.values(afterSaleMoves[from])) {
      if (!seen.has(to)) reaches(to, seen.add(to))
    }
    return seen
  }
  for (const state of openAfterSaleStates) expect([...reaches(state)]).toContain('done')
  expect(AfterSaleState.options.filter((state) => isOpenAfterSale({ state }))).toEqual(
    openAfterSaleStates,
  )
  const ends = AfterSaleState.options.filter((s) => Object.keys(afterSaleMoves[s]).length === 0)
  expect(ends).toEqual(['done', 'withdrawn'])
  const before = AfterSaleState.options.filter((state) =>
    Object.values(afterSaleMoves[state]).includes('done'),
  )
  expect(before).toEqual(['resending', 'refunding'])
})

test('an exchange that is being bought or sent can become a refund, and cannot be withdrawn', () => {
  for (const state of replacingStates) {
    expect(afterSaleMoves[state].refund).toBe('refunding')
    expect(afterSaleMoves[state].withdraw).toBeUndefined()
    expect(openAfterSaleStates).toContain(state)
  }
  const into = AfterSaleState.options.filter((from) => afterSaleMoves[from].replace)
  expect(into).toEqual(['approved'])
})

test('an exchange is even by what she paid or by what hers costs now', () => {
  const hers = [fen(1990), fen(2090)]
  expect([1990, 2090, 2000].map((price) => isEvenExchange(hers, fen(price)))).toEqual([
    true,
    true,
    false,
  ])
  expect(isEvenExchange([fen(1990)], fen(2090))).toBe(false)
})

test('nobody but the shop grants what has been received and was not sold with free return', () => {
  fc.assert(
    fc.property(fc.nat(), (since) => {
      const claim = { ...facts, freeReturn: false, sinceReceivedMillis: since }
      expect(grantedByRule(claim)).toBe(false)
    }),
  )
})
