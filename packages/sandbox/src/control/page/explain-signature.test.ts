import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { signatureOf, stringToSign } from '../../door/check-signature.ts'
import { explainSignature, firstDifference, type Mistake } from './explain-signature.ts'

const secret = 'sandbox-secret'
const apps = [
  { key: '1000000', secret },
  { key: '2000000', secret: 'other-secret' },
]
const path = 'param2/1/com.alibaba.product/alibaba.product.simple.get/1000000'
// `page` and `pageSize` sort differently by name and by name with value.
const params = {
  keyword: '保温杯 500ml+盖',
  page: 'Z',
  pageSize: '1',
  access_token: 'at-0001',
  empty: '',
  Upper: 'x',
}
const encoded = Object.entries(params).map(([name, value]) => [name, encodeURIComponent(value)])
const right = stringToSign(path, new Map(Object.entries(params)))
const byName = (pairs: readonly (readonly [string, string])[]) =>
  pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))

function explain(signature: string) {
  const sent = { ...params, _aop_signature: signature }
  return explainSignature({ path, params: sent, appKey: '1000000' }, apps)
}
const without = (...names: string[]) =>
  stringToSign(path, new Map(Object.entries(params).filter(([name]) => !names.includes(name))))
const body = right.slice(path.length)

const texts: readonly (readonly [mistake: Mistake, signed: string])[] = [
  ['percent-encoded', stringToSign(path, new Map(encoded as [string, string][]))],
  ['plus-as-space', right.replaceAll('500ml+', '500ml+').replaceAll(' ', '+')],
  [
    'sorted-by-name',
    path +
      byName(Object.entries(params))
        .map((pair) => pair.join(''))
        .join(''),
  ],
  [
    'not-sorted',
    path +
      Object.entries(params)
        .map((pair) => pair.join(''))
        .join(''),
  ],
  ['no-path', body],
  ['leading-slash', `/${right}`],
  ['openapi-in-path', `/openapi/${right}`],
  ['whole-address', `https://gw.open.1688.com/openapi/${right}`],
  [
    'separators',
    path +
      byName(Object.entries(params))
        .map((pair) => pair.join('='))
        .join('&'),
  ],
  ['parameter-left-out', without('access_token')],
]

test.each(texts)(
  '%s is told from the signature alone, with the text that was signed',
  (mistake, signed) => {
    expect(explain(signatureOf(secret, signed))).toMatchObject({ mistakes: [mistake], signed })
  },
)

test('parameters that nobody signed are named, one or two', () => {
  expect(explain(signatureOf(secret, without('page')))?.names).toEqual(['page'])
  expect(explain(signatureOf(secret, without('page', 'Upper')))?.names).toEqual(['page', 'Upper'])
})

test('a secret of another app, with a line end, or of the Taobao scheme is told', () => {
  expect(explain(signatureOf('other-secret', right))).toMatchObject({
    mistakes: ['other-app'],
    names: ['2000000'],
  })
  expect(explain(signatureOf(`${secret}\n`, right))?.mistakes).toEqual(['secret-with-blank'])
  const taobao = createHash('md5')
    .update(secret + body + secret)
    .digest('hex')
  expect(explain(taobao)?.mistakes).toEqual(['no-path', 'secret-at-both-ends'])
})

test('another notation is told: base64, MD5, SHA-256, bytes that are no UTF-8', () => {
  const hmac = (kind: string) => createHmac(kind, secret).update(right)
  expect(explain(hmac('sha1').digest('base64'))).toMatchObject({ notation: 'base64', mistakes: [] })
  expect(explain(hmac('md5').digest('hex'))?.notation).toBe('md5')
  expect(explain(hmac('sha256').digest('hex'))?.notation).toBe('sha256')
  const latin = createHmac('sha1', secret).update(right, 'latin1').digest('hex')
  expect(explain(latin)).toMatchObject({ notation: 'lower-case', mistakes: ['not-utf-8'] })
})

test('two mistakes at once are told where one is about the path or the secret', () => {
  const signed = stringToSign('', new Map(encoded as [string, string][]))
  expect(explain(signatureOf(secret, signed))?.mistakes).toEqual(['percent-encoded', 'no-path'])
})

test('nothing is guessed: a signature that no known mistake makes stays unexplained', () => {
  expect(explain('0'.repeat(40))).toBeUndefined()
  expect(explain('')).toBeUndefined()
  expect(explain('nonsense')).toBeUndefined()
})

test('the first difference is a place, also where one text ends early', () => {
  expect(firstDifference('abc', 'abd')).toBe(2)
  expect(firstDifference('ab', 'abc')).toBe(2)
  expect(firstDifference('ab', 'ab')).toBeUndefined()
})
