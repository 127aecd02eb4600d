import { toJsonSchema } from '@valibot/to-json-schema'
import {
  type Caller,
  carts,
  coupons,
  groupBuys,
  keys,
  listings,
  offers,
  orders,
  personal,
  promoters,
  type Route,
  scopeOf,
  shares,
  shops,
  webhooks,
} from '@xiaopu/api'
import * as domain from '@xiaopu/domain'
import type * as v from 'valibot'
import { code, page, table } from './markdown.ts'
import { type JsonSchema, limitsOf, type Notes, shape } from './shape.ts'
import { block, exportedConstants, firstParagraph, members, sources } from './sources.ts'

type Schema = v.GenericSchema<unknown, unknown>

const groups = {
  'A shop': shops,
  Offers: offers,
  Listings: listings,
  Carts: carts,
  Orders: orders,
  'Personal data': personal,
  Promoters: promoters,
  Coupons: coupons,
  'Group buying': groupBuys,
  Keys: keys,
  Shares: shares,
  Webhooks: webhooks,
}

const about = `Every route of a gateway. \`GET /openapi.json\` answers the same as OpenAPI 3.1.

- **shop** routes are for pages: publishable key in \`?shop=xpk_…\`, from an origin that the shop allows.
- **buyer** routes are shop routes about one order: add its token as \`x-order-token\`.
- **seller** routes are for programs: \`authorization: Bearer xsk_…\`, or a restricted key \`xrk_…\` with
  the scope that the route names. Never in a page.
- Money is in fen: \`{ "amount": 1990, "currency": "CNY" }\` is ¥19.90. Times are RFC 3339 in UTC.
- Ids say what they are: \`lst_\` a listing, \`crt_\` a cart, \`ord_\` an order. See [words](../words.md).
- *Repeatable* routes need an \`idempotency-key\` header; the same key answers the same result once more.
- A request that fails answers \`application/problem+json\` with a \`code\` of [errors](errors.md).`

/** The API's page, printed from the table of routes and the schemas of the domain. */
export function apiPage(root: string): string {
  const shapes = shapesOf(root)
  const sections = Object.entries(groups).map(([name, group]) =>
    section(name, Object.values(group)),
  )
  const used = reachable(sections.join('\n'), shapes)
  return page('API', about, [
    ...sections,
    '## Shapes',
    ...used.map(
      (each) => `### ${each.name}\n\n${each.about && `${each.about}\n\n`}${fenced(each.text)}`,
    ),
  ])
}

function section(name: string, routes: readonly Route[]): string {
  return [`## ${name}`, ...[...routes].sort(byCaller).map(described)].join('\n\n')
}

/** What pages call first, what sellers call last; alike ones by their path. */
function byCaller(a: Route, b: Route): number {
  const rank = (route: Route) => [callers.indexOf(route.caller), route.path, route.method].join(' ')
  return rank(a).localeCompare(rank(b), 'en')
}
const callers: readonly Caller[] = ['public', 'shop', 'buyer', 'seller']

function described(route: Route): string {
  const facts = [
    `Caller: ${route.caller}`,
    route.caller === 'seller' ? `scope \`${scopeOf(route) ?? 'secret key only'}\`` : '',
    route.idempotent ? 'repeatable' : '',
    route.cache ? `cacheable for ${route.cache} s` : '',
  ].filter((fact) => fact !== '')
  return [
    `### ${route.method} ${route.path}`,
    `${route.summary}.`,
    `${facts.join('; ')}.`,
    ...(route.query ? [queryTable(route.query)] : []),
    ...(route.body ? ['Body', fenced(shape(json(route.body, 'input')))] : []),
    reply(route),
  ].join('\n\n')
}

function reply(route: Route): string {
  if (route.media) return `Answers ${code(route.media)}.`
  if (!route.reply) return 'Answers nothing.'
  const text = shape(json(route.reply, 'output'))
  return text.includes('\n')
    ? `Answers\n\n${fenced(text)}`
    : `Answers [${text}](#${text.toLowerCase()}).`
}

function queryTable(query: Schema): string {
  const { properties = {}, required = [] } = json(query, 'input')
  const rows = Object.entries(properties).map(([name, each]) => [
    code(required.includes(name) ? name : `${name}?`),
    each.pattern === wholeNumber ? 'whole number' : code(shape(each)),
  ])
  return table(['Query', 'Type'], rows)
}

/** Numbers travel as digits in an address. */
const wholeNumber = '^\\d{1,6}$'

const fenced = (text: string) => `\`\`\`ts\n${text.trim()}\n\`\`\``

function json(schema: Schema, typeMode: 'input' | 'output'): JsonSchema {
  return toJsonSchema(schema as never, {
    typeMode,
    errorMode: 'ignore',
    definitions,
  }) as JsonSchema
}

/** Schemas of the domain that have a name of their own wherever they stand. */
const definitions = Object.fromEntries(
  Object.entries(domain).filter(([name, value]) => /^[A-Z][a-z]/.test(name) && isSchema(value)),
) as Record<string, never>

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'schema'
}

interface Shape {
  readonly name: string
  readonly about: string
  readonly text: string
}

function shapesOf(root: string): ReadonlyMap<string, Shape> {
  const texts = sources(root, 'packages/domain/src/*.ts')
  const comments = new Map(texts.flatMap((text) => [...exportedConstants(text)]))
  const notes = notesIn(texts)
  return new Map(
    Object.keys(definitions).map((name) => {
      const others = Object.entries(definitions).filter(([other]) => other !== name)
      const schema = toJsonSchema(definitions[name] as never, {
        typeMode: 'output',
        errorMode: 'ignore',
        definitions: Object.fromEntries(others),
      }) as JsonSchema
      const limits = limitsOf(schema)
      const plain = schema.type === 'string' && !schema.enum
      const text = plain
        ? `string${limits && `  // ${limits}`}`
        : shape(schema, { indent: '', notes: notes.get(name) ?? new Map() })
      return [name, { name, about: firstParagraph(comments.get(name) ?? []), text }]
    }),
  )
}

/** What stands above the fields of each schema, and of those that it takes its fields from. */
function notesIn(texts: readonly string[]): ReadonlyMap<string, Notes> {
  const found = new Map<string, Notes>()
  for (const text of texts) {
    for (const [head, name = ''] of text.matchAll(/^export const (\w+) = v\.object\(\{\n/gm)) {
      const own = members(block(text, head)).map(
        ({ name: field, doc }) => [field, firstParagraph(doc).replace(/\.$/, '')] as const,
      )
      const from = /^ {2}\.\.\.(\w+)\.entries,$/m.exec(block(text, head))?.[1]
      found.set(name, new Map([...(found.get(from ?? '') ?? []), ...own]))
    }
  }
  return found
}

/** The shapes that a text speaks of, and those that they speak of, by name. */
function reachable(text: string, shapes: ReadonlyMap<string, Shape>): readonly Shape[] {
  const found = new Map<string, Shape>()
  const look = (where: string) => {
    for (const [name] of where.matchAll(/\b[A-Z]\w+\b/g)) {
      const each = shapes.get(name)
      if (!each || found.has(name)) continue
      found.set(name, each)
      look(each.text)
    }
  }
  for (const [fence] of text.matchAll(/```ts\n[\s\S]*?```|Answers \[\w+\]|`[A-Z]\w+`/g)) look(fence)
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
