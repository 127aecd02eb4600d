import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { zoomText } from './text-zoom.ts'

onPhone()

/** Whether letters of it lie outside of what clips them; a font's own air above and below them does not count. */
const isCut = (what: Locator) =>
  what.evaluate((element) => {
    const text = document.createRange()
    text.selectNodeContents(element)
    const { top, bottom, height } = text.getBoundingClientRect()
    const air = height / 5
    const box = element.closest('.cost,.labels')?.getBoundingClientRect()
    return box !== undefined && (top < box.top - air || bottom > box.bottom + air)
  })

test('a card in letters of twice the size shows its whole price and its labels', async () => {
  gateway.page('/grid', elementPage(gateway, 'xp-grid'))
  await page.goto(`${gateway.url}/grid`)
  await page.locator('[part=price]').first().waitFor()
  await zoomText(page, 2)
  await shoot(page, 'text-zoom-grid')
  for (const part of ['[part=price]', '[part=badge]']) {
    expect(await isCut(page.locator(part).first()), part).toBe(false)
  }
  expect(await barriers(page)).toEqual([])
})

test('a checkout in letters of twice the size leaves room above its bar, and fits the screen', async () => {
  gateway.page('/checkout', elementPage(gateway, 'xp-checkout'))
  await page.goto(`${gateway.url}/checkout#cart=${filledCart(gateway).id}`)
  await page.getByLabel('收货人').waitFor()
  await zoomText(page, 2)
  await shoot(page, 'text-zoom-checkout')
  const bar = await page.locator('[part=total]').boundingBox()
  expect(bar?.height).toBeLessThan(220)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  const button = await page.getByRole('button', { name: '使用这个地址' }).boundingBox()
  expect((button?.x ?? 0) + (button?.width ?? 999)).toBeLessThanOrEqual(360)
})
