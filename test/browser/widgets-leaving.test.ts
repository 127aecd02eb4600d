import { expect, test } from 'vitest'
import { settled } from './settled.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** Keeps what is told of carts on its way until it may go on. */
async function hold(): Promise<() => void> {
  let goOn = () => {}
  const over = new Promise<void>((done) => {
    goOn = done
  })
  await at.phone.page.route('**/v1/carts**', async (route) => {
    if (route.request().method() === 'POST') await over
    await route.continue()
  })
  return goOn
}

test('the way to the checkout waits for what the cart has still to tell: no tap on it is lost, no change either', async () => {
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), card(1))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await settled(page)
  const made = await hold()
  await page.locator('xp-card [part=buy]').click()
  const drawer = page.locator('xp-cart dialog')
  const checkout = drawer.getByRole('button', { name: '去结算' })
  await checkout.click()
  await expect.poll(() => checkout.getAttribute('aria-disabled')).toBe('true')
  made()
  await page.waitForURL('**/shop/aunt-wang/checkout**')
  expect(at.gateway.asked.map(({ path }) => path)).toContain('/v1/carts')

  await page.goto(`${at.gateway.origin.replace('127.0.0.1', 'blog.test')}/`)
  await page.unroute('**/v1/carts**')
  await page.locator('xp-card [part=buy]').click()
  await settled(page)
  const changed = await hold()
  await drawer.getByRole('button', { name: /增加一件/ }).click()
  await checkout.click()
  await expect.poll(() => checkout.getAttribute('aria-disabled')).toBe('true')
  at.gateway.asked.length = 0
  changed()
  await page.waitForURL('**/shop/aunt-wang/checkout**')
  expect(at.gateway.asked[0]?.path).toMatch(/\/changes$/)
})
