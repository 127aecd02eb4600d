import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { idOf } from './widgets/goods.ts'
import { blog, card, tag, tagWith } from './widgets/pages.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** A card in a frame of a page, as builders of pages and forums put foreign code. */
async function framed(sandbox?: string, head = tag(at.gateway)): Promise<Frame> {
  const { page } = at.phone
  const inside = at.gateway.page('/inside', blog(head, card(1)))
  const rules = sandbox === undefined ? '' : `sandbox="${sandbox}"`
  const frame = `<iframe ${rules} src="${inside}" title="好物" width="320" height="640"></iframe>`
  await page.goto(at.gateway.page('/', blog('', frame)).replace('blog.test', 'forum.test'))
  await expect.poll(() => page.frame({ url: inside })?.locator('[part=price]').count()).toBe(1)
  return page.frame({ url: inside }) as Frame
}

const buy = (frame: Frame) => frame.locator('xp-card [part=buy]').click()
const checkout = (frame: Frame) => frame.getByRole('button', { name: '去结算' })

test.each([
  ['that asks for its goods', () => tag(at.gateway)],
  ['that was painted before it lived', () => tagWith(at.gateway, [1])],
])('a card %s is bought in a frame that may not send forms', async (_, head) => {
  const frame = await framed('allow-scripts allow-same-origin', head())
  await buy(frame)
  await checkout(frame).waitFor()
})

test("a listing's own view is bought in a frame that may not send forms, too", async () => {
  const { page } = at.phone
  const view = `<xp-product listing="${idOf('lst', 1)}"></xp-product>`
  const inside = at.gateway.page('/inside', blog(tag(at.gateway), view))
  const frame = `<iframe sandbox="allow-scripts allow-same-origin" src="${inside}" title="好物" width="320" height="640"></iframe>`
  await page.goto(at.gateway.page('/', blog('', frame)))
  await page.frameLocator('iframe').locator('xp-product [part=buy]').click()
  await page.frameLocator('iframe').getByRole('button', { name: '去结算' }).waitFor()
})

test('the checkout stands in no frame, so a card in one leads the whole page there', async () => {
  const frame = await framed()
  await buy(frame)
  await checkout(frame).click()
  await at.phone.page.waitForURL(`${at.gateway.origin}/shop/aunt-wang/checkout**`)
})

test('a sandboxed frame that may not lead its page away opens the checkout beside it', async () => {
  const frame = await framed('allow-scripts allow-same-origin allow-popups')
  await buy(frame)
  await checkout(frame).click()
  const pages = () => at.phone.context.pages().map((each) => each.url())
  await expect.poll(pages).toHaveLength(2)
  expect(pages()[0]).toMatch('http://forum.test')
  await expect.poll(() => pages()[1]).toMatch(`${at.gateway.origin}/shop/aunt-wang/checkout`)
})

test('the links of a card in a frame lead out of it, too', async () => {
  const frame = await framed(undefined, tagWith(at.gateway, [1]))
  await frame.locator('xp-card [part=title] a').click()
  await at.phone.page.waitForURL(`${at.gateway.origin}/shop/aunt-wang/${idOf('lst', 1)}`)
})
