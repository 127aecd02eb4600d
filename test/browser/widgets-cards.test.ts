import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { shoot } from './phone.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'
import { idOf, listing } from './widgets/goods.ts'
import { blog, card, cards, tag, tagWith } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

test('twelve cards on a foreign page ask once, move nothing and complain about nothing', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  await page.goto(gateway.page('/', blog(tag(gateway), cards(0, 12))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(12)
  await settled(page)
  expect(gateway.asked.map(({ path }) => path)).toEqual(['/v1/listings'])
  expect(watched.requests.filter(({ url }) => url.includes('/v1/'))).toHaveLength(1)
  expect(watched.errors).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-cards-light', true)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'widgets-cards-dark', true)
})

test('a card whose id was pasted with a blank asks in one breath with the others, and is painted like them', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const body = card(1) + card(2).replace('" >', ' " >')
  expect(body).toContain('2 " >')
  await page.goto(gateway.page('/', blog(tag(gateway), body)))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  await settled(page)
  expect(gateway.asked.map(({ path }) => path)).toEqual(['/v1/listings'])
  await page.goto(gateway.page('/named', blog(tagWith(gateway, [1, 2]), body)))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  await settled(page)
  expect(gateway.asked).toHaveLength(1)
})

test('a tag that names its listings brings them: the card asks for nothing', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  await page.goto(gateway.page('/', blog(tagWith(gateway, [3]), card(3))))
  await expect.poll(() => page.locator('xp-card [part=title]').textContent()).toContain('竹制砧板')
  await settled(page)
  expect(gateway.asked).toEqual([])
  expect(watched.errors).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
})

test('a card that brings its own room moves nothing on a page that has no stylesheet of ours', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  let goOn = () => {}
  const painted = new Promise<void>((done) => {
    goOn = done
  })
  await page.route('**/v1.js', async (route) => {
    await painted
    await route.continue()
  })
  const script = `<script type="module" src="${gateway.origin}/embed/v1.js" data-shop="xpk_test"></script>`
  const room = '<table role="presentation" height="500"><tr><td></table>'
  const body = card(1).replace('></xp-card>', `>${room}</xp-card>`)
  await page.goto(gateway.page('/', blog(script, body)), { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0])
  goOn()
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await settled(page)
  expect((await watched.smoothness()).cls).toBe(0)
})

test('two tags of two shops on one page: each card sells for its own shop', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  const head = tagWith(gateway, [1], 'xpk_one') + tagWith(gateway, [2], 'xpk_two')
  await page.goto(gateway.page('/', blog(head, card(1) + card(2))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  await page.locator('xp-card').nth(0).getByRole('button').click()
  await page.locator('xp-cart dialog').getByRole('button', { name: '关闭' }).click()
  await page.locator('xp-card').nth(1).getByRole('button').click()
  await expect.poll(() => gateway.asked.filter(({ method }) => method === 'POST').length).toBe(2)
  const shops = gateway.asked
    .filter(({ method }) => method === 'POST')
    .map(({ query }) => query.get('shop'))
  expect(shops).toEqual(['xpk_one', 'xpk_two'])
  expect(watched.errors).toEqual([])
})

test('a card that is added later, moved, or told another listing follows', async () => {
  const { gateway, phone } = at
  const { page } = phone
  await page.goto(gateway.page('/', blog(tag(gateway), card(1))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await page.evaluate(
    (id) => {
      const card = document.createElement('xp-card')
      Object.assign(card, { listing: id })
      document.querySelector('main')?.append(card)
      const first = document.querySelector('xp-card')
      if (first) document.querySelector('main')?.append(first)
    },
    idOf('lst', 2),
  )
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(2)
  await page
    .locator('xp-card')
    .nth(1)
    .evaluate((element, id) => element.setAttribute('listing', id), idOf('lst', 5))
  await expect
    .poll(() => page.locator('xp-card [part=title]').nth(1).textContent())
    .toContain('桌面收纳盒')
})

test('a router that takes the script tag out with its page leaves the shop to the cards of the next', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  await page.goto(gateway.page('/', blog(tag(gateway), card(1))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  await page.evaluate((next) => {
    for (const script of document.querySelectorAll('script')) script.remove()
    document.body.innerHTML = next
  }, card(2))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  expect(watched.errors).toEqual([])
})

test('an English page gets English words, by one more file and without a move', async () => {
  const { gateway, phone } = at
  gateway.goods = [listing(1), listing(2, { state: 'sold-out' })]
  const { page } = phone
  const watched = await watch(page)
  await page.goto(gateway.page('/', blog(tag(gateway), card(1) + card(2), 'en')))
  await expect
    .poll(() => page.locator('xp-card').getByRole('button').allTextContents())
    .toEqual(['Add to cart', 'Sold out'])
  expect(watched.requests.filter(({ url }) => url.includes('/english-'))).toHaveLength(1)
  expect(watched.errors).toEqual([])
  expect((await watched.smoothness()).cls).toBe(0)
  await page.locator('xp-card').first().getByRole('button').click()
  await page.locator('xp-cart dialog').getByRole('button', { name: 'Close' }).waitFor()
})

test('a card in English on a Chinese page waits for its language, a Chinese one does not', async () => {
  const { gateway, phone } = at
  const { page } = phone
  const watched = await watch(page)
  await page.goto(gateway.page('/', blog(tag(gateway), card(1))))
  await expect.poll(() => page.locator('xp-card').getByRole('button').count()).toBe(1)
  expect(watched.requests.filter(({ url }) => url.includes('/english-'))).toEqual([])
  await page.locator('xp-card').evaluate((element) => element.setAttribute('locale', 'en'))
  await expect
    .poll(() => page.locator('xp-card').getByRole('button').allTextContents())
    .toEqual(['Add to cart'])
})

test('English that does not come is spoken as Chinese', async () => {
  const { gateway, phone } = at
  const { page } = phone
  await page.route('**/english-*.js', (route) => route.abort())
  await page.goto(gateway.page('/', blog(tag(gateway), card(1), 'en')))
  await expect
    .poll(() => page.locator('xp-card').getByRole('button').allTextContents())
    .toEqual(['加入购物车'])
})

test('mounting and leaving a hundred times leaves no listener and no node behind', async () => {
  const { gateway, phone } = at
  const { page, context } = phone
  await page.goto(gateway.page('/', blog(tag(gateway), card(0))))
  await expect.poll(() => page.locator('xp-card [part=price]').count()).toBe(1)
  const session = await context.newCDPSession(page)
  const mount = (times: number) =>
    page.evaluate(async (rounds) => {
      const main = document.querySelector('main')
      const card = document.querySelector('xp-card')
      for (let round = 0; round < rounds; round++) {
        const copy = card?.cloneNode() as Element
        main?.append(copy)
        await new Promise((done) => copy.addEventListener('xp-ready', done, { once: true }))
        copy.remove()
        await new Promise((done) => requestAnimationFrame(done))
      }
    }, times)
  const count = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { jsEventListeners, nodes } = await session.send('Memory.getDOMCounters')
    return { jsEventListeners, nodes }
  }
  await mount(5)
  const before = await count()
  await mount(100)
  const after = await count()
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThanOrEqual(2)
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(10)
})
