import { beforeEach, expect, test } from 'vitest'
import { dropFromFragment, fromFragment } from './fragment.ts'

beforeEach(() => {
  history.replaceState(null, '', '/order?x=1#order=ord_1&token=secret')
})

test('a value is read from behind the # of the address', () => {
  expect(fromFragment('order')).toBe('ord_1')
  expect(fromFragment('cart')).toBeUndefined()
})

test('a token leaves the address, and the rest stays', () => {
  dropFromFragment('token')
  expect(location.href).toMatch(/\/order\?x=1#order=ord_1$/)
  dropFromFragment('order')
  expect(location.href).toMatch(/\/order\?x=1$/)
})
