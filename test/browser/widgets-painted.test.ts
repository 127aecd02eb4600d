import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { EmbedManifest } from '@xiaopu/widgets/server'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'
import { idOf, listing, shopKey, shopView } from './widgets/goods.ts'
import { blog, card, tagWith } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()
const dist = fileURLToPath(new URL('../../packages/widgets/dist/', import.meta.url))

/** Lets what brings cards to life wait, until it is told to go on. */
async function holdFirstCard(page: Page): Promise<() => void> {
  let goOn = () => {}
  const told = new Promise<void>((done) => {
    goOn = done
  })
  await page.route('**/first-card-*.js', async (route) => {
    await told
    await route.continue()
  })
  return goOn
}

const lives = (page: Page) => page.evaluate(() => customElements.get('xp-card') !== undefined)

async function open(numbers: readonly number[], body: string, lang?: string): Promise<Page> {
  const { page } = at.phone
  const html = blog(tagWith(at.gateway, numbers), body, lang)
  await page.goto(at.gateway.page('/', html), { waitUntil: 'commit' })
  return page
}

test('a card is seen before what brings it to life has come, and then nothing moves or changes', async () => {
  const { page } = at.phone
  const watched = await watch(page)
  const goOn = await holdFirstCard(page)
  await open([1, 2], `${card(1)}${card(2)}<p>${'之后 '.repeat(20)}</p>`)
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  expect(await lives(page)).toBe(false)
  expect(await barriers(page)).toEqual([])
  const before = await drawnIn(page)
  await page.evaluate(() => {
    const nodes = [...document.querySelectorAll('xp-card')].map((host) => [
      ...(host.shadowRoot?.querySelectorAll('*') ?? []),
    ])
    Object.assign(globalThis, { nodes })
  })
  goOn()
  await page.waitForFunction(() => customElements.get('xp-card'))
  await settled(page)
  expect(await drawnIn(page)).toEqual(before)
  expect(
    await page.evaluate(() =>
      (globalThis as unknown as { nodes: Element[][] }).nodes
        .flat()
        .every((node) => node.isConnected),
    ),
  ).toBe(true)
  expect((await watched.smoothness()).cls).toBe(0)
  expect(watched.errors).toEqual([])
})

function drawnIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('xp-card')].map((host) => host.shadowRoot?.innerHTML ?? ''),
  )
}

test('as built, a card that comes to life keeps the sheet that it was painted with', async () => {
  const { page } = at.phone
  const { gateway } = at
  const server: typeof import('@xiaopu/widgets/server') = await import(`${dist}server.js`)
  const manifest: EmbedManifest = JSON.parse(await readFile(`${dist}embed/manifest.json`, 'utf8'))
  const code = await readFile(`${dist}embed/${server.embedFile(manifest, 'paint')}`, 'utf8')
  const seed = { shop: shopKey, view: shopView(gateway.origin), listings: [listing(1)] }
  await page.route('**/v1.js?*', (route) =>
    route.fulfill({
      body: server.embedAnswer(code, seed),
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    }),
  )
  await open([1], card(1))
  await page.waitForFunction(() => customElements.get('xp-card'))
  await settled(page)
  const sheets = await page
    .locator('xp-card')
    .evaluate((host) => host.shadowRoot?.adoptedStyleSheets.length)
  // Its own, and that of a card without need for room.
  expect(sheets).toBe(2)
})

test('a tap on a card that does not live yet waits and is not lost', async () => {
  const { page } = at.phone
  const goOn = await holdFirstCard(page)
  await open([1], card(1))
  const button = page.locator('xp-card').getByRole('button')
  await button.click()
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('true')
  expect(await button.textContent()).toBe('正在加入…')
  // Twice is once.
  await button.click()
  goOn()
  await expect.poll(() => page.locator('xp-cart dialog li').count()).toBe(1)
  await settled(page)
  expect(at.gateway.asked.filter(({ method }) => method === 'POST')).toHaveLength(1)
  await page.locator('xp-cart dialog').getByRole('button', { name: '关闭' }).click()
  await expect.poll(() => button.textContent()).toBe('加入购物车')
  expect(await button.getAttribute('aria-busy')).toBeNull()
})

test('where what brings cards to life cannot come, a tap leads to the listing', async () => {
  const { page } = at.phone
  await page.route('**/first-card-*.js', (route) => route.abort())
  await open([1], card(1))
  await page.locator('xp-card').getByRole('button').click()
  await page.waitForURL(`**/shop/aunt-wang/${idOf('lst', 1)}?`)
})

test('a card in English, and one of another shop, wait for who knows better', async () => {
  const { page } = at.phone
  const goOn = await holdFirstCard(page)
  await open([1, 2, 3], `${card(1)}${card(2, 'lang="en"')}${card(3, 'shop="xpk_other"')}`)
  const said = (nth: number) => page.locator('xp-card').nth(nth).locator('[part=buy]')
  await expect.poll(() => said(0).textContent()).toBe('加入购物车')
  expect(await said(1).count()).toBe(0)
  expect(await said(2).count()).toBe(0)
  goOn()
  await expect.poll(() => said(1).textContent()).toBe('Add to cart')
  await expect.poll(() => said(2).textContent()).toBe('加入购物车')
  await settled(page)
})
