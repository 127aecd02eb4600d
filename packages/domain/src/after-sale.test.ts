import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AfterSaleFacts,
  AfterSaleState,
  afterSaleMoves,
  freeReturnMillis,
  grantedByRule,
  openAfterSaleStates,
} from './after-sale.ts'

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

test('every claim that is open can end, and money moves in one state only', () => {
  const reaches = (from: AfterSaleState, seen = new Set<AfterSaleState>()): Set<AfterSaleState> => {
    for (const to of Object.values(afterSaleMoves[from])) {
      if (!seen.has(to)) reaches(to, seen.add(to))
    }
    return seen
  }
  for (const state of openAfterSaleStates) expect([...reaches(state)]).toContain('done')
  const ends = AfterSaleState.options.filter((s) => Object.keys(afterSaleMoves[s]).length === 0)
  expect(ends).toEqual(['done', 'withdrawn'])
  const before = AfterSaleState.options.filter((state) =>
    Object.values(afterSaleMoves[state]).includes('done'),
  )
  expect(before).toEqual(['refunding'])
})

test('nobody but the shop grants what has been received and was not sold with free return', () => {
  fc.assert(
    fc.property(fc.nat(), (since) => {
      const claim = { ...facts, freeReturn: false, sinceReceivedMillis: since }
      expect(grantedByRule(claim)).toBe(false)
    }),
  )
})
