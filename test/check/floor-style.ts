/** What in a style sheet the floor's engines drop, where nothing before it stands in. */
export function styleAbove(sheet: string): string[] {
  return [...blocksOf(withoutSupports(sheet))].flatMap(({ selector, body }) => [
    ...aboveInSelector(selector),
    ...aboveInBody(body),
  ])
}

interface Block {
  readonly selector: string
  readonly body: string
}

/** Innermost blocks: what stands between a selector's braces. */
function* blocksOf(sheet: string): Generator<Block> {
  const plain = sheet.replace(/\/\*.*?\*\//gs, '')
  for (const [, selector = '', body = ''] of plain.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
    yield { selector: selector.trim(), body }
  }
}

/** What stands in `@supports` has said itself that it is an enhancement. */
function withoutSupports(sheet: string): string {
  return sheet.replace(/@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
}

const newSelectors: readonly (readonly [RegExp, string])[] = [
  [/:(?:is|where)\(/, '`:is()` or `:where()` (88 / 14)'],
  [/:has\(/, '`:has()` (105 / 15.4)'],
  [/&/, 'nesting (112 / 16.5)'],
  [/@(?:layer|container)\b/, '`@layer` or `@container` (99 / 15.4)'],
]

function aboveInSelector(selector: string): string[] {
  const found = newSelectors.filter(([token]) => token.test(selector)).map(([, what]) => what)
  // One selector that is not understood drops the whole list.
  const parts = selector.split(',')
  const isFocus = (part: string) => part.includes(':focus-visible')
  if (parts.length > 1 && parts.some(isFocus) && !parts.every(isFocus)) {
    found.push('`:focus-visible` in a list with others (86 / 15.4)')
  }
  return found
}

interface Declaration {
  readonly name: string
  readonly value: string
}

function declarationsOf(body: string): Declaration[] {
  return body.split(';').flatMap((text) => {
    const [, name = '', value = ''] = /^\s*(-{0,2}[a-z-]+)\s*:\s*(.*?)\s*$/s.exec(text) ?? []
    return name === '' ? [] : [{ name, value }]
  })
}

/** Properties that are dropped, and which ones stand in for them when they come first. */
const newProperties: Readonly<Record<string, { since: string; instead: readonly string[] }>> = {
  inset: { since: '87 / 14.1', instead: ['top', 'left'] },
  'aspect-ratio': { since: '88 / 15', instead: ['height', 'padding-top', 'padding-bottom'] },
  'margin-inline': { since: '87 / 14.1', instead: ['margin-left', 'margin'] },
  'margin-block': { since: '87 / 14.1', instead: ['margin-top', 'margin'] },
  'padding-inline': { since: '87 / 14.1', instead: ['padding-left', 'padding'] },
  'padding-block': { since: '87 / 14.1', instead: ['padding-top', 'padding'] },
  'inset-inline-start': { since: '87 / 14.1', instead: ['left'] },
  'inset-inline-end': { since: '87 / 14.1', instead: ['right'] },
}

const newValues: readonly (readonly [RegExp, string])[] = [
  [/\b\d*\.?\d+(?:dvh|svh|lvh|dvw|cqw)\b/, '`dvh` and the like (108 / 15.4)'],
  [/\b(?:min|max|clamp)\(/, '`min()`, `max()` or `clamp()` (79 / 11.1)'],
  [/\bcolor-mix\(|\boklch\(|\blab\(/, '`color-mix()` and new colours (111 / 16.2)'],
]

function aboveInBody(body: string): string[] {
  const all = declarationsOf(body)
  const found = all.flatMap(({ name, value }, index) => {
    const before = all.slice(0, index)
    const isNew = newProperties[name]
    if (isNew && !before.some((each) => isNew.instead.includes(each.name))) {
      return [`\`${name}\` without a fallback (${isNew.since})`]
    }
    const hasFallback = before.some((each) => each.name === name)
    if (hasFallback || name.startsWith('--')) return []
    return newValues
      .filter(([token]) => token.test(value.replace(/\bminmax\(/g, '')))
      .map(([, what]) => `${what} without a fallback in \`${name}\``)
  })
  const isFlex = all.some(({ name, value }) => name === 'display' && /flex/.test(value))
  if (isFlex && all.some(({ name }) => /^(?:row-|column-)?gap$/.test(name))) {
    found.push('`gap` between flex items (84 / 14.1)')
  }
  // A basis of 0 % is taken at its word there, also where the column's own height is unknown.
  if (all.some(isShare) && all.some(isShrinkable)) {
    found.push('`flex:1` in a column: no height where that is as high as its content')
  }
  return found
}

const isShare = ({ name, value }: Declaration): boolean =>
  name === 'flex' && /^\d+(?: \d+)?$/.test(value)

const isShrinkable = ({ name, value }: Declaration): boolean =>
  /^overflow(?:-y)?$/.test(name) || (name === 'min-height' && value === '0')
