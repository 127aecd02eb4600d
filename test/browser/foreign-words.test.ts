import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { shopKey } from './fake/gateway.ts'
import { cup } from './fake/goods.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, filledCart, opening, placedOrder } from './fake/scenes.ts'
import { settled } from './settled.ts'
import { watch } from './watch.ts'

onPhone()

/** What a frame might say in our name, in that of the cashier, of an app or of its bridge. */
const said: readonly unknown[] = [
  'xp-order-placed',
  'paid',
  { type: 'xp-cart-lines-update', detail: { lines: [] } },
  { type: 'xp-checkout-start', url: 'https://evil.example' },
  { xiaopu: { gateway: 'https://evil.example', shop: 'xpk_evil' } },
  { source: 'xiaopu', action: 'navigate', url: 'https://evil.example' },
  { event: 'pay', state: 'succeeded', order: 'ord_1' },
  { type: 'resize', height: 99_999 },
  { __proto__: null, constructor: { prototype: { polluted: true } } },
  { type: 'postMessageToMiniProgram', data: [{ token: 'tok_evil' }] },
  [1, 2, 3],
  null,
]

test.each([
  ['xp-checkout', (): string => `#cart=${filledCart(gateway).id}`, '粘贴地址，自动识别'],
  ['xp-order', (): string => opening(placedOrder(gateway)), '待付款'],
  ['xp-grid', (): string => '', cup.title],
] as const)(
  'S-49: whatever a foreign frame says, %s does nothing',
  async (element, fragment, shows) => {
    const watched = await watch(page)
    const frame = `<script>addEventListener('message', ({ data }) => {
    for (const each of data) for (const to of [parent, top]) to.postMessage(each, '*')
    parent.postMessage('all said', '*')
  })</script>`
    gateway.page('/frame', frame)
    gateway.page('/page', elementPage(gateway, element))
    await page.goto(`${gateway.url}/page${fragment()}`)
    await page.getByText(shows).first().waitFor()
    await settled(page)
    const [seen, asked] = [await textOf(element), gateway.asked.length]
    await page.evaluate(
      async ({ url, said }) => {
        const frame: HTMLIFrameElement = document.createElement('iframe')
        frame.src = url
        document.body.append(frame)
        await new Promise<Event>((loaded) => {
          frame.addEventListener('load', (event) => loaded(event))
        })
        const over = new Promise<void>((done) =>
          addEventListener('message', ({ data }) => data === 'all said' && done()),
        )
        frame.contentWindow?.postMessage(said, '*')
        await over
        frame.remove()
      },
      { url: `${gateway.url.replace('127.0.0.1', 'localhost')}/frame`, said },
    )
    expect(await textOf(element)).toBe(seen)
    expect(gateway.asked.slice(asked)).toEqual([])
    expect(new URL(page.url()).origin).toBe(gateway.url)
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
    expect(watched.errors).toEqual([])
  },
)

const textOf = (element: string) =>
  page.locator(element).evaluate((host) => host.shadowRoot?.textContent)

test('S-49: no file that pages load listens to messages', () => {
  const folder = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))
  const { files } = JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8'))
  const listening = files
    .map(({ file }: { file: string }) => [file, readFileSync(folder + file, 'utf8')])
    .filter(([, code]: [string, string]) => /["'`]message["'`]|onmessage|postMessage/.test(code))
  expect(files.length).toBeGreaterThan(10)
  expect(listening.map(([file]: [string]) => file)).toEqual([])
})

/** Names that code on a page looks for, given to things that are none of it. */
const names = [
  ...['xiaopu', 'shop', 'cart', 'order', 'checkout', 'gateway', 'embed', 'config', 'settings'],
  ...['currentScript', 'scripts', 'forms', 'body', 'head', 'cookie', 'documentElement'],
  ...['querySelector', 'querySelectorAll', 'getElementById', 'createElement', 'addEventListener'],
  ...[
    'customElements',
    'localStorage',
    'sessionStorage',
    'fetch',
    'crypto',
    'history',
    'navigator',
  ],
  ...['process', 'define', 'module', 'exports', 'require', 'h', 'Fragment', 'toString', 'valueOf'],
]

/** A page whose markup bears those names, and whose script took some of them before us. */
function clobbered(more: string): string {
  const marks = names.map(
    (name) =>
      `<a id="${name}" name="${name}"></a><a id="${name}" name="gateway" href="https://evil.example"></a>`,
  )
  // What takes a page's own means away breaks the page itself: nobody sells on it.
  const harmless = names.filter(
    (name) =>
      !/^(querySelector|getElement|createElement|addEvent|body|head|documentElement)/.test(name),
  )
  const images = harmless.map((name) => `<img name="${name}" alt="">`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>page</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
${marks.join('')}${images.join('')}<form id="attributes"><input name="attributes"><input name="parentElement"></form>
<script>
for (const name of ['xiaopu', 'Xiaopu', 'XIAOPU', '__xiaopu', 'xp', 'xpk', 'preact', 'XIAOPU_CHUNKS'])
  window[name] = { gateway: 'https://evil.example', shop: 'xpk_evil', base: '//evil.example/' }
${more}</script>
<script type="module" src="${gateway.url}/embed/v1.js" data-shop="${shopKey}"></script>
<xp-card listing="${cup.id}"></xp-card><xp-grid></xp-grid><xp-cart floating></xp-cart></html>`
}

test('S-53: a page that bears our names and the browser’s sells like all others', async () => {
  const foreign: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (/^https?:/.test(protocol) && origin !== gateway.url) foreign.push(request.url())
  })
  const watched = await watch(page)
  gateway.page('/page', clobbered(''))
  await page.goto(`${gateway.url}/page`)
  const card = page.locator('xp-card')
  await card.getByText(cup.title).waitFor()
  await page.locator('xp-grid').getByText(cup.title).first().waitFor()
  await card.getByRole('button').last().tap()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('group').locator('button:not([aria-disabled=true])').first().tap()
  await sheet.getByRole('button', { name: '加入购物车' }).tap()
  await expect.poll(() => gateway.world.carts.size).toBe(1)
  expect(foreign).toEqual([])
  expect(watched.errors).toEqual([])
})

test('S-53: an element that the page has defined before us stays the page’s, the others are ours', async () => {
  gateway.page(
    '/page',
    clobbered(`customElements.define('xp-card', class extends HTMLElement {
      connectedCallback() { this.textContent = 'somebody else' }
    })`).replaceAll(/<a id="customElements"[^>]*><\/a>/g, ''),
  )
  await page.goto(`${gateway.url}/page`)
  await page.locator('xp-grid').getByText(cup.title).first().waitFor()
  expect(await page.locator('xp-card').textContent()).toBe('somebody else')
})
