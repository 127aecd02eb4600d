import { openapi } from '@xiaopu/api/openapi'
import fc from 'fast-check'

/** The part of JSON Schema that the contract is printed in. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}

interface Operation {
  readonly parameters: readonly Parameter[]
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: Schema } }
  }
}

export interface AnyRequest {
  readonly method: string
  /** With its query, without the shop's key. */
  readonly path: string
  readonly body: unknown
}

/** Values that break what takes them for something else. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1e9,
    2 ** 31,
    2 ** 53,
    -(2 ** 53),
    1e308,
    '',
    ' ',
    '0',
    "' or 1=1 --",
    '%',
    '\\',
    '\u0000',
    '\ud800',
    '\u202e文',
    '../../etc/passwd',
    '__proto__',
    'x'.repeat(5_000),
    '9'.repeat(400),
    [],
    {},
    [[]],
    { amount: -1, currency: 'CNY' },
    { amount: 2 ** 53, currency: 'CNY' },
    { toString: 1, valueOf: 2 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Mostly what a schema asks for, now and then anything. */
function some(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fitting(schema), weight: 5 }, { arbitrary: odd, weight: 1 })
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map(some))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return anObject(schema)
    case 'array':
      return fc.array(some(schema.items ?? {}), { maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1, 2, 999, 1000))
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fc.oneof(fc.string(), fc.string({ unit: 'binary' }), known, fc.constant('a\u0000b'))
    default:
      return odd
  }
}

/** Texts that some field somewhere takes. */
const known = fc.constantFrom(
  'lst_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'sku_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'CNY',
  '330106',
  '13800138000',
  '2026-11-24T08:00:00.000Z',
  'https://shop.example/back',
  'any-client-id-1',
)

function anObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const entries = Object.entries(properties).map(([name, each]) => [name, some(each)] as const)
  const whole = fc.record(Object.fromEntries(entries), { requiredKeys: [...required] })
  const more = fc.dictionary(fc.constantFrom('shopId', 'state', 'cost', 'role', 'price'), odd, {
    maxKeys: 1,
  })
  return fc.oneof(
    { arbitrary: whole, weight: 4 },
    { arbitrary: fc.tuple(whole, more).map(([a, b]) => ({ ...a, ...b })), weight: 1 },
  )
}

/** Every route of the contract, with requests that it could get. @param ids - that exist, by path parameter */
export function anyRequests(
  ids: Readonly<Record<string, string>>,
): readonly { readonly route: string; readonly requests: fc.Arbitrary<AnyRequest> }[] {
  const { paths } = openapi({ server: 'http://x', version: '0' }) as {
    paths: Record<string, Record<string, Operation>>
  }
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      requests: requestsOf(method.toUpperCase(), path, operation, ids),
    })),
  )
}

function requestsOf(
  method: string,
  path: string,
  { parameters, requestBody }: Operation,
  ids: Readonly<Record<string, string>>,
): fc.Arbitrary<AnyRequest> {
  const text = fc.string({ minLength: 1, maxLength: 30 })
  const filled = fc.tuple(
    ...parameters.map(({ in: place, name, schema }) => {
      if (place === 'path') return fc.oneof(fc.constant(ids[name] ?? 'none'), text)
      return fc.option(some(schema), { nil: undefined })
    }),
  )
  const body = requestBody
    ? some(requestBody.content['application/json'].schema)
    : fc.constant(undefined)
  return fc.tuple(filled, body).map(([values, sent]) => {
    const query = new URLSearchParams()
    let address = path
    parameters.forEach(({ in: place, name }, index) => {
      const value = values[index]
      if (place === 'path') address = address.replace(`{${name}}`, encoded(value))
      else if (place === 'query' && value !== undefined) query.set(name, plain(value))
    })
    return { method, path: `${address}?${query}`, body: sent }
  })
}

const plain = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 2_000)

const encoded = (value: unknown): string => encodeURIComponent(plain(value)) || 'none'
