import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fen } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chinaTime, readChinaTime } from '../china-time.ts'
import { readPrivateKey, readPublicKey } from '../rsa-keys.ts'
import { fenOf, yuanOf } from '../yuan.ts'
import { readForm } from './form.ts'
import { memberText } from './member-text.ts'
import { isSignedRsa2, noticeText, requestText, signRsa2 } from './sign.ts'

const { publicKey, vectors } = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/alipay.json', import.meta.url), 'utf8'),
) as {
  publicKey: string
  vectors: { name: string; kind: string; text: string; signature: string }[]
}
const bytes = (text: string) => new TextEncoder().encode(text)
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

test.each(vectors)(
  '$name, a $kind that OpenSSL signed, is genuine, and no other text is',
  (vector) => {
    const key = readPublicKey(publicKey)
    expect(isSignedRsa2(key, vector.text, vector.signature)).toBe(true)
    expect(isSignedRsa2(key, `${vector.text} `, vector.signature)).toBe(false)
    expect(isSignedRsa2(key, vector.text, '')).toBe(false)
    expect(isSignedRsa2(keys.publicKey, vector.text, vector.signature)).toBe(false)
  },
)

test('what is signed is made of names in the order of their bytes, values as they are', () => {
  const params = { b: '2', sign_type: 'RSA2', B: '1', a_b: '50% & =', a: '', sign: 'x', 店: '梅' }
  expect(requestText(params)).toBe('B=1&a_b=50% & =&b=2&sign_type=RSA2&店=梅')
  expect(noticeText(params)).toBe('B=1&a=&a_b=50% & =&b=2&店=梅')
  expect(noticeText(params, 'without-empty')).toBe('B=1&a_b=50% & =&b=2&店=梅')
})

test('a signature is good for its text and for no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, other) => {
      const signature = signRsa2(keys.privateKey, text)
      expect(isSignedRsa2(keys.publicKey, text, signature)).toBe(true)
      expect(isSignedRsa2(keys.publicKey, other, signature)).toBe(other === text)
    }),
    { numRuns: 30 },
  )
})

test.each([
  [0, '0.00'],
  [1, '0.01'],
  [10, '0.10'],
  [100, '1.00'],
  [1990, '19.90'],
  [100_000_000_000, '1000000000.00'],
])('%i fen is %s yuan, both ways', (amount, yuan) => {
  expect(yuanOf(fen(amount))).toBe(yuan)
  expect(fenOf(yuan)).toBe(amount)
})

test('every amount comes back from yuan as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amount) => {
      expect(fenOf(yuanOf(fen(amount)))).toBe(amount)
    }),
  )
})

test.each([
  '',
  '.5',
  '5.',
  '-1.00',
  '+1',
  '1.234',
  '1e3',
  '1,000.00',
  ' 1',
  '1 ',
  '0x10',
  'NaN',
  '１',
])('%j is no amount', (yuan) => {
  expect(fenOf(yuan)).toBeUndefined()
})

test.each([
  ['5', 500],
  ['5.5', 550],
  ['88.88', 8888],
  ['0.1', 10],
])('%s yuan is %i fen', (yuan, amount) => {
  expect(fenOf(yuan)).toBe(amount)
})

test('dollars and debts are not asked for', () => {
  expect(() => yuanOf({ amount: 1, currency: 'USD' })).toThrow('CNY')
  expect(() => yuanOf(fen(-1))).toThrow('amount')
})

test('times are those of China, whatever the machine thinks', () => {
  const at = Date.UTC(2026, 10, 24, 16, 0, 5)
  expect(chinaTime(at)).toBe('2026-11-25 00:00:05')
  expect(readChinaTime('2026-11-25 00:00:05')).toBe(at)
  expect(readChinaTime('2026-11-25 00:00:05.250')).toBe(at + 250)
  for (const none of ['', '2026-11-25', '2026-13-25 00:00:05', '2026-11-25T00:00:05Z', 'soon'])
    expect(readChinaTime(none)).toBeUndefined()
})

test('what an answer holds is found character by character', () => {
  const node = '{"code":"10000", "name":"a\\/b } \\" {","list":[{"x":1}]}'
  const json = ` {"sign":"alipay_x_response","other":{"alipay_x_response":{}},"alipay_x_response" :${node},"n":1}`
  expect(memberText(json, 'alipay_x_response')).toBe(node)
  expect(memberText(json, 'n')).toBeUndefined()
  expect(memberText(json, 'missing')).toBeUndefined()
  expect(memberText('{"a":{"b":1}', 'a')).toBe('{"b":1}')
  expect(memberText('{"a":{"b":1', 'a')).toBeUndefined()
  expect(memberText('{"a":{"b":1},"a":{"b":2}}', 'a')).toBe('{"b":1}')
})

test('whatever an object holds is found again among others', () => {
  fc.assert(
    fc.property(fc.object(), fc.object(), fc.string(), (wanted, other, name) => {
      fc.pre(name !== 'wanted')
      const node = JSON.stringify(wanted)
      const json = `{${JSON.stringify(name)}:${JSON.stringify(other)},"wanted":${node}}`
      expect(memberText(json, 'wanted')).toBe(node)
    }),
  )
})

test('a form is decoded once, and says nothing twice', () => {
  expect(readForm(bytes('a=1+2&b=50%25+%26&c=&d=%E6%A2%85&__proto__=x'))).toEqual(
    Object.fromEntries([
      ['a', '1 2'],
      ['b', '50% &'],
      ['c', ''],
      ['d', '梅'],
      ['__proto__', 'x'],
    ]),
  )
  for (const none of ['', 'a', '=1', 'a=1&a=2', 'a=%E6', 'a=1&', 'a=%zz'])
    expect(readForm(bytes(none))).toBeUndefined()
  expect(readForm(Uint8Array.of(0x61, 0x3d, 0xff))).toBeUndefined()
})

test('keys are read as PEM and as the bare base64 of key tools, and nothing else passes', () => {
  const pem = (type: 'pkcs1' | 'pkcs8') =>
    keys.privateKey.export({ type, format: 'pem' }).toString()
  const der = (type: 'pkcs1' | 'pkcs8') => keys.privateKey.export({ type, format: 'der' })
  const own = signRsa2(keys.privateKey, 'text')
  for (const text of [
    pem('pkcs1'),
    pem('pkcs8'),
    ...(['pkcs1', 'pkcs8'] as const).map((type) => der(type).toString('base64')),
  ])
    expect(signRsa2(readPrivateKey(text), 'text')).toBe(own)
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(isSignedRsa2(readPublicKey(spki), 'text', own)).toBe(true)
  expect(() => readPublicKey(pem('pkcs8'))).toThrow(TypeError)
  expect(() => readPrivateKey(spki)).toThrow('private key')
  expect(() => readPrivateKey('secret words')).toThrow(/^the private key is neither PEM nor base64/)
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  expect(() => readPrivateKey(weak.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(
    '2048',
  )
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  expect(() => readPrivateKey(curve.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(
    'RSA',
  )
})
