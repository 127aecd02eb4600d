import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { freePair } from '../bench/ports.ts'
import { listGoods, type Placed } from '../market.ts'
import { complete, orderFor } from '../people/canary-person.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { barriers } from './axe.ts'
import { openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'
import { watch } from './watch.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

/** What each test of a file finds that has called `onDataPage`. */
export let market: OpenShop
export let listing: Listing
/** Of the gateway. */
export let url: string
/** The one that the running test has taken. */
export let phone: Phone | undefined
let browser: Browser
let server: ServerType
/** Whether the gateway's answers arrive. */
let isCut: (request: Request) => boolean = () => false
/** Every request that reached the gateway. */
export const lines: { readonly url: string; readonly referer: string }[] = []

/** From now on the answers to these requests are lost. */
export function cut(these: (request: Request) => boolean): void {
  isCut = these
}

/** Gives the tests of a file a shop whose pages are served, a Chromium, and a gateway whose answers can be lost. */
export function onDataPage(): void {
  beforeAll(async () => {
    const port = await freePair()
    url = `http://127.0.0.1:${port}`
    market = await openShop({ gateway: { baseUrl: url, embedDir } })
    ;[listing] = (await listGoods(market, 1)) as [Listing]
    server = serve({
      port,
      hostname: '127.0.0.1',
      async fetch(request) {
        lines.push({ url: request.url, referer: request.headers.get('referer') ?? '' })
        const answer = await market.gateway.fetch(request)
        return isCut(request) ? new Response('<h1>502</h1>', { status: 502 }) : answer
      },
    })
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await new Promise((closed) => server.close(closed))
    await market?.close()
  })
  afterEach(async () => {
    isCut = () => false
    await phone?.context.close()
    phone = undefined
  })
}

export async function ended(): Promise<Placed> {
  const placed = await orderFor(market, listing)
  await complete(market, placed)
  return placed
}

export const dataPage = ({ order: { id }, token }: Placed) =>
  `${url}/shop/demo/order/data#order=${id}&token=${token}`
export const orderPage = ({ order: { id }, token }: Placed) =>
  `${url}/shop/demo/order#order=${id}&token=${token}`
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** A new phone; the test's end closes it. */
export async function takePhone(changes: BrowserContextOptions = {}): Promise<Phone> {
  phone = await openPhone(browser, changes)
  return phone
}

export async function open(address: string, changes: BrowserContextOptions = {}) {
  const { page } = await takePhone(changes)
  page.setDefaultTimeout(15_000)
  const watched = await watch(page)
  await page.goto(address)
  return { page, watched }
}

export async function looksRight(page: Page, name: string): Promise<void> {
  expect(await barriers(page)).toEqual([])
  const { width } = page.viewportSize() ?? { width: 0 }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await shoot(page, name, true)
}

/** The token that this browser keeps for an order, whoever wrote it. */
export const keptToken = (page: Page, { order: { id } }: Placed) =>
  page.evaluate(
    (end) =>
      Object.entries({ ...localStorage }).find(([key]) => key.endsWith(`/order/${end}`))?.[1],
    id,
  )

export async function eraseByTaps(page: Page): Promise<void> {
  await button(page, '删除我的信息').tap()
  await button(page, '永久删除').tap()
}
