import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { settled } from './settled.ts'
import { watch } from './watch.ts'
import { blog, card, tagWith } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

const numbers = Array.from({ length: 12 }, (_, index) => index + 1)

/** Whether a browser has styled, laid out and painted what is in a card. */
const isDrawn = (page: Page, nth: number) =>
  page
    .locator('xp-card')
    .nth(nth)
    .evaluate((host) =>
      ['.media img', '.title'].map((part) =>
        host.shadowRoot?.querySelector(part)?.checkVisibility({ contentVisibilityAuto: true }),
      ),
    )

test('cards far below cost nothing until a buyer comes near, and are as tall before as after', async () => {
  const { page } = at.phone
  const watched = await watch(page)
  const body = numbers.map((number) => card(number)).join('')
  await page.goto(at.gateway.page('/', blog(tagWith(at.gateway, numbers), body)))
  await page.waitForFunction(() => customElements.get('xp-card'))
  await settled(page)
  const tall = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await tall()
  expect(await isDrawn(page, 0)).toEqual([true, true])
  expect(await isDrawn(page, 11)).toEqual([false, false])
  // What is not drawn is there all the same: for keys, ears, and whoever looks for a word.
  expect(await page.getByRole('button', { name: /加入购物车/ }).count()).toBe(12)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(() => isDrawn(page, 11)).toEqual([true, true])
  await settled(page)
  expect(await tall()).toBe(before)
  expect((await watched.smoothness()).cls).toBe(0)
})

test('the cards of a tag are painted before what brings them to life is asked for', async () => {
  const { page } = at.phone
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!document.querySelector('script[src*="/first-card-"]')) return
      const painted = [...document.querySelectorAll('xp-card')].filter((host) => host.shadowRoot)
      const now = { paintedThen: painted.length }
      if (!('paintedThen' in globalThis)) Object.assign(globalThis, now)
    }).observe(document, { childList: true, subtree: true })
  })
  const body = `${card(1)}${card(2)}`
  await page.goto(at.gateway.page('/', blog(tagWith(at.gateway, [1, 2]), body)))
  await page.waitForFunction(() => customElements.get('xp-card'))
  expect(await page.evaluate(() => (globalThis as { paintedThen?: number }).paintedThen)).toBe(2)
})
