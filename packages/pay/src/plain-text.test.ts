import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

test.each([
  ['阿梅的小店', 128, 1, '阿梅的小店'],
  ['  "阿梅"  的小店\n🎉 ', 128, 1, '阿梅  的小店'],
  ['👩‍👧‍👦', 128, 1, '订单'],
  ['阿梅的小店', 6, 3, '阿梅'],
  ['ab阿梅', 5, 2, 'ab阿'],
  ['', 10, 1, '订单'],
] as const)('%j in %i, a character of China as %i, is %s', (text, most, wide, plain) => {
  expect(plainText(text, most, wide)).toBe(plain)
})
