import type { ListingView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shoot } from './phone.ts'
import { idOf, listing, shirt, yuan } from './widgets/goods.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** Goods as some suppliers list them: a hundred patterns, each with a price of its own. */
function hundred(): ListingView {
  const skus = Array.from({ length: 100 }, (_, nth) => ({
    skuId: idOf('sku', 1000 + nth),
    properties: [{ name: '花色', value: `第 ${nth + 1} 号花色` }],
    price: yuan(10 + nth),
    stock: 9,
  }))
  return listing(1, { skus, price: { min: yuan(10), max: yuan(109) } })
}

async function choose(goods: ListingView) {
  at.gateway.goods = [goods]
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), card(Number(goods.id.slice(-2))))))
  await page.locator('xp-card [part=buy]').click()
  const sheet = page.locator('xp-card dialog')
  await sheet.waitFor()
  return { page, sheet, option: (name: string) => sheet.getByRole('button', { name, exact: true }) }
}

test.each([
  ['a phone', 360, 740],
  ['a phone held across', 640, 300],
])(
  'of a hundred options on %s each is reached with price and button in sight',
  async (_, width, height) => {
    await at.phone.page.setViewportSize({ width, height })
    const { page, sheet, option } = await choose(hundred())
    await option('第 100 号花色').click()
    await expect.poll(() => sheet.locator('[part=price]').textContent()).toContain('109')
    await shoot(page, `widgets-hundred-${height}`)
    for (const seen of [sheet.locator('[part=price]'), sheet.locator('[part=buy]')]) {
      const { y = -1, height: tall = 0 } = (await seen.boundingBox()) ?? {}
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y + tall).toBeLessThanOrEqual(height)
    }
    const { height: room = 0 } = (await sheet.locator('.scroll').boundingBox()) ?? {}
    expect(room).toBeGreaterThan(60)
    expect(await barriers(page)).toEqual([])
  },
)

test('in the colours that a person has forced, a button has an edge and the chosen option stands out', async () => {
  await at.phone.page.emulateMedia({ forcedColors: 'active' })
  const { page, sheet, option } = await choose(shirt(0))
  await option('白色').click()
  await option('S').click()
  await page.mouse.move(0, 0)
  const look = (name: string) =>
    option(name).evaluate((button) => {
      const { color, backgroundColor } = getComputedStyle(button)
      return [color, backgroundColor]
    })
  const [ink, ground] = await look('M')
  const [chosenInk, chosenGround] = await look('白色')
  expect(chosenGround).not.toBe(ground)
  expect(chosenInk).not.toBe(ink)
  const edge = await sheet.locator('[part=buy]').evaluate((button) => {
    const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button)
    return borderTopWidth === '1px' && borderTopColor !== backgroundColor
  })
  expect(edge).toBe(true)
  await shoot(page, 'widgets-forced-colours')
})

test('an option whose picture does not come is its words alone', async () => {
  await at.phone.page.route('**/pictures/1.svg', (route) => route.abort())
  const { page, option } = await choose(shirt(0))
  const pictureOf = (name: string) => option(name).locator('img')
  await pictureOf('蓝色').waitFor()
  await pictureOf('白色').waitFor({ state: 'hidden' })
  expect(await option('白色').textContent()).toBe('白色')
  await shoot(page, 'widgets-option-without-picture')
})
