import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { type Answer, ask, baseUrl, type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
afterEach(() => shop.close())

const [first = ''] = offerIds
const chinese = { 'accept-language': 'zh-CN' }
const page = (path: string, headers: Record<string, string> = chinese) =>
  ask(shop.gateway, path, { headers })

/** What a person reads before any script runs. */
const words = ({ text }: Answer) =>
  text
    .replaceAll(/<(script|style|noscript)[^>]*>.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

/** Every inline style of a page must be one that its policy names; inline scripts must not be. */
function checkPolicy({ text, headers }: Answer): void {
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  const hashOf = (own: string) => `'sha256-${createHash('sha256').update(own).digest('base64')}'`
  for (const [, css = ''] of text.matchAll(/<style>(.*?)<\/style>/gs)) {
    expect(policy).toContain(hashOf(css))
  }
  for (const [, attributes = '', own = ''] of text.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)) {
    if (attributes === '') expect(policy).toContain(hashOf(own))
    else expect(attributes).toMatch(/src="|type="application\/json"/)
  }
  expect(text).not.toMatch(/\s(style|on[a-z]+)="/)
}

test('the shop page shows every title and price before any script, and previews well', async () => {
  shop = await openShop()
  const listings = [await shop.list(first), await shop.list(offerIds[1] ?? '')]
  const answer = await page('/shop/demo')
  expect(answer.status).toBe(200)
  checkPolicy(answer)
  const read = words(answer)
  for (const { title, skus } of listings) {
    expect(read).toContain(title.replaceAll('&', '&amp;'))
    const cheapest = Math.min(...skus.map((sku) => sku.pricing.price.amount))
    expect(read.replaceAll(' ', '')).toContain((cheapest / 100).toFixed(2))
  }
  expect(answer.text).toContain('<meta property="og:title" content="小铺 · 小铺">')
  expect(answer.text).toMatch(/<meta property="og:image" content="http:\/\/127.0.0.1:8688\/img\//)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('the shop page carries the data of each listing once: every copy delays what a buyer sees', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const { text } = await page('/shop/demo')
  const data = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(text)?.[1] ?? ''
  expect(data.split(`"id":"${listing.id}"`)).toHaveLength(2)
})

test('a listing has its page under the link that cards use', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const answer = await page(`/shop/demo/${listing.id}`)
  expect(answer.status).toBe(200)
  checkPolicy(answer)
  expect(words(answer)).toContain(listing.title)
  expect(answer.text).toContain(`<link rel="canonical" href="${baseUrl}/shop/demo/${listing.id}">`)
  const alias = await page(`/shop/demo/p/${listing.id}`)
  expect(words(alias)).toBe(words(answer))
})

test.each(['cart', 'checkout', 'order', 'orders/ord_01ARZ3NDEKTSV4RRFFQ69G5FAV'])(
  'the page %s tells the next site nothing and stays out of frames',
  async (name) => {
    shop = await openShop()
    const answer = await page(`/shop/demo/${name}`)
    expect(answer.status).toBe(200)
    checkPolicy(answer)
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.text).toContain('<noscript>')
  },
)

test('pages hold nothing of cost, supplier or 1688', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const all = [await page('/shop/demo'), await page(`/shop/demo/${listing.id}`)]
  const told = all.map((answer) => answer.text).join('')
  const { supplier } = listing.offer
  const secrets = [first, supplier.id, supplier.name, '"cost":', 'alicdn', shop.keys.secret]
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
})

test('a page speaks the language of its reader', async () => {
  shop = await openShop()
  const english = await page('/shop/demo', { 'accept-language': 'en-GB' })
  expect(english.text).toContain('<html lang="en">')
  expect(english.headers.get('vary')).toContain('accept-language')
  expect((await page('/shop/demo', {})).text).toContain('<html lang="zh-CN">')
})

test('a change in the shop is on its page at once; the same page is not drawn twice', async () => {
  shop = await openShop()
  await page('/shop/demo?s=ABCDEFGH')
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { name: '新名字' } })
  expect((await page('/shop/demo')).text).toContain('新名字')
})

test.each([
  ['/shop/nobody', 404, '没有这个页面'],
  ['/shop/demo/lst_01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, '没有这个页面'],
  ['/shop/demo/p/abc', 404, '没有这个页面'],
  ['/shop/demo/abc/def/ghi', 404, '没有这个页面'],
  ['/s/ABCDEFGH', 410, '这个分享已失效'],
  ['/s/%3Cscript%3E', 410, '这个分享已失效'],
])('%s answers %i with words for a person', async (path, status, title) => {
  shop = await openShop()
  const answer = await page(path)
  expect(answer.status).toBe(status)
  expect(words(answer)).toContain(title)
  checkPolicy(answer)
})

test('a listing that is not sold any more says so on its page', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  await shop.sell(`/v1/seller/listings/${listing.id}/pause`, { method: 'POST' })
  const answer = await page(`/shop/demo/${listing.id}`)
  expect(answer.status).toBe(200)
  expect(words(answer)).toContain('已下架')
})

test('a shop that takes a break says so before anybody chooses, and at once; orders are followed on', async () => {
  shop = await openShop()
  const { id } = await shop.list(first)
  const paths = [`/shop/demo`, `/shop/demo/${id}`, '/shop/demo/cart', '/shop/demo/checkout']
  const said = async (path: string) => words(await page(path)).includes('店铺休息中，暂时不能下单')
  for (const path of paths) expect([path, await said(path)]).toEqual([path, false])
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'paused' } })
  for (const path of paths) expect([path, await said(path)]).toEqual([path, true])
  expect(await said('/shop/demo/order')).toBe(false)
})

test('a closed shop says that it is closed', async () => {
  shop = await openShop()
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
  const answer = await page('/shop/demo')
  expect(answer.status).toBe(403)
  expect(words(answer)).toContain('店铺休息中')
})

test('names and titles are text, whatever they are made of', async () => {
  shop = await openShop()
  const listing = await shop.list(first)
  const evil = '"><script>alert(1)</script>&lt;'
  await shop.sell('/v1/seller/shop', { method: 'PUT', body: { name: evil } })
  await shop.sell(`/v1/seller/listings/${listing.id}`, { method: 'PUT', body: { title: evil } })
  for (const path of ['/shop/demo', `/shop/demo/${listing.id}`, '/shop/demo/cart']) {
    const answer = await page(path)
    checkPolicy(answer)
    expect(answer.text).not.toContain('<script>alert')
  }
})

test.each([
  ['zh-CN', '我的订单', '这里只列出用这台设备下过或打开过的订单'],
  ['en', 'My orders', 'Only orders made or opened with this device are listed here'],
])(
  'shop and order lead to what this device ordered, which says in %s what it lists before any script',
  async (language, name, hint) => {
    shop = await openShop()
    await shop.list(first)
    const headers = { 'accept-language': language }
    for (const path of ['/shop/demo', '/shop/demo/order']) {
      const { text } = await page(path, headers)
      expect(text).toContain(`href="${baseUrl}/shop/demo/orders">${name}</a>`)
    }
    const answer = await page('/shop/demo/orders', headers)
    expect(answer.status).toBe(200)
    checkPolicy(answer)
    const read = words(answer)
    for (const said of [name, hint]) expect(read).toContain(said)
    expect(answer.text).toMatch(/<noscript><p[^>]*>[^<]*JavaScript/)
    await shop.sell('/v1/seller/shop', { method: 'PUT', body: { state: 'closed' } })
    expect((await page('/shop/demo/orders', headers)).status).toBe(200)
  },
)
