import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DrawContext, drawCart, drawGrid, drawPage } from '@xiaopu/widgets/server'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { watch } from './watch.ts'
import { shopKey, shopView } from './widgets/goods.ts'
import { scene } from './widgets/scene.ts'

const at = scene()

/** A shop's page as a server draws it, without what brings it to life. */
async function drawnShop(): Promise<string> {
  const { gateway } = at
  const context: DrawContext = {
    locale: 'zh-CN',
    shop: shopView(gateway.origin),
    key: shopKey,
  }
  const { html } = await drawPage({
    title: '王阿姨小铺',
    lang: 'zh-CN',
    body: [
      '<main><h1>王阿姨小铺</h1>',
      drawGrid({ items: gateway.goods.slice(0, 4), next: '4' }, context, { limit: 4 }),
      '</main>',
      drawCart(context, { floating: true }),
    ],
    scripts: [],
  })
  return html
}

/** Serves a page that comes in pieces; `send` passes on the next, or ends it and answers false. */
async function inPieces(pieces: readonly string[]) {
  let response: ServerResponse | undefined
  const server = createServer((request, answer) => {
    if (request.url !== '/') return answer.writeHead(404).end()
    response = answer
    return answer
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .write(pieces[0] ?? '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  let next = 1
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    send(): boolean {
      const piece = pieces[next++]
      if (piece === undefined) response?.end()
      else response?.write(piece)
      return piece !== undefined
    },
    close: () => server.close(),
  }
}

/** How many nodes a page has, in its elements' roots too. */
function nodesOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const count = (root: ParentNode): number =>
      [...root.querySelectorAll('*')].reduce(
        (sum, each) => sum + 1 + (each.shadowRoot ? count(each.shadowRoot) : 0),
        0,
      )
    return count(document)
  })
}

const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))

/** What moved, by its part or tag: as long as it is on the page, it can still be named. */
function movedOn(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((done) => {
        const moved: string[] = []
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & LayoutShift)[]) {
            for (const { node, previousRect: from, currentRect: to } of entry.sources) {
              const name = (node as Element | null)?.getAttribute?.('part') ?? node?.nodeName
              moved.push(`${name}: ${from.x},${from.y} to ${to.x},${to.y}`)
            }
          }
        }).observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => done(moved)))
      }),
  )
}

interface LayoutShift {
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

test('a hosted page that comes tag by tag is seen as it comes, and nothing in it moves', async () => {
  const { page } = at.phone
  const watched = await watch(page)
  const html = await drawnShop()
  // Before its body has begun, a page paints no frame.
  const from = html.indexOf('<h1>')
  const slow = await inPieces([html.slice(0, from), ...html.slice(from).split(/(?=<)/)])
  try {
    await page.goto(slow.url, { waitUntil: 'commit' })
    let seen = 0
    do {
      await painted(page)
      seen = await nodesOf(page)
    } while (slow.send())
    await page.waitForLoadState('load')
    expect(seen).toBeGreaterThan(100)
    expect(await page.locator('xp-cart [part=opener]').count()).toBe(1)
    expect(await movedOn(page)).toEqual([])
    expect((await watched.smoothness()).cls).toBe(0)
  } finally {
    slow.close()
  }
})
