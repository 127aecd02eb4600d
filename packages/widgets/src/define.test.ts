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
