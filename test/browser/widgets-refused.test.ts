import type { FailureCode } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shoot } from './phone.ts'
import { settled } from './settled.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** Why the gateway takes an addition back, and what its buyer reads. */
const refusals: readonly (readonly [FailureCode, string])[] = [
  ['OUT_OF_STOCK', '没有成功：可能刚卖完'],
  ['CART_FULL', '没有成功'],
  ['SHOP_CLOSED', '店铺休息中'],
  ['LISTING_NOT_ON_SALE', '已下架'],
  ['INTERNAL', '没有成功'],
]

test.for(refusals)(
  '%s: the cart says why what was just added is not in it',
  async ([code, say]) => {
    const { page } = at.phone
    await page.goto(at.gateway.page('/', blog(tag(at.gateway), card(1) + card(2))))
    await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
    await settled(page)
    at.gateway.mood = { kind: 'failing', code, times: 1000 }
    await page.locator('xp-card').first().getByRole('button').click()
    const drawer = page.locator('xp-cart dialog')
    await drawer.getByRole('alert').getByText(say).waitFor()
    expect(await drawer.locator('li').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await shoot(page, `widgets-refused-${code}`)
    at.gateway.mood = { kind: 'well' }
    await drawer.getByRole('button', { name: '关闭' }).click()
    await page.locator('xp-card').nth(1).getByRole('button').click()
    await expect.poll(() => drawer.locator('li').count()).toBe(1)
    await expect.poll(() => drawer.getByRole('alert').textContent()).toBe('')
  },
)
