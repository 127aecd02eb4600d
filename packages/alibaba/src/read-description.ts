import type { Block } from '@xiaopu/domain'
import { decodeEntities } from './html-entities.ts'
import { pictureUrl } from './picture-url.ts'

/** Elements whose content is not text for people. */
const hidden = new Set(
  'script style template noscript iframe object embed svg math head title textarea select xmp noembed noframes plaintext'.split(
    ' ',
  ),
)
/** Elements that begin a new line. */
const breaking = new Set(
  'address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const mostBlocks = 300
const longestText = 5_000

/**
 * A supplier's HTML as text and pictures, in order. Nothing of the HTML survives: what is not text
 * or a picture on the platform's hosts is dropped, and no `<` or `>` is left in a text.
 */
export function readDescription(html: string): Block[] {
  const blocks: Block[] = []
  let text = ''
  const endText = (): void => {
    const lines = clean(text)
    if (lines !== '') blocks.push({ kind: 'text', text: lines.slice(0, longestText) })
    text = ''
  }
  for (const token of tokens(html)) {
    if (blocks.length >= mostBlocks) return blocks
    if (token.kind === 'text') text += token.text.replaceAll(/\s+/g, ' ')
    else if (token.name === 'img') {
      const url = pictureUrl(sourceOf(token.attributes))
      if (!url) continue
      endText()
      blocks.push({ kind: 'image', url })
    } else if (breaking.has(token.name)) text += '\n'
  }
  endText()
  return blocks.slice(0, mostBlocks)
}

/** Decoded twice, because editors escape twice; what then still looks like a tag is taken for one. */
function clean(text: string): string {
  const decoded = decodeEntities(decodeEntities(text))
  return (
    decoded
      .replaceAll(/<[^<>]*>/g, ' ')
      .replaceAll('<', '＜')
      .replaceAll('>', '＞')
      // Control, format and bidirectional characters: they hide or reorder what a person reads.
      .replaceAll(/[^\P{C}\n]/gu, '')
      .split('\n')
      .map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\n')
  )
}

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string; readonly attributes: string }

/** Reads left to right and never backwards, so a hostile text costs no more than its length. */
function* tokens(html: string): Generator<Token> {
  const lower = html.toLowerCase()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) {
      yield { kind: 'text', text: html.slice(at) }
      return
    }
    if (open > at) yield { kind: 'text', text: html.slice(at, open) }
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4)
      continue
    }
    const name = /^<\/?([a-z][^\s/>]*)/i.exec(html.slice(open, open + 40))?.[1]?.toLowerCase()
    if (!name) {
      // `<5cm` is text, `<!DOCTYPE …>` and `<?xml …?>` are not.
      const isText = !/^<[!?/]/.test(html.slice(open, open + 2))
      if (isText) yield { kind: 'text', text: '<' }
      at = isText ? open + 1 : after(html, '>', open)
      continue
    }
    const close = tagEnd(html, open)
    yield { kind: 'tag', name, attributes: html.slice(open + 1 + name.length, close) }
    at = close + 1
    if (hidden.has(name) && html[open + 1] !== '/') at = after(lower, `</${name}`, at)
  }
}

/** Behind the next `what`, or at the end: an element that never closes swallows the rest. */
function after(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from)
  return found === -1 ? html.length : found + (what.startsWith('</') ? 0 : what.length)
}

/** Where a tag's `>` stands, not counting those inside quoted attribute values. */
function tagEnd(html: string, open: number): number {
  let quote = ''
  for (let at = open + 1; at < html.length; at++) {
    const letter = html.charAt(at)
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '>') return at
    else if ((letter === '"' || letter === "'") && /=\s*$/.test(html.slice(at - 8, at))) {
      quote = letter
    }
  }
  return html.length
}

/** Suppliers' editors load lazily: the real address stands in a data attribute then. */
function sourceOf(attributes: string): string | undefined {
  const found = new Map<string, string>()
  const pattern = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g
  for (const [, name = '', ...values] of attributes.matchAll(pattern)) {
    const value = values.find((each) => each !== undefined) ?? ''
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), decodeEntities(value))
  }
  return found.get('data-lazyload-src') ?? found.get('data-lazyload') ?? found.get('src')
}
