import { calls, openApi } from '@xiaopu/alibaba'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import { type Bench, type Figure, median } from './figure.ts'

/** What the protocol costs on either side: processor time of this process, so that other load hardly counts. */
export const platform: Bench = {
  name: '1688',
  run: async ({ quick }) => [
    await adapterCalls(quick ? 200 : 10_000),
    ...(await sandboxCalls(quick ? 100 : 5_000)),
    ...(await largeAnswer(quick ? 3 : 40)),
  ],
}

const group = '1688'
const account = {
  appKey: DEFAULT_APP_KEY,
  appSecret: DEFAULT_APP_SECRET,
  token: FIRST_TOKEN,
  // More than an app may, to find where the work ends.
  callsPerMinute: 1e9,
}

/** Signing, encoding, turns, reading: everything but the network. */
async function adapterCalls(count: number): Promise<Figure> {
  const result = { loginId: 'xiaopu_test', memberId: 'b2b-2248544159', userId: 2248544159 }
  const answer = JSON.stringify({ result })
  const api = openApi({
    ...account,
    baseUrl: 'http://sandbox.invalid',
    fetch: async () => new Response(answer),
  })
  const cpu = await busy(count, () => api.run(calls.account, undefined))
  const value = (count / cpu) * 1000
  return { group, name: 'adapter: signed calls, one core', value, unit: '/s' }
}

/** The checks of the door and a small API, without a socket; then a product detail. */
async function sandboxCalls(count: number): Promise<Figure[]> {
  const sandbox = createSandbox({ callsPerMinute: 1e9 })
  const offerId = String(sandbox.world.offers.at(0).offerId)
  const small = await answers(sandbox, count, (api) => api.run(calls.account, undefined))
  const detail = await answers(sandbox, count, (api) => api.run(calls.offer, { offerId }))
  await sandbox.stop()
  return [
    { group, name: 'sandbox: signed calls, one core', value: small, unit: '/s' },
    { group, name: 'sandbox: product details, one core', value: detail, unit: '/s' },
  ]
}

type Api = ReturnType<typeof openApi>

/** Calls that a core of the sandbox answers in a second: one signed request is made by the adapter and asked again and again. */
async function answers(
  sandbox: Sandbox,
  count: number,
  call: (api: Api) => Promise<unknown>,
): Promise<number> {
  const sent: { url: string; init: RequestInit | undefined }[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    sent.push({ url: String(url), init })
    return sandbox.fetch(new Request(String(url), init))
  }
  await call(openApi({ ...account, baseUrl: 'http://sandbox.invalid', fetch }))
  const [request] = sent
  if (!request) throw new TypeError('the adapter sent nothing')
  const { method = 'POST', headers = {}, body = null } = request.init ?? {}
  const cpu = await busy(count, async () => {
    const answer = await sandbox.fetch(new Request(request.url, { method, headers, body }))
    const text = await answer.text()
    if (text.includes('error_code')) throw new TypeError(text)
  })
  return (count / cpu) * 1000
}

/** A detail of about a megabyte: 2,000 SKUs and a long description. */
async function largeAnswer(rounds: number): Promise<Figure[]> {
  const text = largeDetail()
  const api = openApi({
    ...account,
    baseUrl: 'http://sandbox.invalid',
    fetch: async () => new Response(text),
  })
  const read = async () => {
    const heap = process.memoryUsage().heapUsed
    const ms = await busy(1, () => api.run(calls.offer, { offerId: '712340056781' }))
    return { ms, heap: process.memoryUsage().heapUsed - heap }
  }
  await read()
  const reads: { ms: number; heap: number }[] = []
  for (let round = 0; round < rounds; round++) reads.push(await read())
  // Where the collector ran in between, the difference says nothing.
  const grown = reads.map(({ heap }) => heap / 2 ** 20).filter((heap) => heap > 0)
  const megabytes = (Buffer.byteLength(text) / 2 ** 20).toFixed(2)
  return [
    {
      ...{ group, name: `read a product detail of ${megabytes} MB, median` },
      ...{ value: median(reads.map(({ ms }) => ms)), unit: 'ms' },
    },
    { group, name: 'heap that takes, before collection', value: median(grown), unit: 'MB' },
  ]
}

function largeDetail(): string {
  const skus = Array.from({ length: 2_000 }, (_, at) => ({
    skuId: 5_120_034_478_811 + at,
    specId: (0x9c1f_0000 + at).toString(16).padStart(32, '0'),
    ...{ amountOnSale: 1_000 + at, price: 25.9, consignPrice: 24.85, retailPrice: 49.9 },
    attributes: [
      { attributeID: 3216, attributeName: '颜色', attributeValue: `第${at}色` },
      {
        attributeID: 450,
        attributeName: '尺码',
        attributeValue: 'XL',
        skuImageUrl: 'img/ibank/a.jpg',
      },
    ],
  }))
  const paragraph = '<p>304不锈钢内胆<img src="https://cbu01.alicdn.com/img/ibank/x.jpg"></p>'
  return JSON.stringify({
    success: true,
    productInfo: {
      ...{ productID: 712_340_056_781, subject: '保温杯', status: 'published' },
      supplierLoginId: '永康杯业',
      description: paragraph.repeat(5_000),
      ...{ productImage: { images: ['img/ibank/x.jpg'] }, productSkuInfos: skus },
      productSaleInfo: { amountOnSale: 2_000, unit: '个', minOrderQuantity: 1, quoteType: 1 },
      productBizGroupInfos: [{ code: 'isConsignMarketOffer', support: true }],
    },
  })
}

/** Processor time in milliseconds of doing something `count` times, one after another. */
async function busy(count: number, what: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let at = 0; at < count; at++) await what()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
