import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import { textsFor } from '@xiaopu/texts'
import { expect, onTestFinished, test } from 'vitest'
import { readArguments } from '../arguments.ts'
import type { Context } from '../context.ts'
import type { Environment } from '../settings.ts'
import type { Check } from './check.ts'
import { check1688 } from './check-1688.ts'

const [zhCN, en] = [textsFor('zh-CN'), textsFor('en')]

/** A gateway's callback address, as far as a stranger can tell. */
const turnsAway = JSON.stringify({ code: 'MESSAGE_NOT_GENUINE' })

async function listen(answer: (path: string, body: string) => Promise<string> | string) {
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', async () => response.end(await answer(request.url ?? '', body)))
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A sandbox in which `spoil` went wrong, and what the doctor says of it by check. */
async function examined(
  spoil: {
    readonly env?: Environment
    readonly app?: object
    readonly clock?: number
    readonly faults?: readonly object[]
    /** Answers an API in the sandbox's place. */
    readonly instead?: (path: string) => string | undefined
  } = {},
  texts = zhCN,
): Promise<{ checks: Check[]; of(name: Check['name']): Check | undefined; sandbox: Sandbox }> {
  const sandbox = createSandbox({ offers: [] })
  onTestFinished(() => sandbox.stop())
  const own = await listen((path) => (path === '/v1/callbacks/1688' ? turnsAway : 'x'))
  const url = await listen(async (path, body) => {
    const method = body === '' ? 'GET' : 'POST'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = method === 'POST' ? { method, body, headers } : { method }
    return (
      spoil.instead?.(path) ??
      (await sandbox.fetch(new Request(`http://127.0.0.1${path}`, init))).text()
    )
  })
  const control = (path: string, body: object) =>
    sandbox.fetch(
      new Request(`http://127.0.0.1/sandbox/api${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      }),
    )
  await control('/app', { callbackUrl: `${own}/v1/callbacks/1688`, ...spoil.app })
  if (spoil.clock) await control('/clock', { advanceMs: spoil.clock })
  for (const fault of spoil.faults ?? []) await control('/faults', fault)
  const env = {
    ALIBABA_BASE_URL: url,
    ALIBABA_APP_KEY: DEFAULT_APP_KEY,
    ALIBABA_APP_SECRET: DEFAULT_APP_SECRET,
    ALIBABA_TOKEN: FIRST_TOKEN,
    XIAOPU_URL: own,
    ...spoil.env,
  }
  const silent = (): void => {}
  const context: Context = {
    ...{
      asked: readArguments([], []),
      env,
      texts,
      locale: 'zh-CN',
      cli: texts.cli,
      colours: false,
    },
    ...{ say: silent, print: silent, note: silent, pass: async () => {} },
  }
  const checks = await check1688(context)
  return { checks, of: (name) => checks.find((check) => check.name === name), sandbox }
}

test('an app in order is found in order, each thing by itself', async () => {
  const { checks } = await examined()
  expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'app ok',
    'platform-clock ok',
    'token ok',
    'permission ok',
    'balance-pay ok',
    'push ok',
  ])
})

test.each<[string, Parameters<typeof examined>[0], Check['name'], RegExp]>([
  ['a wrong secret', { env: { ALIBABA_APP_SECRET: 'other' } }, 'app', /App Secret/],
  ['an unknown key', { env: { ALIBABA_APP_KEY: '7654321' } }, 'app', /App Key/],
  [
    'a dead address',
    { env: { ALIBABA_BASE_URL: 'http://127.0.0.1:9' } },
    'app',
    /ALIBABA_BASE_URL/,
  ],
  ['an unknown token', { env: { ALIBABA_TOKEN: 'gone' } }, 'token', /重新授权/],
  ['an ended grant', { env: { ALIBABA_REFRESH_TOKEN: 'gone' } }, 'token', /重新授权/],
])('%s is a problem, and the doctor says which page to open', async (_, spoil, name, todo) => {
  const { of } = await examined(spoil)
  expect(of(name)).toMatchObject({ state: 'bad', todo: expect.stringMatching(todo) })
})

test('a call that is not granted is named with its namespace; a vital one is a problem', async () => {
  const denied = [
    'com.alibaba.trade:alibaba.trade.fenxiaoOrder.create',
    'com.alibaba.product:alibaba.product.follow',
  ]
  const { checks } = await examined({ app: { denied } })
  const permissions = checks.filter(({ name }) => name === 'permission')
  expect(permissions[0]).toMatchObject({ state: 'warn', found: expect.stringMatching(/^(\d+) 个/) })
  expect(permissions.slice(1)).toMatchObject([
    { state: 'bad', todo: expect.stringContaining(`${denied[0]}-1`) },
    { state: 'warn', todo: expect.stringContaining(`${denied[1]}-1`) },
  ])
})

test('a denied account call proves the token all the same', async () => {
  const denied = ['com.alibaba.account:alibaba.account.basic']
  expect((await examined({ app: { denied } })).of('token')).toMatchObject({ state: 'ok' })
})

test('looking at permissions buys, tells and changes nothing', async () => {
  const heard: string[] = []
  const { sandbox } = await examined({
    instead: (path) => {
      heard.push(path)
      return undefined
    },
  })
  expect(heard.filter((path) => path.includes('push.cursor'))).toEqual([])
  expect(heard.some((path) => path.includes('fenxiaoOrder.create'))).toBe(true)
  const { orders, refunds, relations } = sandbox.world
  expect([orders, refunds, relations].flatMap((table) => [...table.values()])).toEqual([])
})

test('a platform that is too busy to say leaves the permission open, not denied', async () => {
  const faults = [{ api: 'alibaba.trade.cancel', kind: 'qos', times: 5 }]
  const { checks } = await examined({ faults })
  expect(checks.filter(({ name }) => name === 'permission')).toMatchObject([
    { state: 'warn' },
    { state: 'warn', todo: zhCN.cli.doctor.permissionUnknownTodo },
  ])
})

test('clocks that are apart are told with how far', async () => {
  const { of } = await examined({ clock: 3_600_000 })
  expect(of('platform-clock')).toMatchObject({
    state: 'warn',
    found: expect.stringMatching(/(3599|3600|3601)/),
  })
})

test('without a signed payment agreement nobody pays: a problem, with the page to sign at', async () => {
  const signUrl = 'https://sign.example/a'
  const agreement = { payChannel: 'ALIPAY', signedStatus: 'true', bindingStatus: 'false', signUrl }
  const answer = { result: { success: true, result: { paymentAgreements: [agreement] } } }
  const { of } = await examined({
    instead: (path) => (path.includes('protocolPay.isopen') ? JSON.stringify(answer) : undefined),
  })
  expect(of('balance-pay')).toMatchObject({ state: 'bad', todo: expect.stringContaining(signUrl) })
})

test('pushes that go elsewhere or nowhere, and an address that does not answer, are told', async () => {
  const { of } = await examined({ app: { callbackUrl: 'http://other.example/x' } })
  expect(of('push')).toMatchObject({
    state: 'warn',
    found: expect.stringContaining('http://other.example/x'),
  })
  const nowhere = await examined({ env: { XIAOPU_URL: '' } })
  expect(nowhere.of('push')).toMatchObject({
    state: 'warn',
    todo: expect.stringContaining('XIAOPU_URL'),
  })
  const silent = await examined({ env: { XIAOPU_URL: 'http://127.0.0.1:9' } })
  expect(silent.of('push')).toMatchObject({ state: 'warn', found: expect.stringContaining(':9') })
})

test('a platform that is no sandbox leaves the last test to the console', async () => {
  const { of } = await examined({
    instead: (path) => (path.startsWith('/sandbox') ? 'no' : undefined),
  })
  expect(of('push')).toMatchObject({ state: 'ok', todo: expect.stringContaining('open.1688.com') })
})

test('an app of one account needs no token', async () => {
  const { checks } = await examined({
    app: { singleUser: 'b2b-2248544159' },
    env: { ALIBABA_TOKEN: 'none' },
  })
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
})

test('what to do is told in English as well', async () => {
  const { of } = await examined({ env: { ALIBABA_APP_SECRET: 'other' } }, en)
  expect(of('app')?.todo).toMatch(/^Open open\.1688\.com/)
})
