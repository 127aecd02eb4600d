import { runInNewContext } from 'node:vm'
import { fen, type ListingView } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import type { Painting } from '../shop/painting.ts'
import { drawCard, drawGrid } from './draw.tsx'
import { embedAnswer } from './embed-answer.tsx'
import { drawPage } from './page.tsx'

const view: ListingView = {
  id: 'lst_00000000000000000000000001',
  state: 'on-sale',
  title: '杯子</script><img src=x onerror=alert(1)>"\u2028',
  price: { min: fen(1990), max: fen(2590) },
  anchor: { price: fen(3990), basis: 'suggested' },
  labels: ['ship_24h'],
  freePostage: true,
  shipWithinHours: 24,
  minQuantity: 2,
  unit: '件',
  skus: [],
}
const shop = {
  slug: 'demo',
  name: '晴天小铺',
  state: 'open',
  theme: { accent: '#ffd400' },
  url: 'https://shop.example/shop/demo',
} as const
const context = { locale: 'zh-CN', shop, key: 'xpk_demo' } as const

test('a drawn card holds price, claims and a link, also for browsers that know no shadow roots', () => {
  const { html } = drawCard(view, context)
  expect(html).toContain('¥19.90')
  expect(html).toContain('包邮')
  expect(html).toContain('2件起售')
  const fallback = html.slice(html.indexOf('</template>'))
  expect(fallback).toContain(`href="${shop.url}/${view.id}"`)
})

test("a title in a supplier's words cannot break out of the page, its data or its script", async () => {
  const { html } = await drawPage({
    title: view.title,
    lang: 'zh-CN',
    body: [drawGrid({ items: [view] }, context)],
    scripts: [],
    seed: { gateway: 'https://shop.example', data: { shop: 'xpk_demo', listings: [view] } },
  })
  expect(html).not.toContain('<img src=x')
  expect(html.match(/<\/script>/g)).toHaveLength(1)
  expect(embedAnswer('', { shop: 'xpk_demo', listings: [view] })).not.toMatch(/<\/script>|\u2028/)
})

test('data that travels with the code arrives as it was, whatever signs are in it', () => {
  const seed = {
    shop: 'xpk_demo',
    listings: [{ ...view, title: `It's 10" \\ 'x'\n\u2028 \${1} \`` }],
  }
  const script = embedAnswer('', seed).replace('import.meta.url', '"here"')
  const scope = { xiaopuSeed: [] as unknown[] }
  runInNewContext(script, scope)
  expect(scope.xiaopuSeed).toHaveLength(1)
  const [url, data, painting] = scope.xiaopuSeed[0] as [string, string, Painting]
  expect([url, JSON.parse(data)]).toEqual(['here', JSON.parse(JSON.stringify(seed))])
  expect(JSON.stringify(painting.cards[view.id])).toContain(JSON.stringify(seed.listings[0]?.title))
})

test('a page names the hash of every style in it, and nothing in it is inline script or style', async () => {
  const { html, styleHashes } = await drawPage({
    title: '店',
    lang: 'zh-CN',
    body: [drawCard(view, context), drawCard({ ...view, labels: [] }, context)],
    scripts: [{ src: '/embed/v1.js', integrity: 'sha384-x' }],
    theme: shop.theme,
  })
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css ?? '')
  const hashes = await Promise.all([...new Set(styles)].map(sha256))
  expect([...styleHashes].sort()).toEqual(hashes.sort())
  expect(html).not.toMatch(/ style="| on\w+="/)
  expect(html).toMatch(/<script type="module" src="\/embed\/v1.js" integrity="sha384-x"/)
})

test('a script of one page stands in it as it is, and its policy names it', async () => {
  const ownScript = `document.title = 'x' + (1 < 2 && "y")`
  const { html, scriptHashes } = await drawPage({
    title: '店',
    lang: 'zh-CN',
    body: [],
    scripts: [],
    ownScript,
  })
  expect(html).toContain(`<script>${ownScript}</script>`)
  expect(scriptHashes).toEqual([await sha256(ownScript)])
})

test('on a bright accent the words are dark', async () => {
  const { html } = await drawPage({
    title: '店',
    lang: 'zh-CN',
    body: [],
    scripts: [],
    theme: shop.theme,
  })
  expect(html).toContain('--xp-accent:#ffd400;--xp-on-accent:#1d1d1f')
})

async function sha256(css: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}
