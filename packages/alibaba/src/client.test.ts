import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import type { CallTrace } from './attempt.ts'
import { defineCall } from './call.ts'
import { type OpenApiOptions, openApi } from './open-api.ts'
import { sign } from './sign.ts'
import { openTraffic } from './traffic.ts'

interface Heard {
  readonly url: URL
  readonly method: string
  readonly body: unknown
}

/** A client whose requests are answered by `reply`, and what it sent. */
function client(
  reply: (heard: Heard, signal: AbortSignal | null | undefined) => unknown,
  options: Partial<OpenApiOptions> = {},
) {
  const heard: Heard[] = []
  const api = openApi({
    baseUrl: 'https://gw.example/',
    appKey: '1000000',
    appSecret: 'secret',
    now: () => 1_795_399_200_000,
    delay: async () => {},
    ...options,
    fetch: async (input, init) => {
      const request = { url: new URL(String(input)), method: init?.method ?? '', body: init?.body }
      heard.push(request)
      const answer = await reply(request, init?.signal)
      if (answer instanceof Error) throw answer
      return answer instanceof Response ? answer : new Response(JSON.stringify(answer))
    },
  })
  return { api, heard }
}

const shape = {
  namespace: 'com.example',
  about: 'For tests.',
  envelope: 'flat',
  certainty: ['sbx'],
  params: (input: Record<string, string | number | Blob>) => input,
  answer: v.looseObject({ n: v.optional(v.number()) }),
  read: (answer: { n?: number | undefined }) => answer.n,
} as const
const look = defineCall({ ...shape, name: 'look', kind: 'read' })
const tell = defineCall({ ...shape, name: 'tell', kind: 'tell' })
const buy = defineCall({ ...shape, name: 'buy', kind: 'write' })
const buyOnce = defineCall({ ...shape, name: 'buy', kind: 'write', safeToRepeat: () => true })

const good = { success: true, n: 1 }
const reset = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })
const paramsOf = ({ url, body }: Heard): Record<string, string> =>
  Object.fromEntries(typeof body === 'string' ? new URLSearchParams(body) : url.searchParams)

test('an app bound to one account sends no token, an account sends its own', async () => {
  const bound = client(() => good)
  await bound.api.run(look, {})
  expect(paramsOf(bound.heard[0] as Heard)).not.toHaveProperty('access_token')
  const owned = client(() => good, { token: 'at-1' })
  await owned.api.run(look, {})
  expect(paramsOf(owned.heard[0] as Heard).access_token).toBe('at-1')
  await owned.api.run({ ...look, auth: 'none' }, {})
  expect(paramsOf(owned.heard[1] as Heard)).not.toHaveProperty('access_token')
})

test('a GET carries everything in the query, signed over the path alone', async () => {
  const { api, heard } = client(() => good, { method: 'GET' })
  await api.run(look, { remark: 'a+b c%20d & 测试' })
  const [{ url, method, body } = {} as Heard] = heard
  expect([method, body]).toEqual(['GET', undefined])
  const { _aop_signature: signature, ...signed } = Object.fromEntries(url.searchParams)
  expect(signed.remark).toBe('a+b c%20d & 测试')
  expect(signature).toBe(sign('secret', 'param2/1/com.example/look/1000000', signed))
})

test('a file goes as a part of its own beside signed fields, and is not signed', async () => {
  const { api, heard } = client(() => good, { method: 'GET' })
  await api.run({ ...tell, deadline: 'upload' }, { imageData: new Blob(['jpg']), note: '破损' })
  const { method, body } = heard[0] as Heard
  const form = body as FormData
  expect(method).toBe('POST')
  expect(await (form.get('imageData') as Blob).text()).toBe('jpg')
  const signed = { note: '破损', _aop_timestamp: '1795399200000' }
  expect(form.get('note')).toBe('破损')
  expect(form.get('_aop_signature')).toBe(
    sign('secret', 'param2/1/com.example/tell/1000000', signed),
  )
})

test('reads, tells and writes that our number makes safe are repeated, other writes never', async () => {
  const timesOf = async (call: typeof look): Promise<number> => {
    const { api, heard } = client(() => (heard.length < 3 ? reset() : good))
    await api.run(call, {}).catch(() => undefined)
    return heard.length
  }
  expect([await timesOf(look), await timesOf(tell), await timesOf(buyOnce)]).toEqual([3, 3, 3])
  expect(await timesOf(buy)).toBe(1)
})

test('a write that made no sense is in doubt and not repeated, even where that would be safe', async () => {
  const { api, heard } = client(() => new Response('<html>'))
  await expect(api.run(buyOnce, {})).rejects.toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
  expect(heard).toHaveLength(1)
})

const untilGivenUp = (_: Heard, signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })

test('giving up on a read throws the reason, on a write that is out it leaves doubt', async () => {
  const { api, heard } = client(untilGivenUp)
  const give = async (call: typeof look) => {
    const giving = new AbortController()
    const asking = api.run(call, {}, { signal: giving.signal })
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    giving.abort(new Error('enough'))
    return asking.catch((error: unknown) => error)
  }
  expect(await give(look)).toMatchObject({ message: 'enough' })
  heard.length = 0
  expect(await give(buy)).toMatchObject({ code: 'PLATFORM_IN_DOUBT' })
  expect(heard).toHaveLength(1)
  const never = api.run(buy, {}, { signal: AbortSignal.abort(new Error('before')) })
  await expect(never).rejects.toThrow('before')
  expect(heard).toHaveLength(1)
})

test.each([
  ['read', 20],
  ['write', 30],
  ['slow', 40],
  ['upload', 50],
] as const)('a call of class %s has its own deadline', async (deadline, millis) => {
  const deadlines = { readMillis: 20, writeMillis: 30, slowMillis: 40, uploadMillis: 50 }
  const { api } = client(untilGivenUp, { deadlines, random: () => 0 })
  const begun = performance.now()
  await expect(api.run({ ...buy, deadline }, {})).rejects.toMatchObject({
    code: 'PLATFORM_IN_DOUBT',
    cause: { name: 'TimeoutError' },
  })
  // Timers may fire a little early by this clock.
  expect(performance.now() - begun).toBeGreaterThan(millis - 5)
})

test('an API that is called too often goes slower at once, others keep their pace', async () => {
  const waits: number[] = []
  const traffic = openTraffic({
    now: () => 0,
    delay: async (millis) => {
      waits.push(Math.round(millis))
    },
  })
  const said = { error_code: 'gw.QosAppFrequencyLimit', error_message: 'x' }
  let isTooOften = true
  const { api } = client(() => (isTooOften ? said : good), { traffic, random: () => 0 })
  await expect(api.run(buy, {})).rejects.toMatchObject({
    code: 'PLATFORM_BUSY',
    detail: { class: 'retry', platformCode: 'gw.QosAppFrequencyLimit' },
  })
  isTooOften = false
  await api.run(buy, {})
  await api.run(look, {})
  expect(waits).toEqual([300])
})

test('calls beyond the budget are told when to come back, and nothing is sent', async () => {
  const { api, heard } = client(() => good, { callsPerMinute: 5 })
  await api.run(look, {})
  await expect(api.run(look, {})).rejects.toMatchObject({
    code: 'PLATFORM_BUSY',
    detail: { class: 'retry', retryAfter: 15, budget: true },
  })
  expect(heard).toHaveLength(1)
})

test('many refusals for being too often do not open the breaker', async () => {
  const { api, heard } = client(() => ({ error_code: 'gw.QosAppFrequencyLimit' }))
  for (let call = 0; call < 25; call++) await api.run(buy, {}).catch(() => undefined)
  expect(heard.length).toBe(25)
})

test('clients of one app share what they may do', async () => {
  const traffic = openTraffic({ callsPerMinute: 5, now: () => 0, delay: async () => {} })
  const one = client(() => good, { traffic, token: 'a' })
  const other = client(() => good, { traffic, token: 'b' })
  await one.api.run(look, {})
  await expect(other.api.run(look, {})).rejects.toMatchObject({ code: 'PLATFORM_BUSY' })
})

test('a trace tells what a call took and the id that the platform gave it, and nothing said in it', async () => {
  const traces: CallTrace[] = []
  const onCall = (trace: CallTrace): void => void traces.push(trace)
  const refused = { error_code: 'gw.APIACLDecline', error_message: 'x', request_id: 'r-1' }
  const { api } = client(() => new Response(JSON.stringify(refused), { status: 400 }), { onCall })
  await api.run(look, { phone: '13812345678' }).catch(() => undefined)
  expect(traces).toEqual([
    {
      api: 'look',
      kind: 'read',
      attempt: 1,
      millis: 0,
      waitedMillis: 0,
      bytesSent: 102,
      bytesReceived: JSON.stringify(refused).length,
      status: 400,
      outcome: 'PLATFORM_PERMISSION',
      platformCode: 'gw.APIACLDecline',
      requestId: 'r-1',
    },
  ])
  const giving = new AbortController()
  giving.abort()
  await api.run(look, {}, { signal: giving.signal }).catch(() => undefined)
  expect(traces).toHaveLength(1)
})

test('the answer as it came is there beside the typed one, and for refusals by a listener', async () => {
  const text = '{"success":true,"n":1,"id":2938624554509662976}'
  const { api } = client(() => new Response(text))
  expect(await api.runWithRaw(look, {})).toEqual({
    output: 1,
    raw: { status: 200, text, at: 1_795_399_200_000 },
  })
  const refusing = client(() => ({ success: false, code: 'X' }))
  const texts: string[] = []
  const onAnswer = (raw: { text: string }): void => void texts.push(raw.text)
  await refusing.api.run(buy, {}, { onAnswer }).catch(() => undefined)
  expect(texts).toEqual(['{"success":false,"code":"X"}'])
})

test('calls one after another keep their connection', async () => {
  const sockets = new Set<IncomingMessage['socket']>()
  const server = createServer((request, response) => {
    sockets.add(request.socket)
    request.resume().on('end', () => response.end('{"success":true}'))
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const api = openApi({ baseUrl: `http://127.0.0.1:${port}`, appKey: '1', appSecret: 's' })
  for (let call = 0; call < 10; call++) await api.run(look, {})
  // The next call may start a moment before the last one's connection is free.
  expect(sockets.size).toBeLessThanOrEqual(2)
})
