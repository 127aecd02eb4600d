import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { openChromium } from '../browser/chromium.ts'
import { slow4G } from '../browser/throttle.ts'
import { type Figure, median, type Plan } from './figure.ts'
import type { OpenShop } from './open-shop.ts'
import { type Conditions, type Load, loadCards } from './paint.ts'
import { tapToCart } from './tap.ts'

/** Cards on a phone: when they appear, what they load and whether the page stays still. */
export async function benchCards(shop: OpenShop, plan: Plan): Promise<Figure[]> {
  const hostedPage = `${shop.origin}/shop/${shop.slug}`
  for (const url of [hostedPage, `${shop.origin}/embed/v1.js`]) {
    const { status } = await fetch(url)
    if (status !== 200) throw new Error(`${url} answered ${status}: there are no cards to measure`)
  }
  const pages = await foreignPages(shop)
  const browser = await openChromium()
  const measure = (url: string, count: number, conditions: Conditions) =>
    loads(browser, url, count, conditions, plan.quick ? 1 : 7)
  const onSlowPhone: Conditions = { cpu: 4, connection: slow4G }
  try {
    const hosted = await measure(hostedPage, 1, onSlowPhone)
    const pasted = await measure(`${pages.origin}/1?told`, 1, onSlowPhone)
    const smallest = await measure(`${pages.origin}/1`, 1, onSlowPhone)
    const figures = [
      ...firstCard('hosted page', hosted, 800),
      ...firstCard('pasted tag', pasted, 1300),
      ...firstCard('smallest tag', smallest),
    ]
    for (const cpu of [1, 4, 6]) {
      figures.push(...twelveCards(cpu, await measure(`${pages.origin}/12?told`, 12, { cpu })))
    }
    const taps: number[] = []
    for (let run = 0; run < (plan.quick ? 1 : 7); run++) {
      taps.push(await tapToCart(browser, `${pages.origin}/tap`, 6))
    }
    const tap = { group: 'tap, 6× CPU', name: 'to the line in the cart', unit: 'ms' } as const
    return [...figures, { ...tap, value: median(taps), budget: 50 }]
  } finally {
    await browser.close()
    pages.close()
  }
}

async function loads(
  browser: Browser,
  url: string,
  count: number,
  conditions: Conditions,
  runs: number,
): Promise<Load[]> {
  const all: Load[] = []
  for (let run = 0; run < runs; run++) all.push(await loadCards(browser, url, count, conditions))
  const errors = [...new Set(all.flatMap((load) => load.errors))]
  if (errors.length > 0) throw new Error(`${url} reported errors:\n${errors.join('\n')}`)
  return all
}

const middle = (all: readonly Load[], field: 'first' | 'all' | 'requests' | 'bytes' | 'blocked') =>
  median(all.map((load) => load[field]))
const worst = (all: readonly Load[], field: 'data' | 'cls') =>
  Math.max(...all.map((load) => load[field]))

function firstCard(where: string, all: readonly Load[], budget?: number): Figure[] {
  const group = 'first card, Slow 4G, 4× CPU'
  const first = { group, name: where, value: middle(all, 'first'), unit: 'ms' } as const
  return [
    budget === undefined ? first : { ...first, budget },
    { group, name: `${where}, requests`, value: middle(all, 'requests'), unit: '' },
    { group, name: `${where}, bytes`, value: middle(all, 'bytes'), unit: 'B' },
    { group, name: `${where}, layout shift`, value: worst(all, 'cls'), unit: '', budget: 0 },
  ]
}

function twelveCards(cpu: number, all: readonly Load[]): Figure[] {
  const group = `twelve cards, ${cpu}× CPU`
  return [
    { group, name: 'all shown', value: middle(all, 'all'), unit: 'ms', budget: 650 },
    { group, name: 'data requests', value: worst(all, 'data'), unit: '', budget: 1 },
    { group, name: 'requests', value: middle(all, 'requests'), unit: '' },
    { group, name: 'bytes', value: middle(all, 'bytes'), unit: 'B' },
    { group, name: 'layout shift', value: worst(all, 'cls'), unit: '', budget: 0 },
    { group, name: 'main thread blocked', value: middle(all, 'blocked'), unit: 'ms', budget: 50 },
  ]
}

/**
 * Somebody's blog, on an origin of its own: `/12` is a page with the smallest tag and twelve cards,
 * `/12?told` has the tag that sellers copy, which names its listings in the script's address;
 * `/tap` has one card without choices and a cart.
 */
async function foreignPages({ origin, key, listings }: OpenShop) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://blog.test')
    const isTap = pathname === '/tap'
    const shown = isTap
      ? listings.filter(({ skus }) => skus.length === 1).slice(0, 1)
      : listings.slice(0, Number(pathname.slice(1)))
    const ids = shown.map(({ id }) => id)
    const told = searchParams.has('told') ? `?shop=${key}&amp;listing=${ids.join(',')}` : ''
    const room = told ? `<link rel="stylesheet" href="${origin}/embed/v1.css">` : ''
    response.writeHead(ids.length > 0 ? 200 : 404, { 'content-type': 'text/html;charset=utf-8' })
    response.end(`<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width">
<title>博客</title><link rel="icon" href="data:,">
${room}<script type="module" src="${origin}/embed/v1.js${told}" data-shop="${key}"></script>
<h1>我的博客</h1>
${ids.map((id) => `<xp-card listing="${id}"></xp-card>`).join('\n')}
${isTap ? '<xp-cart></xp-cart>' : ''}<p>下面还有字</p></html>`)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { origin: `http://blog.test:${port}`, close: () => server.close() }
}
