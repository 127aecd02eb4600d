import { expect, test } from 'vitest'
import { proveRefunds } from './refunds.ts'

test('every sequence of up to 3 refunds of every order of up to 2 lines adds up', () => {
  const proven = proveRefunds({ lines: 2, suppliers: 2, operations: 3 })
  expect(proven.orders).toBe(26)
  expect(proven.sequences).toBeGreaterThan(1_500)
})
