import {
  type AnyCall,
  businessCodes,
  callGroups,
  classOf,
  failureFor,
  gatewayCodes,
} from '@xiaopu/alibaba'
import { apis } from '@xiaopu/sandbox'
import { scenes } from '../calls/selling-scenes.ts'
import { type CallTypes, callTypes } from './call-types.ts'
import { code, page, table } from './markdown.ts'

type Meaning = Parameters<typeof classOf>[0]

const titles: Readonly<Record<keyof typeof callGroups, string>> = {
  account: 'Account',
  offers: 'Offers and categories',
  search: 'Search',
  'group-buy': 'Group-buy pool',
  listings: 'Shops, listings, suppliers',
  freight: 'Freight and minimums',
  'cross-border': 'Cross-border',
  addresses: 'Addresses',
  purchases: 'Previews and purchases',
  orders: 'Orders',
  payments: 'Payments',
  parcels: 'Parcels',
  refunds: 'Refunds',
  messages: 'Missed messages',
}

const envelopes: Readonly<Record<AnyCall['envelope'], string>> = {
  flat: 'flat: `success` beside the payload (E1, E2)',
  nested: 'nested: `success` inside `result`; read flat too (E3)',
  numeric: 'numeric: `code` 0 is success (E4)',
  silent: 'silent: no `success`; an error code is a refusal (E5)',
  bare: 'bare: the payload alone',
}

const indexAbout = `Every call of 1688 that \`@xiaopu/alibaba\` makes, printed from its declarations: \`api.run(calls.<name>, input)\`.
Ids are digits as text, money is whole fen, times are RFC 3339, whatever the platform writes. What the platform could never accept is refused
with \`BAD_REQUEST\` and the field's name before anything is sent; an answer that makes no sense is \`PLATFORM_SCHEMA\` with the field's name.

**Kind**: a *read* changes nothing and is tried again while the platform is busy; a *tell* changes something, but twice is the same as once; a *write* is an
order or money: when its outcome is unknown it is in doubt, never failed.

**Certainty** of what is known about a call: *doc* the platform's text, *code* seen in code that talks to it, *live* a recorded answer, *web* a page or note,
*known* general knowledge, *infer* derived, *sbx* our own choice where sources are silent. The traps, with their sources: [1688 traps](../../1688-traps.md).`

/** One page per subject, the codes, and an index. */
export function callsPages(
  root: string,
): readonly { readonly path: string; readonly text: string }[] {
  const types = callTypes(root)
  const groups = Object.entries(callGroups) as [keyof typeof callGroups, Record<string, AnyCall>][]
  const pages = groups.map(([group, calls]) => ({
    path: `docs/reference/1688/${group}.md`,
    text: groupPage(titles[group], calls, types),
  }))
  return [
    { path: 'docs/reference/1688/index.md', text: indexPage(groups) },
    ...pages,
    { path: 'docs/reference/1688/codes.md', text: codesPage() },
  ]
}

function indexPage(groups: readonly [keyof typeof callGroups, Record<string, AnyCall>][]): string {
  return page('1688 calls', indexAbout, [
    'Codes of the gateway and of the business, by class: [codes](codes.md).',
    ...groups.flatMap(([group, calls]) => [
      `## [${titles[group]}](${group}.md)`,
      table(
        ['Call', 'API', 'Kind', 'Certainty', 'What it is for'],
        Object.entries(calls).map(([name, call]) => [
          `[${code(name)}](${group}.md#${name.toLowerCase()})`,
          code(addressOf(call)),
          call.kind,
          call.certainty.join(', '),
          call.about,
        ]),
      ),
    ]),
  ])
}

const addressOf = ({ namespace, name, version = 1 }: AnyCall): string =>
  `${namespace}:${name}-${version}`

function groupPage(
  title: string,
  calls: Readonly<Record<string, AnyCall>>,
  types: CallTypes,
): string {
  const sections = Object.entries(calls).map(([name, call]) => callSection(name, call, types))
  const signatures = Object.keys(calls)
    .flatMap((name) => [types.input(name), types.output(name)])
    .join('\n')
  const declared = types.declarations(signatures)
  return page(
    `1688 calls: ${title}`,
    'What the columns of these facts mean: [all calls](index.md).',
    [...sections, ...(declared.length > 0 ? ['## Types', fenced(declared.join('\n\n'))] : [])],
  )
}

function callSection(name: string, call: AnyCall, types: CallTypes): string {
  const [input, output] = [types.input(name), types.output(name)]
  const facts = [
    ['API', code(addressOf(call))],
    ['Kind', call.auth === 'none' ? `${call.kind}, without a token` : call.kind],
    ['Envelope', envelopes[call.envelope]],
    ['Certainty', call.certainty.join(', ')],
    ['Sandbox', sandboxOf(call)],
  ]
  const own = ownCodes(call)
  return [
    `## ${name}`,
    call.about,
    table(['', ''], facts),
    fenced(
      [
        `await api.run(calls.${name}${input && ', input'})`,
        ...(input ? remark(`input: ${input}`) : []),
        ...remark(`answers ${output || 'nothing'}`),
      ].join('\n'),
    ),
    ...(own.length > 0 ? [table(['Code or text', 'Class', 'Failure'], own)] : []),
    ...exampleOf(name, call),
  ].join('\n\n')
}

/** Codes that mean something to this call alone. */
function ownCodes(call: AnyCall): string[][] {
  return [
    ...Object.entries(call.codes ?? {}).map(([each, meaning]) => meaningRow(each, meaning)),
    ...(call.texts ?? []).map(([pattern, meaning]) => meaningRow(String(pattern), meaning)),
    ...(call.otherwise ? [['any other', call.otherwise, code(failureFor(call.otherwise))]] : []),
  ]
}

const meaningRow = (name: string, meaning: Meaning): string[] => [
  code(name),
  classOf(meaning),
  code(failureFor(meaning)),
]

function sandboxOf(call: AnyCall): string {
  const row = apis.find((api) => api.namespace === call.namespace && api.name === call.name)
  if (!row) return 'does not speak it'
  const names = row.params.map(({ name, required }) => (required ? name : `${name}?`)).join(' ')
  const codes = (row.codes ?? []).map((each) => `${code(each.code)} (${each.when})`)
  return [
    names === '' ? 'answers it, without parameters' : `answers it: ${code(names)}`,
    ...(codes.length > 0 ? [`may say ${codes.join(', ')}`] : []),
  ].join('; ')
}

/** What goes over the wire for an input, where the suite has one that needs no world. */
function exampleOf(name: string, call: AnyCall): string[] {
  const input = Object.hasOwn(scenes, name) ? scenes[name as keyof typeof scenes].input : undefined
  if (input === undefined || typeof input === 'function') return []
  const params = Object.entries(call.params(input)).filter(([, value]) => value !== undefined)
  const lines = params.map(([param, value]) => `${param}=${short(wire(value))}`)
  return lines.length === 0
    ? []
    : ['On the wire, before encoding:', `\`\`\`text\n${lines.join('\n')}\n\`\`\``]
}

const wire = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(value, (_name, member: unknown) =>
        typeof member === 'bigint' ? Number(member) : member,
      )
    : String(value)

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text)

/** Text of any number of lines as comments. */
const remark = (text: string): string[] => text.split('\n').map((line) => `// ${line.trimEnd()}`)

const fenced = (text: string): string => `\`\`\`ts\n${text}\n\`\`\``

const codesAbout = `What an error of the platform asks of the caller: its class, and the failure that a shop is told. What is not in these tables
is *retry* for reads and tells and *in doubt* for writes: never a success, never a definite refusal. A call's own codes stand at the call.`

function codesPage(): string {
  const rows = (codes: Readonly<Record<string, Meaning>>) =>
    Object.entries(codes).map(([name, meaning]) => meaningRow(name, meaning))
  return page('1688 codes', codesAbout, [
    '## The gateway',
    'Told by `error_code`, whatever the HTTP status; nothing has happened.',
    table(['Code', 'Class', 'Failure'], rows(gatewayCodes)),
    '## The business',
    table(['Code', 'Class', 'Failure'], rows(businessCodes)),
  ])
}
