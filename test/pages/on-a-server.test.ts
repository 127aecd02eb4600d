import { define } from '@xiaopu/widgets'
import { expect, test } from 'vitest'

test('an application that is also drawn on a server defines the elements there without effect', () => {
  const before = Object.keys(globalThis)
  define({ gateway: 'https://shop.example', shop: 'xpk_1' })
  expect(Object.keys(globalThis)).toEqual(before)
})
