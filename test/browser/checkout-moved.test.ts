import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { giveAddress } from './taps.ts'

onPhone((fake) => fake.page('/checkout', elementPage(fake, 'xp-checkout')))

const button = (name: string | RegExp) => page.getByRole('button', { name })

async function open(cart: string) {
  await page.goto(`${gateway.url}/checkout#cart=${cart}`)
  await giveAddress(page, '张三 138 0013 8000 浙江省杭州市西湖区 文三路 1 号')
}

test('goods that became dearer while the address was typed are named before they are paid', async () => {
  await open(filledCart(gateway).id)
  expect(await page.locator('[part=total]').textContent()).toContain('75.70')
  gateway.world.dearer = 100
  await button('使用这个地址').tap()
  await page.getByText('金额从 ¥75.70 变成 ¥78.70').waitFor()
  expect(await button('付款 ¥83.70').isVisible()).toBe(true)
  expect(await barriers(page)).toEqual([])
  // What she has seen is no news any more.
  await button('修改地址').tap()
  await button('使用这个地址').tap()
  await button('付款 ¥83.70').waitFor()
  expect(await page.getByText('金额从').count()).toBe(0)
})

test('why a cart cannot be ordered stands beside the button, however far down she is', async () => {
  const cart = filledCart(gateway)
  const lines = cart.lines.map((line, nth) =>
    nth ? line : { ...line, state: 'unavailable' as const },
  )
  gateway.world.carts.set(cart.id, { ...cart, lines, version: cart.version + 1 })
  await open(cart.id)
  await page.evaluate(() => scrollTo(0, 9999))
  await button('使用这个地址').tap()
  const why = page.getByText('有商品买不到或数量不对，处理后再结算')
  const { y = -1 } = (await why.boundingBox()) ?? {}
  const bar = (await page.locator('[part=total]').boundingBox())?.y ?? 0
  expect(bar - y).toBeLessThan(80)
  expect(y).toBeGreaterThan(0)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'checkout-unfit')
})
