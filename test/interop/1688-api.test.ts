import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { calls, openApi } from '@xiaopu/alibaba'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { openSandbox } from '../suites/sandbox-stage.ts'

/** What we use of the npm package `1688-api`, written by somebody else against the live platform. */
interface Sdk {
  sign(path: string, params: object, secret: string): string
  readonly DropshippingSolution: new (
    key: number,
    secret: string,
    token: string,
  ) => Solution & {
    getProductDetail(offerId: number): Promise<unknown>
  }
  readonly RetailSourcingSolution: new (
    key: number,
    secret: string,
    token: string,
  ) => Solution & {
    getAccountInfo(): Promise<unknown>
  }
}
interface Solution {
  sendRequest(
    url: string,
    params: Record<string, unknown>,
    method?: 'GET' | 'POST',
    requiresAuth?: boolean,
  ): Promise<{ readonly status: boolean; readonly body: unknown }>
}

// Its types are no module, so its name is kept from the compiler.
const name = '1688-api'
const sdk = (await import(name)) as Sdk
const app = [Number(DEFAULT_APP_KEY), DEFAULT_APP_SECRET, FIRST_TOKEN] as const

async function opened() {
  const stage = await openSandbox()
  onTestFinished(() => stage.close())
  const to = (api: string) => `${stage.url}/openapi/param2/1/${api}/`
  return { stage, to, solution: new sdk.DropshippingSolution(...app) }
}

/** Leads the package's calls of the live host to the sandbox, the way a company's proxy would. */
async function proxyTo(url: string): Promise<void> {
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '')
    const answer = await fetch(`${url}${pathname}${search}`, { method: request.method ?? 'GET' })
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const before = { ...process.env }
  process.env.http_proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.no_proxy = ''
  process.env.NO_PROXY = ''
  onTestFinished(() => {
    process.env = before
    server.close()
  })
}

test('the package signs every golden vector as we do', async () => {
  const { default: vectors } = await import('../vectors/1688-signatures.json', {
    with: { type: 'json' },
  })
  for (const { path, params, secret, signature } of vectors) {
    expect(sdk.sign(path, params, secret)).toBe(signature)
  }
})

test('a product detail that the package asks for over GET is the one that we read', async () => {
  const { stage, solution } = await opened()
  await proxyTo(stage.url)
  const offerId = stage.offers.varied
  const theirs = await solution.getProductDetail(Number(offerId))
  expect(theirs).toMatchObject({ success: true, productInfo: { productID: Number(offerId) } })
  const ours = openApi({
    ...{ baseUrl: stage.url, appKey: DEFAULT_APP_KEY, appSecret: DEFAULT_APP_SECRET },
    token: FIRST_TOKEN,
    now: () => stage.sandbox.clock.now(),
  })
  const { raw } = await ours.runWithRaw(calls.offer, { offerId })
  expect(theirs).toEqual(JSON.parse(raw.text))
})

test('the account that the package asks for is the owner of the token', async () => {
  const { stage } = await opened()
  await proxyTo(stage.url)
  const account = await new sdk.RetailSourcingSolution(...app).getAccountInfo()
  expect(account).toMatchObject({ result: { memberId: 'b2b-2248544159' } })
})

test.each(['GET', 'POST'] as const)(
  'its %s with Chinese and reserved characters is understood',
  async (method) => {
    const { to, solution } = await opened()
    // Its POST puts the parameters into the query and leaves the body empty.
    const said = await solution.sendRequest(
      to('com.alibaba.trade/alibaba.trade.addresscode.parse'),
      { addressInfo: '四川省成都市武侯区科华北路62号 a+b c%20d &测试 王小明 13812345678' },
      method,
    )
    expect(said).toMatchObject({ status: true, body: { result: { addressCode: '510107' } } })
  },
)

test.each(['GET', 'POST'] as const)(
  'its %s with objects and lists in JSON is understood',
  async (method) => {
    const { to, stage, solution } = await opened()
    const said = await solution.sendRequest(
      to('com.alibaba.fenxiao/product.keywords.search'),
      { param: { keywords: '杯', pageNum: 1, pageSize: 5, filter: [] } },
      method,
    )
    expect(said).toMatchObject({ status: true, body: { success: true } })
    expect(JSON.stringify(said.body)).toContain(stage.offers.varied)
  },
)

test('what it signs wrongly is refused: another secret, no token', async () => {
  const { to } = await opened()
  const parse = 'com.alibaba.trade/alibaba.trade.addresscode.parse'
  const code = (error: { response?: { data?: { error_code?: string } } }) =>
    error.response?.data?.error_code
  const stranger = new sdk.DropshippingSolution(app[0], 'other', app[2])
  const refused = stranger.sendRequest(to(parse), { addressInfo: '成都' }).catch(code)
  expect(await refused).toBe('gw.SignatureInvalid')
  const nobody = new sdk.DropshippingSolution(app[0], app[1], '')
  const unknown = nobody.sendRequest(to(parse), { addressInfo: '成都' }).catch(code)
  expect(await unknown).toBe('401')
})
