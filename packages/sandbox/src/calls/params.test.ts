import { expect, test } from 'vitest'
import type { Api, Field, Param } from '../door/api.ts'
import type { JsonObject } from '../json.ts'
import { fixture, fixtureOffers } from '../offers.test.fixture.ts'
import { createSandbox } from '../sandbox.ts'
import { call, control } from '../talk.test.fixture.ts'
import { category } from './category.ts'
import { chosen } from './chosen.ts'
import { crossBorder } from './cross-border/index.ts'
import { freightTemplates } from './freight-templates.ts'
import { groupBuy } from './group-buy.ts'
import { imageSearch } from './image-search.ts'
import { listingChecks } from './listing-checks.ts'
import { productDetails } from './product-details.ts'
import { search } from './search.ts'
import { selectedPool } from './selected-pool.ts'
import { similar } from './similar.ts'
import { suppliers } from './suppliers.ts'

/** Every row of selecting and selling. */
const rows: readonly Api[] = [
  ...category,
  ...search,
  ...selectedPool,
  ...groupBuy,
  ...imageSearch,
  ...similar,
  ...chosen,
  ...crossBorder,
  ...listingChecks,
  ...productDetails,
  ...suppliers,
  ...freightTemplates,
]
const sandbox = createSandbox({ offers: fixtureOffers, callsPerMinute: 1_000_000 })

const idOf = ({ namespace, name }: Api): string => `${namespace}:${name}`

/** A value that a parameter takes; what it names exists where that can be. */
function sample(
  { name, type }: Param | Field,
  fields: readonly Field[] = [],
): string | number | object {
  if (type === 'Object')
    return Object.fromEntries(fields.map((field) => [field.name, sample(field)]))
  if (type.endsWith('[]'))
    return type === 'Object[]' ? [{ skuId: '1', number: 1 }] : [fixture.cup.offerId]
  if (type === 'Boolean') return 'true'
  if (/offer|product|item/i.test(name)) return fixture.cup.offerId
  if (/categ|rank|source/i.test(name)) return fixture.cup.categoryId
  return type === 'String' ? 'text' : 1
}

const suitable = (api: Api): Record<string, string | number | object> =>
  Object.fromEntries(api.params.map((param) => [param.name, sample(param, api.fields)]))

const misfits: Partial<Record<Param['type'], readonly (string | number | object)[]>> = {
  Long: ['x', '1.5', '99999999999999999999', '0x10'],
  Integer: ['x', '1.5', '1e400'],
  Boolean: ['perhaps', '1'],
  Object: ['{', '[]', '"text"', '7'],
  'Long[]': ['[', '["x"]', '[1.5]', '[{}]'],
  'String[]': ['['],
}

/** Refused before the API ran. */
async function refusal(
  api: Api,
  params: Record<string, string | number | object>,
): Promise<unknown> {
  const { status, body } = await call(sandbox, idOf(api), params)
  expect([status, body.request_id]).toEqual([400, expect.any(String)])
  return body.error_code
}

const those = (wanted: (api: Api) => boolean) =>
  rows.filter(wanted).map((row) => [idOf(row), row] as const)

test.each(those(({ params }) => params.some(({ required }) => required)))(
  '%s: a required parameter that is missing or empty is gw.ParamMissing',
  async (_id, api) => {
    for (const { name } of api.params.filter(({ required }) => required)) {
      const { [name]: _left, ...others } = suitable(api)
      expect(await refusal(api, others), name).toBe('gw.ParamMissing')
      expect(await refusal(api, { ...others, [name]: '' }), name).toBe('gw.ParamMissing')
    }
  },
)

test.each(those(({ params }) => params.some(({ type, max }) => max || misfits[type])))(
  '%s: a parameter of the wrong type or beyond its length is gw.ParamInvalid',
  async (_id, api) => {
    for (const { name, type, max } of api.params) {
      for (const wrong of [...(misfits[type] ?? []), ...(max ? ['x'.repeat(max + 1)] : [])]) {
        expect(await refusal(api, { ...suitable(api), [name]: wrong }), `${name} ${type}`).toBe(
          'gw.ParamInvalid',
        )
      }
    }
  },
)

test.each(those(({ fields = [] }) => fields.length > 0))(
  '%s: a member of its object that is missing, wrong or too long is refused in its own words',
  async (_id, api) => {
    const [param] = api.params
    for (const field of api.fields ?? []) {
      const whole = sample(param ?? field, api.fields) as JsonObject
      const codeOf = async (value: string | object | undefined) => {
        const { status, body } = await call(sandbox, idOf(api), {
          [param?.name ?? '']: { ...whole, [field.name]: value },
        })
        expect([status, body]).toEqual([200, body])
        const refusals = ['400_1', '400_2', '400_3'].filter(
          (code) => JSON.stringify(body) === JSON.stringify(api.fail(code, messageOf(body))),
        )
        return refusals[0]
      }
      if (field.required) {
        expect(await codeOf(undefined), field.name).toBe('400_1')
        expect(await codeOf(''), field.name).toBe('400_1')
      }
      if (field.type !== 'String') expect(await codeOf('x y'), field.name).toBe('400_2')
      if (field.type === 'String') expect(await codeOf({ a: 1 }), field.name).toBe('400_2')
      if (field.type === 'String')
        expect(await codeOf('x'.repeat((field.max ?? 1024) + 1))).toBe('400_3')
    }
  },
)

test.each(those(() => true))(
  '%s: what fits is answered, whatever it names, and so are numbers of anything',
  async (_id, api) => {
    const most = { Long: '9223372036854775807', Integer: '2147483647' }
    for (const number of [undefined, { Long: 0, Integer: 0 }, { Long: 1, Integer: 1 }, most]) {
      const params = suitable(api)
      for (const { name, type } of api.params) {
        if (number && (type === 'Long' || type === 'Integer')) params[name] = number[type]
      }
      const { status, body } = await call(sandbox, idOf(api), params)
      expect([status, body.error_code]).toEqual([200, undefined])
      const refused = codeIn(body)
      if (refused) expect((api.codes ?? []).map(({ code }) => code)).toContain(refused)
    }
  },
)

test.each(those(() => true))(
  '%s: it needs the app’s permission, its frequency, and a token where it says so',
  async (_id, api) => {
    const own = createSandbox({ offers: fixtureOffers })
    if (api.needAuth) {
      const { status, body } = await call(own, idOf(api), suitable(api), { token: '' })
      expect([status, body.error_code]).toEqual([401, '401'])
    }
    await control(own, 'app', { denied: [idOf(api)] })
    expect((await call(own, idOf(api), suitable(api))).body.error_code).toBe('gw.APIACLDecline')
    await control(own, 'app', { denied: [], callsPerMinute: 1 })
    await call(own, idOf(api), suitable(api))
    expect((await call(own, idOf(api), suitable(api))).body.error_code).toBe(
      'gw.QosAppFrequencyLimit',
    )
  },
)

/** The words of a refusal, whichever envelope carries them. */
function messageOf(body: JsonObject): string {
  const inner = typeof body.result === 'object' && body.result ? (body.result as JsonObject) : body
  const said = ['message', 'errorMsg', 'errorMessage', 'errMsg', 'errorInfo'].map(
    (name) => inner[name],
  )
  return String(said.find((text) => typeof text === 'string') ?? '')
}

/** The code of a business refusal, whichever envelope carries it; undefined for a success. */
function codeIn(body: JsonObject): string | undefined {
  const inner = typeof body.result === 'object' && body.result ? (body.result as JsonObject) : body
  if (![inner.success, inner.isSuccess].some((flag) => flag === false || flag === 'false')) {
    return undefined
  }
  const codes = [inner.code, inner.errorCode, inner.resultCode]
  return codes.find((code): code is string => typeof code === 'string')
}
