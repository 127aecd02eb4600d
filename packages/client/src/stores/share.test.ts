import { day, ShopError } from '@xiaopu/domain'
import { expect, test } from 'vitest'
import { createClient, memoryStorage, type Transport } from '../index.ts'
import { shareStore, visitorOf } from './share.ts'
import { openStores } from './stores.ts'

function scene() {
  const visits: { code: string; visitor: string }[] = []
  const storage = memoryStorage()
  let now = Date.UTC(2026, 10, 24)
  let fails: ShopError | undefined
  const transport: Transport = async (request) => {
    if (fails) throw fails
    visits.push(JSON.parse(request.body ?? '{}'))
    return { status: 200, header: () => undefined, text: '{}' }
  }
  const client = () =>
    createClient({
      gateway: 'http://gateway',
      shop: 'xpk_1',
      transport,
      storage,
      now: () => now,
    })
  const open = () => shareStore(client())
  return {
    client,
    open,
    visits,
    pass: (millis: number) => {
      now += millis
    },
    fail: (error: ShopError | undefined) => {
      fails = error
    },
  }
}

test('a page whose address carries a share tells the visit once, and credits it for seven days', async () => {
  const { open, visits, pass } = scene()
  const share = open()
  await share.arrive('https://blog.example/post?a=1&s=abcd2345#top')
  await share.arrive('https://blog.example/post?a=1&s=abcd2345')
  expect(visits).toEqual([{ code: 'abcd2345', visitor: expect.stringMatching(/^[0-9A-Z]{26}$/) }])
  const credit = { share: 'abcd2345', visitor: visits[0]?.visitor }
  expect(share.credit()).toEqual(credit)
  pass(7 * day)
  expect(open().credit()).toEqual(credit)
  pass(1)
  expect(share.credit()).toEqual({})
  expect(open().$share.get()).toBeUndefined()
})

test('a browser that made a link has one name, there and where it comes through one', async () => {
  const { client, open, visits } = scene()
  const visitor = visitorOf(client())
  expect(visitorOf(client())).toBe(visitor)
  await open().arrive('https://shop.example/shop/demo?s=abcd2345')
  expect(visits).toEqual([{ code: 'abcd2345', visitor }])
})

test('a later share counts instead, for the same visitor; coming back later is another visit', async () => {
  const { open, visits, pass } = scene()
  const share = open()
  await share.arrive('https://x/?s=abcd2345')
  pass(day)
  await share.arrive('https://x/?s=abcd2345')
  await share.arrive('https://x/?s=efgh2345')
  expect(visits.map(({ code }) => code)).toEqual(['abcd2345', 'abcd2345', 'efgh2345'])
  expect(new Set(visits.map(({ visitor }) => visitor)).size).toBe(1)
  expect(share.credit().share).toBe('efgh2345')
})

test('a visit that could not be told is told with the next page', async () => {
  const { open, visits, fail } = scene()
  fail(new ShopError('OFFLINE'))
  await open().arrive('https://x/?s=abcd2345')
  fail(undefined)
  await open().arrive('https://x/other')
  expect(visits).toHaveLength(1)
})

test('another page of the shop is told who came through what', async () => {
  const here = scene()
  const there = scene()
  const share = here.open()
  expect(share.suffix()).toBe('')
  await share.arrive('https://blog.example/?s=abcd2345')
  const { visitor } = share.credit()
  expect(share.suffix()).toBe(`&s=abcd2345&u=${visitor}`)
  await there.open().arrive(`https://shop.example/checkout#cart=crt_1${share.suffix()}`)
  expect(there.visits).toEqual([{ code: 'abcd2345', visitor }])
})

test('a code that is unknown or none is not kept', async () => {
  const { open, visits, fail } = scene()
  const share = open()
  await share.arrive('https://x/?s=O0I1&s=tooooolong2')
  expect(visits).toEqual([])
  fail(new ShopError('SHARE_NOT_FOUND'))
  await share.arrive('https://x/?s=abcd2345')
  expect(share.credit()).toEqual({})
})

test('the shop is read once, and again after a failure', async () => {
  let asked = 0
  const transport: Transport = async () => {
    if (asked++ === 0) throw new ShopError('OFFLINE')
    return { status: 200, header: () => undefined, text: '{"name":"晴天小铺"}' }
  }
  const stores = openStores(createClient({ gateway: 'http://g', shop: 'xpk_1', transport }))
  await stores.shop.load()
  expect(stores.$shop.get()).toMatchObject({ error: { code: 'OFFLINE' }, loading: false })
  await Promise.all([stores.shop.load(), stores.shop.load()])
  expect(stores.$shop.get()).toMatchObject({ value: { name: '晴天小铺' }, error: undefined })
  expect(asked).toBe(2)
})
