import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, listGoods } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { openChromium } from './chromium.ts'
import { openPhone } from './phone.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))

let browser: Browser
let shop: OpenShop
let servers: ServerType[]
let url: string
let hostUrl: string
let listing: Listing

beforeAll(async () => {
  const [port, hostPort] = [await freePort(), await freePort()]
  url = `http://127.0.0.1:${port}`
  hostUrl = `http://localhost:${hostPort}`
  shop = await openShop({ gateway: { baseUrl: url, embedDir } })
  const [only] = await listGoods(shop, 1)
  if (!only) throw new TypeError('the market lists nothing')
  listing = only
  servers = [
    serve({ fetch: shop.gateway.fetch, port, hostname: '127.0.0.1' }),
    serve({ fetch: hostPage, port: hostPort, hostname: 'localhost' }),
  ]
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await Promise.all(servers.map((each) => new Promise((closed) => each.close(closed))))
  await shop.close()
})

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}

/** A page that somebody has hacked: it writes down whatever passes through it. */
function hostPage(): Response {
  const { publishable } = shop.keys
  return new Response(
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
    <script>(${spy})()</script>
    <script type="module" src="${url}/embed/v1.js" data-shop="${publishable}"></script>
    <xp-card listing="${listing.id}"></xp-card><xp-cart></xp-cart>`,
    { headers: { 'content-type': 'text/html' } },
  )
}

/** Runs in the page before everything else. What it hears outlives the page in its own storage. */
function spy(): void {
  const heard = (what: string) => {
    const before = Reflect.apply(getItem, localStorage, ['heard']) ?? ''
    Reflect.apply(setItem, localStorage, ['heard', `${before}${what}\n`])
  }
  const { getItem, setItem } = Storage.prototype
  Storage.prototype.setItem = function (name: string, value: string) {
    heard(`stored ${name} ${value}`)
    return Reflect.apply(setItem, this, [name, value])
  }
  const { fetch } = globalThis
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    heard(
      `asked ${request.url} ${JSON.stringify([...request.headers])} ${await request.clone().text()}`,
    )
    const response = await fetch(request)
    heard(`answered ${await response.clone().text()}`)
    return response
  }
  const { open, send, setRequestHeader } = XMLHttpRequest.prototype
  Object.assign(XMLHttpRequest.prototype, {
    open(...all: unknown[]) {
      heard(`opened ${all.join(' ')}`)
      return Reflect.apply(open, this, all)
    },
    send(...all: unknown[]) {
      heard(`sent ${all.join(' ')}`)
      return Reflect.apply(send, this, all)
    },
    setRequestHeader(...all: unknown[]) {
      heard(`header ${all.join(' ')}`)
      return Reflect.apply(setRequestHeader, this, all)
    },
  })
  for (const kind of ['input', 'keydown', 'message', 'paste'])
    addEventListener(kind, (event) => heard(`${kind} ${JSON.stringify(event)}`), true)
  setInterval(() => {
    const texts = [...document.querySelectorAll('*')].map(
      (element) => element.shadowRoot?.textContent ?? '',
    )
    heard(`read ${texts.join(' ')} ${document.cookie} ${location.href}`)
  }, 200)
}

async function buyAsFarAsTheCashier(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(选规格|加入购物车|为|把)/ })
    .first()
    .tap()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  for (const group of await sheet.getByRole('group').all()) {
    const options = group.locator('button:not([aria-disabled=true])')
    if ((await group.locator('button[aria-pressed=true]').count()) === 0)
      await options.first().tap()
  }
  const add = sheet.getByRole('button', { name: '加入购物车' })
  if (await add.isVisible()) await add.tap()
  await page.getByRole('button', { name: '去结算' }).tap()
  await page.waitForURL(`${url}/shop/demo/checkout*`)
  const { name, phone } = address
  await page
    .getByLabel('粘贴地址，自动识别')
    .fill(`${name} ${phone} 浙江省杭州市西湖区${address.street}`)
  await page.getByRole('button', { name: '识别' }).tap()
  await page.getByText('已填好，请核对').waitFor()
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByRole('button', { name: /^付款/ }).tap()
  await page.waitForRequest((request) => request.url().includes('/pay'))
}

test('a hacked page that carries our elements hears of no address, no phone and no order', async () => {
  const { context, page } = await openPhone(browser)
  page.setDefaultTimeout(20_000)
  await page.goto(hostUrl)
  await buyAsFarAsTheCashier(page)
  const stored = async (name: string) =>
    (await context.storageState()).origins.find(({ origin }) => origin === name)?.localStorage ?? []
  const heard = (await stored(hostUrl)).find(({ name }) => name === 'heard')?.value ?? ''
  const [order] = await shop.gateway.deps.db.selectFrom('orders').select('order_id').execute()
  // It was awake: it saw the cart being filled.
  expect(heard).toContain('/v1/carts')
  expect(heard).toContain(listing.id)
  expect(order?.order_id).toMatch(/^ord_/)
  for (const secret of [address.name, address.phone, address.street, order?.order_id ?? ''])
    expect(heard).not.toContain(secret)
  expect(heard).not.toMatch(/x-order-token|ordertoken|tok_/i)
  const own = JSON.stringify((await stored(hostUrl)).filter(({ name }) => name !== 'heard'))
  for (const secret of [address.phone, order?.order_id ?? '']) expect(own).not.toContain(secret)
  await context.close()
})
