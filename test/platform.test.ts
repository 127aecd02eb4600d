import { type CallTrace, refreshingToken } from '@xiaopu/alibaba'
import { isShopError } from '@xiaopu/domain'
import {
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_REFRESH_TOKEN,
  FIRST_TOKEN,
} from '@xiaopu/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { testPlatform } from './suites/platform.ts'
import { basket, home } from './suites/platform-stage.ts'
import { openSandbox, type SandboxStage } from './suites/sandbox-stage.ts'

// Long enough for any answer on a busy machine, short enough for the scene that waits it out.
testPlatform('1688 on the sandbox', () => openSandbox({ deadlines: { writeMillis: 1_500 } }))

async function stageFor(options: Parameters<typeof openSandbox>[0] = {}): Promise<SandboxStage> {
  const stage = await openSandbox(options)
  onTestFinished(() => stage.close())
  return stage
}

/** Names of the calls that reached the platform. */
const heard = (stage: SandboxStage): string[] =>
  stage.sandbox.calls.all().map(({ api }) => api.replace(/^.*:/, '').replace(/-1$/, ''))

const request = async (stage: SandboxStage) => ({
  outOrderId: 'so_1',
  lines: await basket(stage),
  address: home,
})

test('a read is tried three times while the platform is busy, then left to the caller', async () => {
  const pauses: number[] = []
  const stage = await stageFor({
    random: () => 0.5,
    delay: async (millis) => void pauses.push(millis),
  })
  await stage.control('/faults', { api: '*', kind: 'qos', times: 2 })
  expect(await stage.platform.offer(stage.offers.varied)).toBeDefined()
  // Before each repeat its own pause, then its turn at half and at a quarter of the pace.
  expect(pauses).toEqual([100, 300, 400, 600])
  await stage.control('/faults', { api: '*', kind: 'qos', times: 9 })
  await expect(stage.platform.offer(stage.offers.varied)).rejects.toMatchObject({
    code: 'PLATFORM_BUSY',
    detail: { platformCode: 'gw.QosAppFrequencyLimit' },
  })
  expect(heard(stage)).toHaveLength(6)
})

test('a write is never repeated, whatever happens to it', async () => {
  const stage = await stageFor()
  const create = 'alibaba.trade.fenxiaoOrder.create'
  const outcomes = {
    qos: 'PLATFORM_BUSY',
    'http-500': 'PLATFORM_IN_DOUBT',
    'reset-before': 'PLATFORM_IN_DOUBT',
    'bad-json': 'PLATFORM_IN_DOUBT',
  }
  for (const [kind, code] of Object.entries(outcomes)) {
    await stage.control('/faults', { api: create, kind })
    const placing = stage.platform.place({ ...(await request(stage)), outOrderId: `so_${kind}` })
    await expect(placing).rejects.toMatchObject({ code })
  }
  expect(heard(stage).filter((api) => api === create)).toHaveLength(4)
})

test.each([
  ['gw.APIACLDecline', 'PLATFORM_PERMISSION', 'PLATFORM_PERMISSION'],
  ['gw.SignatureInvalid', 'PLATFORM_AUTH', 'PLATFORM_AUTH'],
  ['gw.APIUnsupported', 'PLATFORM_SCHEMA', 'PLATFORM_SCHEMA'],
  ['gw.NeverSeenBefore', 'PLATFORM_BUSY', 'PLATFORM_IN_DOUBT'],
  ['500', 'PLATFORM_BUSY', 'PLATFORM_IN_DOUBT'],
])('the gateway error %s is %s on a read and %s on a write', async (code, onRead, onWrite) => {
  const stage = await stageFor()
  const buying = await request(stage)
  const fault = { kind: 'gateway', code, times: 3 }
  await stage.control('/faults', { ...fault, api: 'alibaba.fenxiao.productInfo.get' })
  await expect(stage.platform.offer(stage.offers.varied)).rejects.toMatchObject({ code: onRead })
  await stage.control('/faults', { ...fault, api: 'alibaba.trade.fenxiaoOrder.create' })
  await expect(stage.platform.place(buying)).rejects.toMatchObject({ code: onWrite })
})

test('a wrong secret, an unknown token and a missing grant are three different failures', async () => {
  const wrongSecret = await stageFor({ appSecret: 'wrong' })
  await expect(wrongSecret.platform.regions()).rejects.toMatchObject({ code: 'PLATFORM_AUTH' })
  const unknownToken = await stageFor({ token: 'at-unknown' })
  await expect(unknownToken.platform.regions()).rejects.toMatchObject({
    code: 'PLATFORM_AUTH',
    detail: { platformCode: '401' },
  })
  const noGrant = await stageFor()
  await noGrant.control('/app', { denied: ['com.alibaba.fenxiao:product.keywords.search'] })
  await expect(noGrant.platform.search({ page: 1, pageSize: 1 })).rejects.toMatchObject({
    code: 'PLATFORM_PERMISSION',
    detail: { api: 'product.keywords.search' },
  })
})

test('where the platform refuses a repeated number, placing again still finds the order', async () => {
  const stage = await stageFor()
  await stage.control('/app', { duplicateMode: 'error' })
  const buying = await request(stage)
  const first = await stage.platform.place(buying)
  expect(await stage.platform.place(buying)).toEqual(first)
  expect(await stage.booked()).toHaveLength(1)
})

test('an order that slipped in between asking and creating is adopted', async () => {
  const stage = await stageFor()
  await stage.control('/app', { duplicateMode: 'error' })
  const buying = await request(stage)
  const placed = await Promise.all([stage.platform.place(buying), stage.platform.place(buying)])
  expect(placed[0]).toEqual(placed[1])
  expect(await stage.booked()).toHaveLength(1)
})

test('a create that answers as if it had been split is read all the same', async () => {
  const stage = await stageFor()
  const create = 'alibaba.trade.fenxiaoOrder.create'
  await stage.control('/faults', { api: create, kind: 'list-result' })
  const placed = await stage.platform.place(await request(stage))
  const [order] = await stage.booked()
  expect(placed.goods.amount).toBe(order?.goods)
  expect(placed.freight.amount).toBe(order?.freight)
})

test('a trail that is answered with a message and no list is no trail yet', async () => {
  const stage = await stageFor()
  const { platformOrderId } = await stage.platform.place(await request(stage))
  await stage.platform.pay(platformOrderId)
  await stage.ship(platformOrderId, 'rest')
  const api = 'alibaba.trade.getLogisticsTraceInfo.buyerView'
  await stage.control('/faults', { api, kind: 'empty-trace' })
  const [parcel] = await stage.platform.parcels(platformOrderId)
  expect(parcel?.trail).toEqual([])
  expect(parcel?.state).toBe('announced')
})

test('a supplier who changes the price of an unpaid order is seen in the purchase', async () => {
  const stage = await stageFor()
  const { platformOrderId, freight } = await stage.platform.place(await request(stage))
  await stage.control(`/orders/${platformOrderId}/price`, { totalFen: 4001 })
  const purchase = await stage.platform.purchase(platformOrderId)
  expect(purchase.goods.amount + purchase.freight.amount).toBe(4001)
  expect(purchase.freight).toEqual(freight)
})

test('a refused token is renewed and the call repeated, a purchase too', async () => {
  const stage = await stageFor({
    token: { access: async () => 'at-unknown', renew: async () => FIRST_TOKEN },
  })
  await stage.platform.place(await request(stage))
  expect(await stage.booked()).toHaveLength(1)
})

test('tokens come from the platform, one refresh for any number of calls', async () => {
  const stage = await stageFor()
  const { url } = stage
  let asked = 0
  const saved: string[] = []
  const token = refreshingToken({
    baseUrl: url,
    appKey: DEFAULT_APP_KEY,
    appSecret: DEFAULT_APP_SECRET,
    refreshToken: FIRST_REFRESH_TOKEN,
    now: () => stage.sandbox.clock.now(),
    fetch: (input, init) => {
      asked++
      return fetch(input, init)
    },
    save: async ({ accessToken }) => void saved.push(accessToken),
  })
  const [a, b] = await Promise.all([token.access(), token.access()])
  expect(a).toBe(b)
  expect(asked).toBe(1)
  await stage.turnClock(36_000_000 - 4 * 60_000)
  expect(await token.access()).not.toBe(a)
  expect(asked).toBe(2)
  expect(saved).toHaveLength(2)
  const [current] = await Promise.all([
    token.renew?.(saved[1] ?? ''),
    token.renew?.(saved[1] ?? ''),
  ])
  expect(asked).toBe(3)
  expect(await token.renew?.(saved[1] ?? '')).toBe(current)
  expect(asked).toBe(3)
})

test('neither traces nor failures tell secrets or where a buyer lives', async () => {
  const traces: CallTrace[] = []
  const stage = await stageFor({ onCall: (trace) => traces.push(trace) })
  const buying = await request(stage)
  const failures: unknown[] = []
  const note = (error: unknown) => void failures.push(error)
  await stage.platform.parseAddress('王小明 13812345678 四川省成都市武侯区科华北路62号')
  await stage.platform.preview({ ...buying, address: { ...home, street: '' } }).catch(note)
  for (const kind of ['business', 'gateway', 'reset-after', 'bad-json', 'http-500']) {
    const message = '收货地址科华北路62号 王小明 13812345678 不正确'
    await stage.control('/faults', { api: '*', kind, code: 'X', message, times: 1 })
    await stage.platform.preview(buying).catch(note)
    await stage.control('/faults', {
      api: 'alibaba.trade.fenxiaoOrder.create',
      kind,
      code: 'X',
      message,
    })
    await stage.platform.place({ ...buying, outOrderId: `so_${kind}` }).catch(note)
  }
  expect(failures.length).toBeGreaterThan(5)
  expect(failures.every(isShopError)).toBe(true)
  const told = JSON.stringify(traces) + failures.map(everything).join('\n')
  expect(told).not.toMatch(/科华北路|王小明|13812345678|sandbox-secret|at-0001/)
  expect(traces.find((trace) => trace.outcome === 'PLATFORM_IN_DOUBT')?.kind).toBe('write')
})

/** What a careless log of an error would print. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, stack, cause, ...rest } = error
  return [message, stack, JSON.stringify(rest), cause ? everything(cause) : ''].join('\n')
}
