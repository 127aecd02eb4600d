import { ShopError } from '@xiaopu/domain'
import { afterEach, expect, test, vi } from 'vitest'
import {
  type FakeHostOptions,
  fakeHost,
  type HostName,
  habits,
} from '../../../../test/mini/fake-host.ts'
import { channelOf, createClient, findHost, miniLogin, openStores } from '../mini.ts'
import { miniNames } from './names.ts'
import { miniPage } from './page.ts'
import { miniRandom } from './random.ts'
import { miniStorage } from './storage.ts'
import { miniTransport } from './transport.ts'

const hosts = Object.entries(habits) as [HostName, (typeof habits)[HostName]][]

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A gateway that answers when the test says so. */
function held(options: FakeHostOptions = {}) {
  const answers: ((response: Response) => void)[] = []
  const seen: Request[] = []
  const fake = fakeHost({
    ...options,
    fetch: (request) => {
      seen.push(request)
      return new Promise((answer) => answers.push(answer))
    },
  })
  const transport = miniTransport(fake.host, { wait: async () => {}, timeoutMillis: 60_000 })
  return {
    ...fake,
    transport,
    seen,
    answer: (text = '{}') => answers.shift()?.(new Response(text)),
  }
}

const read = {
  method: 'GET',
  url: 'https://g.example/v1/shop',
  headers: {},
  repeatable: true,
} as const
const write = { ...read, method: 'POST', body: '{}' } as const

test('a read that the app broke off while hidden is sent again once it is shown, and not before', async () => {
  const { transport, hide, show, seen, answer } = held()
  const reading = transport(read)
  hide()
  await vi.waitFor(() => expect(seen).toHaveLength(1))
  await Promise.resolve()
  expect(seen).toHaveLength(1)
  show()
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  answer('too late')
  answer('{"name":"小铺"}')
  expect((await reading).text).toBe('{"name":"小铺"}')
})

test('a write that the app broke off is not sent again: nobody knows whether the gateway acted', async () => {
  const { transport, hide, show, seen } = held()
  const writing = transport(write)
  hide()
  show()
  await expect(writing).rejects.toMatchObject({
    code: 'TIMEOUT',
    detail: { reason: 'interrupted' },
  })
  expect(seen).toHaveLength(1)
})

test('a read that is broken off again and again ends as OFFLINE', async () => {
  const { transport, hide, show, seen } = held()
  const reading = transport({ ...read, repeatable: false })
  for (const count of [1, 2, 3]) {
    await vi.waitFor(() => expect(seen).toHaveLength(count))
    hide()
    show()
  }
  await expect(reading).rejects.toMatchObject({ code: 'OFFLINE' })
})

test('the own timer says TIMEOUT although the host calls it an abort', async () => {
  vi.useFakeTimers()
  const { host } = fakeHost({ fetch: () => new Promise(() => {}) })
  // An old base library that never gives up by itself.
  const deaf = {
    ...host,
    request: (asked: Parameters<typeof host.request>[0]) =>
      host.request({ ...asked, timeout: 600_000 }),
  }
  const asking = miniTransport(deaf, { timeoutMillis: 8000 })(write)
  const failed = expect(asking).rejects.toMatchObject({ code: 'TIMEOUT' })
  await vi.advanceTimersByTimeAsync(8000)
  await failed
})

test('a domain that is not on the list is said once, with its name, and not tried again', async () => {
  const { host } = fakeHost({ domains: ['https://other.example'] })
  const client = createClient({ gateway: 'https://g.example', shop: 'xpk_1', host })
  await expect(client.shop.read()).rejects.toMatchObject({
    code: 'DOMAIN_NOT_LISTED',
    retry: false,
    detail: { domain: 'https://g.example' },
  })
})

test.each([
  ['request:fail timeout', undefined, 'TIMEOUT'],
  ['request:fail', 5, 'TIMEOUT'],
  ['request:fail net::ERR_CONNECTION_TIMED_OUT', undefined, 'OFFLINE'],
  ['request:fail -2:net::ERR_FAILED', undefined, 'OFFLINE'],
  ['request:fail ssl hand shake error', undefined, 'OFFLINE'],
  ['request:fail url not in domain list', undefined, 'DOMAIN_NOT_LISTED'],
  ['request:fail', 600002, 'DOMAIN_NOT_LISTED'],
  ['', undefined, 'OFFLINE'],
])('%s (%s) is %s', async (errMsg, errno, code) => {
  const host = {
    request: ({ fail }: Parameters<ReturnType<typeof fakeHost>['host']['request']>[0]) =>
      fail({ errMsg, ...(errno && { errno }) }),
  }
  const failing = miniTransport(host)({ ...read, repeatable: false })
  await expect(failing).rejects.toMatchObject({ code })
})

test.each(hosts)(
  '%s: how long a busy gateway wants to be left alone is read however the phone writes it',
  async (_name, each) => {
    const waits: number[] = []
    const replies = [
      new Response('{}', { status: 503, headers: { 'retry-after': '7' } }),
      new Response('{"name":"小铺"}'),
    ]
    const { host } = fakeHost({
      habits: each,
      fetch: async () => replies.shift() ?? Response.error(),
    })
    const wait = async (ms: number) => void waits.push(ms)
    const reply = await miniTransport(host, { wait })(read)
    expect(JSON.parse(reply.text)).toEqual({ name: '小铺' })
    expect(waits).toEqual([7000])
  },
)

test('more requests than an app lets travel at once are all answered', async () => {
  const { transport, inFlight, answer } = held()
  const all = Promise.all(Array.from({ length: 24 }, () => transport(read)))
  expect(inFlight()).toBe(10)
  let answered = 0
  while (answered < 24) {
    await vi.waitFor(() => expect(inFlight()).toBeGreaterThan(0))
    answer()
    answered++
    await new Promise((done) => setTimeout(done))
  }
  expect(await all).toHaveLength(24)
})

for (const [name, each] of hosts) {
  test(`${name}: what is stored is there the next time, and gone once it is removed`, () => {
    const { host } = fakeHost({ habits: each })
    miniStorage(host).set('xiaopu/cart', '{"id":"crt_1"}')
    expect(miniStorage(host).get('xiaopu/cart')).toBe('{"id":"crt_1"}')
    miniStorage(host).set('xiaopu/cart', undefined)
    expect(miniStorage(host).get('xiaopu/cart')).toBeUndefined()
  })

  test(`${name}: is found by its object, and WeChat's alias is not taken for it`, () => {
    const own = fakeHost({ habits: each }).host
    const alias = fakeHost().host
    vi.stubGlobal('wx', alias)
    vi.stubGlobal(name, own)
    const channels = { wx: 'wechat', tt: 'douyin', ks: 'kuaishou', xhs: 'xiaohongshu' }
    expect(findHost()).toEqual({ channel: channels[name], host: own })
    expect(channelOf(own)).toBe(channels[name])
  })
}

test('outside of a mini-program there is no host, and that is said', () => {
  expect(() => findHost()).toThrow('not in a mini-program')
})

test('a full or missing storage keeps things as long as the program runs', () => {
  const full = miniStorage(fakeHost({ room: 10 }).host)
  full.set('xiaopu/a', '12345')
  full.set('xiaopu/b', '1234567890')
  expect([full.get('xiaopu/a'), full.get('xiaopu/b')]).toEqual(['12345', '1234567890'])
  full.set('xiaopu/b', undefined)
  expect(full.get('xiaopu/b')).toBeUndefined()
  const throwing = () => {
    throw new Error('getStorageSync:fail')
  }
  const { request } = fakeHost().host
  for (const host of [
    { request },
    { request, getStorageSync: throwing, setStorageSync: throwing, removeStorageSync: throwing },
  ]) {
    const storage = miniStorage(host)
    storage.set('k', 'v')
    expect(storage.get('k')).toBe('v')
    storage.set('k', undefined)
    expect(storage.get('k')).toBeUndefined()
  }
})

test.each(hosts)('%s: what is kept can be listed, and asking leaves nothing behind', (_, each) => {
  const { host, stored } = fakeHost({ habits: each })
  const storage = miniStorage(host)
  storage.set('xiaopu/a', '1')
  storage.set('xiaopu/b', '2')
  storage.set('xiaopu/a', undefined)
  const names = miniNames(host)
  expect([names.isKeeping(), names.all(), [...stored.keys()]]).toEqual([
    true,
    ['xiaopu/b'],
    ['xiaopu/b'],
  ])
  const wrapped = { ...host, getStorageInfoSync: () => ({ code: 0, data: { keys: ['w'] } }) }
  expect(miniNames(wrapped).all()).toEqual(['w'])
})

test('a program whose host cannot list what is kept, or keeps nothing, says that nothing can be listed', () => {
  const throwing = () => {
    throw new Error('getStorageInfoSync:fail')
  }
  const { host } = fakeHost()
  const { request } = host
  const hosts = [
    { request },
    { ...host, getStorageInfoSync: throwing },
    { ...host, getStorageInfoSync: () => '' },
    { ...host, getStorageInfoSync: undefined as unknown as () => unknown },
    fakeHost({ room: 3 }).host,
  ]
  for (const each of hosts) {
    expect([miniNames(each).isKeeping(), miniNames(each).all()]).toEqual([false, []])
  }
})

test.each(hosts)('%s: keys are 26 letters and digits, and none comes twice', async (_, each) => {
  const { host } = fakeHost({ habits: each })
  const random = miniRandom(host)
  const drawn = Array.from({ length: 200 }, () => random(26).join())
  await new Promise((done) => setTimeout(done, 5))
  drawn.push(...Array.from({ length: 200 }, () => random(26).join()))
  expect(new Set(drawn).size).toBe(400)
  const client = createClient({ gateway: 'https://g.example', shop: 'xpk_1', host })
  expect(client.newKey()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
})

test('the stores follow the program: hidden and shown, and the network that comes back', () => {
  const { host, hide, show, reconnect } = fakeHost()
  const page = miniPage(host)
  const heard: boolean[] = []
  const stop = page.watch(() => heard.push(page.isHidden()))
  hide()
  show()
  reconnect()
  stop()
  hide()
  expect(heard).toEqual([true, false, false])
  const client = createClient({ gateway: 'https://g.example', shop: 'xpk_1', host, page })
  expect(client.page).toBe(page)
  const forget = openStores(client).follow()
  show()
  forget()
  expect(page.isHidden()).toBe(false)
})

test('a login code is exchanged once for all who ask meanwhile', async () => {
  let codes = 0
  const { host } = fakeHost({ login: () => ({ code: `code-${++codes}` }) })
  const exchanged: unknown[] = []
  const login = miniLogin({ host, channel: 'wechat' }, async (asked) => {
    exchanged.push(asked)
    return { openid: 'o1' }
  })
  expect(await Promise.all([login(), login()])).toEqual([{ openid: 'o1' }, { openid: 'o1' }])
  expect(exchanged).toEqual([{ channel: 'wechat', code: 'code-1' }])
  await login()
  expect(codes).toBe(2)
})

test('a code that was refused is replaced once, and a gateway that cannot be reached is not asked twice', async () => {
  let codes = 0
  const { host } = fakeHost({ login: () => ({ code: `code-${++codes}` }) })
  const refuse = (code: 'BAD_REQUEST' | 'OFFLINE') =>
    miniLogin({ host, channel: 'wechat' }, async () => {
      throw new ShopError(code)
    })
  await expect(refuse('BAD_REQUEST')()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  expect(codes).toBe(2)
  await expect(refuse('OFFLINE')()).rejects.toMatchObject({ code: 'OFFLINE' })
  expect(codes).toBe(3)
})

test('a host without login, or that gives no code, says so', async () => {
  const exchange = async () => ({})
  const { request } = fakeHost().host
  const none = miniLogin({ host: { request }, channel: 'douyin' }, exchange)
  await expect(none()).rejects.toMatchObject({ code: 'OFFLINE' })
  const refused = fakeHost({ login: () => ({ errMsg: 'login:fail auth deny' }) })
  const denied = miniLogin({ host: refused.host, channel: 'wechat' }, exchange)
  await expect(denied()).rejects.toMatchObject({ detail: { said: 'login:fail auth deny' } })
})
