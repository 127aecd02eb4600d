import { isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import type { ApiKind } from './apis.ts'
import { type Call, defineCall, type Envelope } from './call.ts'
import { businessCodes, gatewayCodes, refundCodes } from './codes.ts'
import { type ErrorClass, errorClasses } from './error-class.ts'
import { openApi } from './open-api.ts'

const kinds: readonly ApiKind[] = ['read', 'tell', 'write']
const envelopes: readonly Envelope[] = ['flat', 'nested', 'numeric', 'silent']

function callOf(kind: ApiKind, envelope: Envelope): Call<undefined, string> {
  return defineCall({
    namespace: 'com.example',
    name: 'anything',
    kind,
    envelope,
    about: 'For tests.',
    certainty: ['sbx'],
    params: () => ({}),
    answer: v.looseObject({}),
    read: () => 'done',
  })
}

/** `done`, or the class of the failure that the answer becomes. */
async function outcome(call: Call<undefined, string>, answer: object): Promise<unknown> {
  const api = openApi({
    baseUrl: 'https://gw.example',
    appKey: '1',
    appSecret: 's',
    delay: async () => {},
    fetch: async () => Response.json(answer),
  })
  return api.run(call, undefined).catch((error: unknown) => {
    if (!isShopError(error)) throw error
    return error.detail.class
  })
}

/** Every way a refusal has been documented or seen, for one code. */
const refusals: readonly ((code: string) => object)[] = [
  (code) => ({ error_code: code, error_message: 'x' }),
  (code) => ({ success: false, errorCode: code, errorMsg: 'x' }),
  (code) => ({ success: 'false', errorCode: code, errorMessage: 'x' }),
  (code) => ({ success: false, code, message: 'x' }),
  (code) => ({ result: { success: false, code, message: 'x' } }),
  (code) => ({ result: { success: 'false', errorCode: code, errorInfo: 'x' } }),
  (code) => ({ errorCode: code, errorMessage: 'x', extErrorMessage: 'x' }),
]

const known = new Set(
  [gatewayCodes, businessCodes, refundCodes].flatMap((codes) => Object.keys(codes)),
)
const unknownCode = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.stringMatching(/^gw\.[A-Z]\w+$/),
    fc.stringMatching(/^[1-9]\d{0,4}(_\d)?$/),
    fc.constantFrom('constructor', '__proto__', 'toString', 'success', 'true', '200', 'S0000'),
  )
  .filter((code) => !known.has(code) && code !== '0')

test('no unknown code is a success, and on a write none is a definite no', async () => {
  const anything = fc.record({
    code: unknownCode,
    kind: fc.constantFrom(...kinds),
    envelope: fc.constantFrom(...envelopes),
    refuse: fc.constantFrom(...refusals),
  })
  const unknown = { read: 'retry', tell: 'retry', write: 'in_doubt' }
  await fc.assert(
    fc.asyncProperty(anything, async ({ code, kind, envelope, refuse }) => {
      const became = await outcome(callOf(kind, envelope), refuse(code))
      // Where the envelope is not the call's, a write is in doubt and a read makes no sense at most.
      expect(became).not.toBe('done')
      if (kind === 'write') expect(became).toBe('in_doubt')
      else expect([unknown[kind], 'schema']).toContain(became)
    }),
    { numRuns: 500 },
  )
})

test('a success that says neither yes nor no is never taken for one', async () => {
  for (const success of ['fail', 'maybe', 2, {}, [], '']) {
    for (const answer of [{ success }, { result: { success } }]) {
      expect(await outcome(callOf('write', 'nested'), answer)).toBe('in_doubt')
      expect(await outcome(callOf('read', 'flat'), answer)).toBe('schema')
    }
  }
})

test('every documented code has a class, and none of them is a success', async () => {
  for (const code of known) {
    for (const kind of kinds) {
      const isGateway = Object.hasOwn(gatewayCodes, code)
      const said = isGateway ? { error_code: code } : { success: false, errorCode: code }
      const became = (await outcome(callOf(kind, 'flat'), said)) as ErrorClass
      expect(errorClasses, code).toContain(became)
    }
  }
})
