import { code, page, table } from './markdown.ts'
import {
  block,
  exportedConstants,
  firstParagraph,
  type Lines,
  members,
  sources,
} from './sources.ts'

const about = `Custom elements for any page. One script brings them; each finds its shop by its own \`shop\` attribute, else by the
\`<xp-shop>\` around it, else by \`data-shop\` on the script tag.

\`\`\`html
<script type="module" src="https://shop.example/embed/v1.js" data-shop="xpk_…"></script>
<xp-card listing="lst_…"><a href="https://shop.example/s/…">See it in the shop</a></xp-card>
\`\`\`

The link inside is what people see until the script has come, and where it cannot. Attributes are properties too:
\`card.listing = 'lst_…'\` and \`<xp-card listing="lst_…">\` are the same.`

const everywhere = table(
  ['Attribute', 'Description'],
  [
    [
      '`shop`',
      'publishable key, `xpk_…`; needed only where neither `<xp-shop>` nor the script tag says it',
    ],
    ['`gateway`', 'where the shop is; where the script came from unless given'],
    [
      '`lang`, `locale`',
      '`zh-CN` or `en`; by the page’s own `lang`, as it is when the element begins, unless given',
    ],
    ['`theme`', '`light`, `dark` or `auto`; by the page’s `color-scheme` unless given'],
  ],
)

/** The elements' page, printed from the comments above them, their events and their tokens. */
export function elementsPage(root: string): string {
  const files = sources(root, 'packages/widgets/src/*/*.tsx')
  const elements = files
    .flatMap((text) => [...exportedConstants(text)])
    .filter(([name, doc]) => name.endsWith('Element') && doc[0]?.startsWith('`<xp-'))
    .map(([, doc]) => element(doc))
    .sort()
  const [events = ''] = sources(root, 'packages/widgets/src/shop/events.ts')
  const [tokens = ''] = sources(root, 'packages/widgets/src/look/tokens.css.ts')
  return page('Elements', about, [
    '## On every element',
    everywhere,
    ...elements,
    '## Events',
    'Events are dispatched on the element, bubble to `document` out of every shadow root, and tell nothing about a person.',
    eventTable(events),
    '## Custom properties',
    'Set them on an element, on anything around it, or on `:root`; finer things by `::part()`.',
    tokenTable(tokens),
  ])
}

function element(doc: Lines): string {
  const [, tag = ''] = /`<(xp-[a-z]+)/.exec(doc[0] ?? '') ?? []
  const [usage = '', ...words] = firstParagraph(doc).split('`: ')
  const tags = tagged(doc)
  const attributes = rowsOf(tags, 'attr').filter(([name]) => !name.includes('gateway,'))
  const parts = [
    `## ${tag}`,
    `${usage}\` ${words.join('`: ')}`.replace(
      /^(`.*?`) (.)/,
      (_, use, first) => `${use}: ${first}`,
    ),
    section('Attribute', attributes),
    section('Method', rowsOf(tags, 'method')),
    list('Slots', tags, 'slot'),
    list('Parts', tags, 'part'),
    list('Events', tags, 'fires'),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

interface Tag {
  readonly name: string
  readonly text: string
}

/** `@attr …` and its fellows, each with the lines that go on with it. */
function tagged(doc: Lines): readonly Tag[] {
  const joined = doc.join('\n').replaceAll(/\n(?!@|\n)/g, ' ')
  return [...joined.matchAll(/^@(\w+) (.*)$/gm)].map(([, name = '', text = '']) => ({ name, text }))
}

function rowsOf(tags: readonly Tag[], name: string): [string, string][] {
  return tags
    .filter((tag) => tag.name === name)
    .map(({ text }) => {
      const [left = '', ...right] = text.split(' - ')
      return [left.trim(), right.join(' - ')]
    })
}

function section(head: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return ''
  return table(
    [head, 'Description'],
    rows.map(([name, text]) => [code(name), text]),
  )
}

/** Names as names, and sentences that a comment has instead of names as they are. */
function list(head: string, tags: readonly Tag[], name: string): string {
  const text = tags
    .filter((tag) => tag.name === name)
    .map((tag) => tag.text.replace(/^- /, ''))
    .join(', ')
  if (text === '') return ''
  const isNames = /^[\w-]+(, [\w-]+)*$/.test(text)
  return `${head}: ${text.replaceAll(isNames ? /[\w-]+/g : /xp-[a-z-]+/g, '`$&`')}.`
}

function eventTable(text: string): string {
  const rows = members(block(text, 'export interface ShopEvents'))
  const detail = (value: string) => {
    const head = `export interface ${value} {`
    if (!text.includes(head)) return value
    const fields = members(block(text, head)).map((each) => `${each.name}: ${each.value}`)
    return `{ ${fields.join('; ')} }`
  }
  return table(
    ['Event', 'Detail', 'When'],
    rows.map(({ name, value, doc }) => [code(name), code(detail(value)), firstParagraph(doc)]),
  )
}

function tokenTable(text: string): string {
  const colours = (head: string) =>
    new Map(
      members(block(text, head)).map(({ name, value }) => [
        `--_${name}`,
        value.replaceAll("'", ''),
      ]),
    )
  const [light, dark] = [colours('const light'), colours('const dark')]
  const tokens = [...block(text, 'export const token').matchAll(/var\((--xp-[\w-]+),(.*)\)'/g)]
  return table(
    ['Property', 'Default', 'Default in the dark'],
    tokens.map(([, name = '', fallback = '']) => {
      const inner = /^var\((--_[\w-]+)\)$/.exec(fallback)?.[1]
      return [
        code(name),
        code(inner ? (light.get(inner) ?? '') : fallback),
        code(dark.get(inner ?? '') ?? ''),
      ]
    }),
  )
}
