import { type Node, parse } from 'acorn'

/** Something in a script that an engine of the floor does not read, or does not have. */
export interface Above {
  readonly what: string
  readonly line: number
}

/** A node of the tree as a walker sees it: fields by name. */
type Fields = Node & Readonly<Record<string, unknown>>

/**
 * What in a module is newer than Chromium 75 and Safari 13. Syntax stops the whole file there; the
 * functions listed are missing and would throw where they are called.
 *
 * @throws SyntaxError for what is no JavaScript at all
 */
export function scriptAbove(code: string): Above[] {
  const found: Above[] = []
  walk(treeOf(code), false, (node, inFunction) => {
    for (const what of aboveIn(node, inFunction)) {
      found.push({ what, line: node.loc?.start.line ?? 0 })
    }
  })
  return found
}

function treeOf(code: string): Fields {
  const tree: unknown = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
  })
  if (!isNode(tree)) throw new TypeError('not a tree')
  return tree
}

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

function walk(
  node: Fields,
  inFunction: boolean,
  visit: (node: Fields, inFunction: boolean) => void,
): void {
  visit(node, inFunction)
  const inside = inFunction || functions.includes(node.type)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, inside, visit)
    }
  }
}

function isNode(value: unknown): value is Fields {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'
  )
}

/** Kinds of nodes that the floor's parsers do not know. */
const newNodes = new Map(
  Object.entries({
    ChainExpression: 'optional chaining `?.` (80 / 13.1)',
    PropertyDefinition: 'class field (72 / 14.1)',
    PrivateIdentifier: 'private name `#x` (74 / 14.1)',
    StaticBlock: 'static block (94 / 16.4)',
    ImportAttribute: 'import attribute (123 / 17.2)',
  }),
)

function* aboveIn(node: Fields, inFunction: boolean): Generator<string> {
  const known = newNodes.get(node.type)
  if (known) yield known
  const { operator } = node
  if (node.type === 'LogicalExpression' && operator === '??') {
    yield 'nullish coalescing `??` (80 / 13.1)'
  }
  if (node.type === 'AssignmentExpression' && /^(\?\?|\|\||&&)=$/.test(String(operator))) {
    yield `logical assignment \`${operator}\` (85 / 14)`
  }
  const isAwait = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
  if (isAwait && !inFunction) yield 'top-level await (89 / 15)'
  if (node.type === 'ExportAllDeclaration' && node.exported) yield '`export * as` (72 / 14.1)'
  if (node.type === 'Literal') yield* aboveInLiteral(node)
  if (node.type === 'MemberExpression') yield* aboveInMember(node)
  if (node.type === 'CallExpression' || node.type === 'NewExpression') yield* aboveInCall(node)
}

const lookbehind = /\(\?<[=!]/

function* aboveInLiteral({ bigint, regex, value }: Fields): Generator<string> {
  if (bigint !== undefined) yield 'BigInt literal (67 / 14)'
  const { pattern = '', flags = '' } = (regex ?? {}) as { pattern?: string; flags?: string }
  if (lookbehind.test(pattern)) yield 'lookbehind in a regular expression (62 / 16.4)'
  if (/[dv]/.test(flags)) yield `flag \`${flags}\` of a regular expression (90 / 15)`
  // It may be made into an expression at run time.
  if (typeof value === 'string' && lookbehind.test(value)) yield 'lookbehind in a text (62 / 16.4)'
}

/** Methods by name: whatever they are called on, the floor's built-ins have none of them. */
const newMethods = new Map(
  Object.entries({
    replaceAll: '85 / 13.1',
    at: '92 / 15.4',
    findLast: '97 / 15.4',
    findLastIndex: '97 / 15.4',
    toSorted: '110 / 16',
    toReversed: '110 / 16',
    toSpliced: '110 / 16',
    replaceChildren: '86 / 14',
    randomUUID: '92 / 15.4',
  }),
)

/** The same for what belongs to one object. */
const newStatics = new Map(
  Object.entries({
    'Object.hasOwn': '93 / 15.4',
    'Object.groupBy': '117 / 17.4',
    'Promise.allSettled': '76 / 13',
    'Promise.any': '85 / 14',
    'Promise.withResolvers': '119 / 17.4',
    'AbortSignal.timeout': '103 / 16',
    'AbortSignal.any': '116 / 17.4',
    'URL.canParse': '120 / 17',
  }),
)

/** Only where it is called: a page may ask whether it is there. */
function* aboveInCall({ callee }: Fields): Generator<string> {
  if (!isNode(callee)) return
  if (callee.type === 'Identifier' && /^(structuredClone|WeakRef)$/.test(String(callee.name))) {
    yield `\`${callee.name}\` (84 / 14.1, or later)`
  }
  if (callee.type !== 'MemberExpression') return
  const name = nameOf(callee.property)
  const since = newMethods.get(name)
  if (since) yield `\`.${name}()\` (${since})`
}

function* aboveInMember({ object, property }: Fields): Generator<string> {
  const name = `${nameOf(object)}.${nameOf(property)}`
  const since = newStatics.get(name)
  if (since) yield `\`${name}\` (${since})`
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : ''
}

/**
 * All texts in a module that look like a style sheet: elements carry theirs as text. What a template puts
 * into its holes is read where it is written; a hole itself is some value.
 */
export function sheetsIn(code: string): string[] {
  const sheets: string[] = []
  walk(treeOf(code), false, (node) => {
    const text = textOf(node)
    if (/\{[^{}]*[a-z-]+\s*:/.test(text) && /[;}]/.test(text)) sheets.push(text)
  })
  return sheets
}

function textOf({ type, value, quasis }: Fields): string {
  if (type === 'Literal' && typeof value === 'string') return value
  if (type !== 'TemplateLiteral') return ''
  const pieces = quasis as { readonly value: { readonly cooked?: string } }[]
  return pieces.map((piece) => piece.value.cooked ?? '').join('var(--hole)')
}
