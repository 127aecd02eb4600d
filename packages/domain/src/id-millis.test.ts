import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from './id.ts'
import { idMillis } from './id-millis.ts'

test('an id says when it was made, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 2 ** 45 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (now, random) => {
        expect(idMillis(newId('order', now, random))).toBe(now)
      },
    ),
  )
})
