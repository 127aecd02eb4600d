import { expect, test, vi } from 'vitest'
import { define } from './define.ts'
import { shopOf } from './shop/runtime.ts'

test('an application that defines the elements again, as hot reloads and tests do, is warned of nothing', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  define()
  expect(customElements.get('xp-card')).toBeDefined()
  define({ shop: 'xpk_later', gateway: 'https://shop.example' })
  expect(warn).not.toHaveBeenCalled()
  expect(shopOf(document.body)?.shop).toBe('xpk_later')
  warn.mockRestore()
})

test('a secret key, or what is no address, is refused at once', () => {
  expect(() => define({ shop: 'xsk_1', gateway: 'https://shop.example' })).toThrow(
    /publishable key/,
  )
  expect(() => define({ shop: 'xpk_1', gateway: 'shop.example' })).toThrow(/not shop\.example/)
})
