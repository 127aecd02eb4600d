import type { FailureCode } from '@xiaopu/domain'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shoot } from './phone.ts'
import { detail, idOf, listing } from './widgets/goods.ts'
import { blog, card, tag } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

const elements = () =>
  `${card(1)}<xp-grid limit="4"></xp-grid><xp-product listing="${idOf('lst', 2)}"></xp-product>`

async function open(): Promise<Page> {
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), elements())))
  return page
}

const text = (page: Page, name: string, nth = 0) =>
  page
    .locator(name)
    .nth(nth)
    .evaluate((element) => element.shadowRoot?.textContent ?? '')

/** Failures of reading, and the words that shoppers get for them. */
const failures: readonly (readonly [FailureCode, string, 'retry' | 'none'])[] = [
  ['INTERNAL', '没有加载出来', 'retry'],
  ['PLATFORM_BUSY', '没有加载出来', 'retry'],
  ['TOO_MANY_REQUESTS', '没有加载出来', 'retry'],
  ['SHOP_CLOSED', '店铺休息中', 'none'],
  ['KEY_IN_BROWSER', '店主密钥不能放在网页里，请马上停用', 'none'],
  ['KEY_UNKNOWN', '这里的商品暂时看不到', 'none'],
  ['ORIGIN_NOT_ALLOWED', '这里的商品暂时看不到', 'none'],
]

test.for(failures)('%s shows words in every element, and a way on', async ([code, say, way]) => {
  at.gateway.mood = { kind: 'failing', code, times: 1000 }
  const page = await open()
  for (const name of ['xp-card', 'xp-grid', 'xp-product']) {
    await expect.poll(() => text(page, name), { timeout: 15_000 }).toContain(say)
    const buttons = page.locator(name).getByRole('button', { name: '重试' })
    expect(await buttons.count()).toBe(way === 'retry' ? 1 : 0)
    expect(await page.locator(name).getByRole('alert').count()).toBe(1)
  }
  expect(await barriers(page)).toEqual([])
  await shoot(page, `widgets-state-${code}`, true)
})

test('an answer of 500 is asked for again by itself; one tap on retry asks for all that failed', async () => {
  at.gateway.mood = { kind: 'failing', code: 'INTERNAL', times: 2 }
  const { page } = at.phone
  const html = blog(tag(at.gateway), card(1) + card(2) + card(3))
  await page.goto(at.gateway.page('/', html))
  await expect.poll(() => page.locator('xp-card [part=price]').count(), { timeout: 10_000 }).toBe(3)

  at.gateway.mood = { kind: 'failing', code: 'INTERNAL', times: 1000 }
  await page.reload()
  const retry = page.locator('xp-card').getByRole('button', { name: '重试' })
  await expect.poll(() => retry.count(), { timeout: 15_000 }).toBe(3)
  at.gateway.mood = { kind: 'well' }
  at.gateway.asked.length = 0
  await retry.first().click()
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(3)
  expect(at.gateway.asked.map(({ path }) => path)).toEqual(['/v1/listings'])
})

test('a slow answer is said after three seconds, given up after eight, and can be retried', async () => {
  at.gateway.mood = { kind: 'hanging' }
  const { page } = at.phone
  await page.clock.install()
  await open()
  await expect.poll(() => at.gateway.asked.length).toBeGreaterThanOrEqual(3)
  for (const name of ['xp-card', 'xp-grid', 'xp-product']) {
    expect(await page.locator(`${name} [aria-busy=true]`).count()).toBe(1)
  }
  await page.clock.fastForward(3100)
  for (const name of ['xp-card', 'xp-grid', 'xp-product']) {
    await expect.poll(() => text(page, name)).toContain('网络有点慢')
  }
  expect(await barriers(page)).toEqual([])
  await page.clock.fastForward(5000)
  for (const name of ['xp-card', 'xp-grid', 'xp-product']) {
    await expect.poll(() => text(page, name)).toContain('等了太久没有回应')
  }
  at.gateway.mood = { kind: 'well' }
  await page.locator('xp-card').getByRole('button', { name: '重试' }).click()
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await expect.poll(() => page.locator('xp-product [part=price]').count()).toBe(1)
})

test('without a network a card shows what it knew, and says from when', async () => {
  const { page, context } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), card(1))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await expect
    .poll(() => page.evaluate(() => Object.values({ ...localStorage }).join()))
    .toContain(idOf('lst', 1))
  await context.route('**/v1/**', (route) => route.abort())
  await page.reload()
  await expect
    .poll(() => text(page, 'xp-card'), { timeout: 10_000 })
    .toContain('没有网络，看到的是')
  expect(await page.locator('xp-card [part=price]').count()).toBe(1)
  await context.unroute('**/v1/**')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => text(page, 'xp-card')).not.toContain('没有网络')
})

test('what is sold out, no longer sold or not there says so instead of selling', async () => {
  at.gateway.goods = [listing(1, { state: 'sold-out' }), listing(2, { state: 'off' })]
  const { page } = at.phone
  const body = `${card(1) + card(2) + card(9)}<xp-product listing="${detail(listing(2)).id}"></xp-product>`
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), body)))
  const soldOut = page.locator('xp-card').nth(0).getByRole('button')
  await expect.poll(() => soldOut.textContent()).toBe('已售罄')
  expect(await soldOut.getAttribute('aria-disabled')).toBe('true')
  await soldOut.click({ force: true })
  expect(await page.locator('dialog').count()).toBe(0)
  await expect.poll(() => text(page, 'xp-card', 1)).toContain('已下架')
  await expect.poll(() => text(page, 'xp-card', 2)).toContain('已下架')
  // Far below: its file is not loaded before someone comes near.
  expect(await text(page, 'xp-product')).toBe('')
  await page.locator('xp-product').scrollIntoViewIfNeeded()
  await expect.poll(() => text(page, 'xp-product')).toContain('已下架')
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-state-gone', true)
})

test('a page that names no shop shows words to shoppers and the reason to its owner', async () => {
  const { page } = at.phone
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const head = `<script type="module" src="${at.gateway.origin}/embed/v1.js"></script>`
  await page.goto(at.gateway.page('/', blog(head, card(1))))
  await expect.poll(() => text(page, 'xp-card')).toContain('这里的商品暂时看不到')
  // The owner is told after the shoppers, and a browser passes that on in its own time.
  await expect.poll(() => said.join('\n')).toContain('shop="xpk_…"')
})

test('an empty shop says so', async () => {
  at.gateway.goods = []
  const { page } = at.phone
  await page.goto(at.gateway.page('/', blog(tag(at.gateway), '<xp-grid></xp-grid>')))
  await expect.poll(() => text(page, 'xp-grid')).toContain('店里还没有商品')
})
