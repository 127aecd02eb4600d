import { expect, test } from 'vitest'
import { mayRetry, RefusedDeed } from './difference.ts'

test('every refusal may be tried again, but not one whose time is over, and no other difference', () => {
  const may = (deed: string) => mayRetry({ kind: 'refused', detail: { deed } })
  expect(RefusedDeed.options.filter((deed) => !may(deed))).toEqual(['commission_closed'])
  expect(mayRetry({ kind: 'amount', detail: {} })).toBe(false)
})
