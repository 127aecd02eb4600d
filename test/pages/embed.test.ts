import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { offerIds } from '../catalog/goods.ts'
import { ask, type OpenShop, openShop } from '../shop.ts'

let shop: OpenShop
let embedDir: string
afterEach(() => shop.close())

const pinned = '0.1.0/first-card-abc.js'
const files = [
  { entry: 'loader', file: 'v1.js', code: 'loader()' },
  { entry: 'first-card', file: pinned, code: 'ran.push("first-card")' },
  { entry: 'paint', file: '0.1.0/paint-abc.js', code: 'ran.push("paint")' },
  { entry: 'buying', file: '0.1.0/buying-abc.js', code: 'buying()' },
]

beforeAll(async () => {
  embedDir = await mkdtemp(join(tmpdir(), 'xiaopu-embed-'))
  await mkdir(join(embedDir, '0.1.0'))
  for (const { file, code } of files) await writeFile(join(embedDir, file), code)
  await writeFile(join(embedDir, 'secret.txt'), 'secret')
  const listed = files.map(({ entry, file }) => ({ entry, file, integrity: `sha384-${entry}` }))
  await writeFile(
    join(embedDir, 'manifest.json'),
    JSON.stringify({ version: '0.1.0', files: listed }),
  )
})
afterAll(() => rm(embedDir, { recursive: true, force: true }))

const open = () => openShop({ gateway: { embedDir } })
const get = (path: string, headers: Record<string, string> = {}) =>
  ask(shop.gateway, path, { headers })

test('the floating file is short-lived, a pinned one is for ever, and any page may load both', async () => {
  shop = await open()
  const loader = await get('/embed/v1.js')
  expect(loader.text).toBe('loader()')
  expect(loader.headers.get('cache-control')).toContain('max-age=300')
  const card = await get(`/embed/${pinned}`)
  expect(card.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  for (const { headers } of [loader, card]) {
    expect(headers.get('content-type')).toContain('text/javascript')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  }
  const again = await get(`/embed/${pinned}`, {
    'if-none-match': card.headers.get('etag') ?? '',
  })
  expect(again.status).toBe(304)
})

test('only what the build lists can be fetched', async () => {
  shop = await open()
  for (const path of ['secret.txt', '..%2f..%2fpackage.json', '0.1.0/nothing.js', '0.1.0/']) {
    expect((await get(`/embed/${path}`)).status).toBe(404)
  }
  expect((await get('/embed/manifest.json')).status).toBe(200)
})

test('code and pages travel as small as who asks can unpack them', async () => {
  shop = await open()
  const listing = await shop.list(offerIds[0] ?? '')
  const answer = `/embed/v1.js?shop=${shop.keys.publishable}&listing=${listing.id}`
  for (const path of [`/embed/${pinned}`, answer, '/shop/demo']) {
    const packing = async (accepted: string) => {
      const { headers } = await get(path, { 'accept-encoding': accepted })
      expect(headers.get('vary')).toContain('accept-encoding')
      return headers.get('content-encoding')
    }
    expect([await packing('gzip, br'), await packing('gzip'), await packing('zstd')]).toEqual([
      'br',
      'gzip',
      null,
    ])
  }
})

test('one answer brings a pasted card its data and its code', async () => {
  shop = await open()
  const listing = await shop.list(offerIds[0] ?? '')
  const answer = await get(`/embed/v1.js?shop=${shop.keys.publishable}&listing=${listing.id}`)
  expect(answer.status).toBe(200)
  const script = answer.text.replaceAll('import.meta.url', '"here"')
  type Pushed = [string, string, { css: string; cards: Record<string, unknown> }]
  const scope = { ran: [] as string[], xiaopuSeed: [] as Pushed[] }
  runInNewContext(script, scope)
  expect(scope.ran).toEqual(['paint'])
  const view = await shop.ask<{ items: unknown[] }>(`/v1/listings?ids=${listing.id}`)
  const [, data, painting] = scope.xiaopuSeed[0] ?? []
  expect(JSON.parse(data ?? '').listings).toEqual(view.json.items)
  expect(Object.keys(painting?.cards ?? {})).toEqual([listing.id])
  expect(JSON.stringify(painting?.cards)).toContain(listing.title)
})

test('where a tag names its shop alone, the answer is what brings the other elements', async () => {
  shop = await open()
  const { text } = await get(`/embed/v1.js?shop=${shop.keys.publishable}`)
  expect(text).toContain('ran.push("first-card")')
})

test('a page that may not use the key gets the code, which will say so, and no data', async () => {
  shop = await open()
  const listing = await shop.list(offerIds[0] ?? '')
  await shop.sell('/v1/seller/shop', {
    method: 'PUT',
    body: { allowedOrigins: ['https://blog.example'] },
  })
  const path = `/embed/v1.js?shop=${shop.keys.publishable}&listing=${listing.id}`
  const foreign = await get(path, { origin: 'https://evil.example' })
  expect(foreign.text).toBe('ran.push("first-card")')
  const own = await get(path, { origin: 'https://blog.example' })
  expect(own.text).toContain(listing.id)
  expect((await get(path, { origin: 'https://evil.example' })).text).not.toContain(listing.id)
  const unknown = await get(`/embed/v1.js?shop=xpk_nothing&listing=${listing.id}`)
  expect(unknown.text).toBe('ran.push("first-card")')
})
