import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, expect, test } from 'vitest'
import { at } from '../buyer.test.fixture.ts'
import { type JsonObject, readJson } from '../json.ts'
import { fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox, DEFAULT_APP_SECRET, type Sandbox } from '../sandbox.ts'
import { FIRST_TOKEN } from '../world/world.ts'
import { signatureOf, stringToSign } from './check-signature.ts'

const upload = 'param2/1/com.alibaba.trade/alibaba.trade.uploadRefundVoucher/1000000'
const basic = 'param2/1/com.alibaba.account/alibaba.account.basic/1000000'
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9])

let sandbox: Sandbox
let url: string
beforeEach(async () => {
  sandbox = createSandbox({ offers: fixtureOffers, callsPerMinute: 1e6 })
  url = (await sandbox.start()).url
  return () => sandbox.stop()
})

const signed = (path: string, params: Readonly<Record<string, string>> = {}) => {
  const all = new Map(Object.entries({ access_token: FIRST_TOKEN, ...params }))
  return new URLSearchParams([
    ...all,
    ['_aop_signature', signatureOf(DEFAULT_APP_SECRET, stringToSign(path, all))],
  ])
}
const read = async (answer: Response): Promise<JsonObject> =>
  readJson(await answer.text()) as JsonObject

test('a file part of a multipart form is not signed, the rest is; the same picture has the same address', async () => {
  const post = async (image: Uint8Array) => {
    const form = new FormData()
    for (const [name, value] of signed(upload)) form.set(name, value)
    form.set('imageData', new File([new Uint8Array(image)], 'voucher.jpg', { type: 'image/jpeg' }))
    return read(await fetch(`${url}/openapi/${upload}`, { method: 'POST', body: form }))
  }
  const first = await post(jpeg)
  expect(at(first, 'result', 'result', 'imageDomain')).toBe('https://cbu01.alicdn.com')
  expect(await post(jpeg)).toEqual(first)
  expect(at(await post(new Uint8Array([1, 2])), 'result', 'code')).toBe('4000')
  expect(at(await post(new Uint8Array(1_100_000)), 'result', 'code')).toBe('4000')
})

test('the official form: token and signature in the query, only the file in the body', async () => {
  const form = new FormData()
  form.set('imageData', new File([jpeg], 'voucher.jpg'))
  const there = `${url}/openapi/${upload}?${signed(upload)}`
  const answer = await read(await fetch(there, { method: 'POST', body: form }))
  expect(at(answer, 'result', 'success')).toBe(true)
  const empty = await read(await fetch(there, { method: 'POST', body: new FormData() }))
  expect(empty.error_code).toBe('gw.ParamMissing')
})

test('old clients send bytes as base64 text, which is signed', async () => {
  const params = { imageData: Buffer.from(jpeg).toString('base64') }
  const body = signed(upload, params)
  const answer = await read(await fetch(`${url}/openapi/${upload}`, { method: 'POST', body }))
  expect(at(answer, 'result', 'success')).toBe(true)
})

test('everything in the query of a POST with an empty body, and of a GET', async () => {
  const there = `${url}/openapi/${basic}?${signed(basic)}`
  expect(await read(await fetch(there, { method: 'POST' }))).toMatchObject({ success: true })
  expect(await read(await fetch(there))).toMatchObject({ success: true })
})

const preview = 'param2/1/com.alibaba.trade/alibaba.createOrder.preview/1000000'
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

test.each([
  ['6 MB and more', () => signed(basic, { x: 'x'.repeat(6_000_001) }), 413, '413'],
  [
    'a thousand parameters and more',
    () => new URLSearchParams(Array.from({ length: 1001 }, (_, i) => [`p${i}`, '1'])),
    400,
    '400',
  ],
  [
    'JSON a hundred thousand deep',
    () => signed(preview, { addressParam: '{}', cargoParamList: nested(100_000) }),
    400,
    'gw.ParamInvalid',
  ],
  [
    'an object where a list was meant to be, with a poisoned name',
    () => signed(preview, { addressParam: '{"__proto__":{"x":1}}', cargoParamList: '{"a":' }),
    400,
    'gw.ParamInvalid',
  ],
])('%s is refused and the next call is served', async (_title, body, status, code) => {
  const path = code === 'gw.ParamInvalid' ? preview : basic
  const answer = await fetch(`${url}/openapi/${path}`, { method: 'POST', body: body() })
  expect([answer.status, (await read(answer)).error_code]).toEqual([status, code])
  const next = await fetch(`${url}/openapi/${basic}?${signed(basic)}`)
  expect(next.status).toBe(200)
})

// A process that has read many patterns compiles new ones the plain way (V8), and those take twice the room.
const program = (text: string) => `
  import { createSandbox } from '${new URL('../sandbox.ts', import.meta.url)}'
  import { signedRequest } from '${new URL('../talk.test.fixture.ts', import.meta.url)}'
  const sandbox = createSandbox({})
  const uploadImageParam = { imageBase64: ${text} }
  const upload = 'com.alibaba.fenxiao.crossborder:product.image.upload'
  const answer = await sandbox.fetch(signedRequest(upload, { uploadImageParam }))
  console.log(answer.status, (await answer.text()).slice(0, 200))`

test.each([
  ['of one sign', `'x'.repeat(5_800_000)`],
  ['of brackets', `'['.repeat(1_900_000)`],
  ['of quotes', `'"'.repeat(600_000)`],
])(
  'a text of megabytes %s inside JSON is too long for its member, and nothing worse',
  async (_title, text) => {
    const flags = ['--no-regexp-optimization', '--conditions=@xiaopu/source', '--input-type=module']
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', program(text)])
    expect(stdout).toMatch(/^200 /)
  },
)

test('a chunked body without a length is cut off at the limit too', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      if (sent > 300) return controller.close()
      controller.enqueue(new Uint8Array(65_536).fill(97))
    },
  })
  const answer = await sandbox.fetch(
    new Request(`http://sandbox/openapi/${basic}`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    } as RequestInit),
  )
  expect(answer.status).toBe(413)
  expect(sent).toBeLessThan(150)
})

test('a Long beyond Java’s and a multipart body that is none are refused', async () => {
  const cancel = 'param2/1/com.alibaba.trade/alibaba.trade.cancel/1000000'
  const ask = { webSite: '1688', cancelReason: 'other' }
  const code = async (tradeID: string) => {
    const body = signed(cancel, { ...ask, tradeID })
    return read(await fetch(`${url}/openapi/${cancel}`, { method: 'POST', body }))
  }
  expect(await code('9223372036854775807')).toMatchObject({ errorCode: 'ORDER_NOT_EXIST' })
  expect(await code('9223372036854775808')).toMatchObject({ error_code: 'gw.ParamInvalid' })
  const broken = await fetch(`${url}/openapi/${basic}`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: 'no part',
  })
  expect(await read(broken)).toMatchObject({ error_code: '400' })
})
