import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, ask, type OpenShop, openShop } from './shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const nothing = "default-src 'none'; frame-ancestors 'none'"
const own = { 'content-security-policy': nothing, 'cross-origin-resource-policy': 'same-origin' }
const shared = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
}
/** What each kind of answer must carry, and what it must not. */
const rows: readonly [path: RegExp, has: Record<string, string>, lacks: readonly string[]][] = [
  [/^\/v1\/(callbacks|seller)\//, own, ['access-control-allow-origin']],
  [/^\/v1\//, { ...shared, 'content-security-policy': nothing }, ['set-cookie']],
  [/^\/embed\//, shared, ['set-cookie']],
  [/^\/img\//, { ...shared, 'content-security-policy': "default-src 'none'; sandbox" }, []],
  [
    /^\/(shop|s|pay)\//,
    { 'cross-origin-opener-policy': 'same-origin' },
    ['access-control-allow-origin'],
  ],
  [/^\/(healthz|readyz|openapi\.json)$/, own, ['access-control-allow-origin']],
]

function check(path: string, { headers }: Answer): void {
  const [, has, lacks] = rows.find(([paths]) => paths.test(path)) ?? []
  if (!has) throw new Error(`${path} has no row here: which headers must it carry?`)
  expect(Object.fromEntries(headers), path).toMatchObject({
    ...has,
    'x-content-type-options': 'nosniff',
  })
  expect(headers.get('x-request-id'), path).toMatch(/^req_/)
  for (const name of lacks ?? []) expect(headers.has(name), `${path} ${name}`).toBe(false)
  const isHtml = headers.get('content-type')?.startsWith('text/html')
  if (isHtml) expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
}

test('every route answers with the headers of its kind, whatever it answers', async () => {
  const routes = shop.gateway.routes.filter(({ path }) => !path.includes('*'))
  expect(routes.length).toBeGreaterThan(40)
  for (const { method, path } of routes) {
    const asked = path.replace(/:(\w+)(\{[^}]*\})?/g, 'none')
    check(asked, await ask(shop.gateway, asked, { method, ...(method !== 'GET' && { body: {} }) }))
  }
})

test('what is nowhere is answered with headers too', async () => {
  for (const path of ['/', '/nothing', 'http://127.0.0.1:8688//v1/shop', '/v1%2fshop', '/.env']) {
    const { status, headers } = await ask(shop.gateway, path)
    expect([path, status]).toEqual([path, 404])
    expect(Object.fromEntries(headers)).toMatchObject(own)
  }
})

test.each(['checkout', 'order', 'orders', 'order/data', 'cart'])(
  'the %s page runs our scripts only, tells nobody where it was and stands in no frame',
  async (name) => {
    const { headers } = await ask(shop.gateway, `/shop/demo/${name}`)
    const policy = headers.get('content-security-policy')?.split('; ') ?? []
    for (const directive of [
      "default-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types xiaopu',
    ]) {
      expect(policy).toContain(directive)
    }
    expect(policy.join()).not.toMatch(/unsafe|\*|https?:\/\/(?!127\.0\.0\.1:8688)/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\)/)
  },
)

test('callbacks answer to POST only, and nobody may call the seller’s routes from another page', async () => {
  for (const path of ['/v1/callbacks/1688', '/v1/callbacks/payments/sandbox']) {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const { status } = await ask(shop.gateway, path, { method })
      expect([path, method, status]).toEqual([path, method, 405])
    }
  }
  const preflight = await ask(shop.gateway, '/v1/seller/orders', { method: 'OPTIONS' })
  expect(preflight.headers.get('access-control-allow-headers')).not.toContain('authorization')
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
})
