import { type Block, hideContacts } from '@xiaopu/domain'
import { decodeEntities } from './html-entities.ts'
import { type HtmlElement, type HtmlNode, readHtml } from './html-tree.ts'
import { pictureUrl } from './picture-url.ts'

const mostBlocks = 300
/** Of all blocks together, as JSON. */
const mostBytes = 64 * 1024
const longestText = 5_000
const longestLine = 500
const mostRows = 60
const mostCells = 12
const mostItems = 100

/**
 * A supplier's HTML as headings, texts, lists, tables and pictures, in order. Nothing of the HTML
 * survives: what is none of these is dropped and its text kept, pictures are on the platform's hosts, no
 * `<` or `>` is left in a text, and no way to reach the supplier past the shop.
 */
export function readDescription(html: string): Block[] {
  const writing = new Writing()
  for (const node of readHtml(html)) writing.node(node)
  return writing.end()
}

class Writing {
  readonly #blocks: Block[] = []
  #text = ''
  #bytes = 0

  end(): Block[] {
    this.#endText()
    return this.#blocks
  }

  node(node: HtmlNode): void {
    if (typeof node === 'string') {
      this.#text += node.replaceAll(/\s+/g, ' ')
      return
    }
    const block = wholeBlock(node)
    if (block) {
      this.#endText()
      this.#add(block)
    } else if (node.name !== 'img') {
      this.#text += '\n'
      for (const child of node.children) this.node(child)
      this.#text += '\n'
    }
  }

  #endText(): void {
    const text = cut(clean(this.#text), longestText)
    this.#text = ''
    if (text !== '') this.#add({ kind: 'text', text })
  }

  #add(block: Block): void {
    this.#bytes += Buffer.byteLength(JSON.stringify(block))
    if (this.#blocks.length < mostBlocks && this.#bytes <= mostBytes) this.#blocks.push(block)
  }
}

/** An element that is one block by itself; undefined where its children stand for themselves. */
function wholeBlock(element: HtmlElement): Block | undefined {
  const { name, source } = element
  if (name === 'img') {
    const url = pictureUrl(source)
    return url ? { kind: 'image', url } : undefined
  }
  if (!isBlock(name) || !isPlain(element)) return undefined
  if (name === 'table') return table(element)
  return name === 'ul' || name === 'ol' ? bullets(element) : heading(element)
}

const isBlock = (name: string): boolean => /^(h[1-6]|[uo]l|table)$/.test(name)

function heading(element: HtmlElement): Block | undefined {
  const text = lineOf(element)
  return text === '' ? undefined : { kind: 'heading', text }
}

function bullets(element: HtmlElement): Block | undefined {
  const items = childrenOf(element, ['li']).map(lineOf)
  const full = items.filter((item) => item !== '').slice(0, mostItems)
  return full.length > 1 ? { kind: 'list', items: full } : undefined
}

/** Tables that only arrange pictures, or a single column, are no tables to read. */
function table(element: HtmlElement): Block | undefined {
  const rows = childrenOf(element, ['tr'])
    .map((row) => childrenOf(row, ['td', 'th']).map(lineOf).slice(0, mostCells))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .slice(0, mostRows)
  return rows.length > 1 && rows.some(({ length }) => length > 1)
    ? { kind: 'table', rows }
    : undefined
}

/** Neither pictures nor blocks of their own inside. */
function isPlain({ children }: HtmlElement): boolean {
  return children.every(
    (child) =>
      typeof child === 'string' || (child.name !== 'img' && !isBlock(child.name) && isPlain(child)),
  )
}

function childrenOf(element: HtmlElement, names: readonly string[]): HtmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return names.includes(child.name) ? [child] : childrenOf(child, names)
  })
}

/** What an element says, in one line. */
function lineOf(element: HtmlElement): string {
  return oneLine(wordsOf(element))
}

/** What a supplier wrote into a field, as it may be shown in one line. */
export function oneLine(text: string): string {
  return cut(clean(text).replaceAll('\n', ' '), longestLine)
}

function wordsOf({ children }: HtmlElement): string {
  return children
    .map((child) => (typeof child === 'string' ? child : `\n${wordsOf(child)}\n`))
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
}

/** A character of two halves is not cut in the middle: databases refuse half of one. */
function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')
}

/**
 * A supplier's words as they may be shown. Decoded once more, because editors escape twice; what then
 * looks like a tag is taken for one.
 */
function clean(text: string): string {
  const words = decodeEntities(text)
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    // Control, format and bidirectional characters: they hide or reorder what a person reads.
    .replaceAll(/[^\P{C}\n]/gu, '')
    .split('\n')
    .map((each) => each.replaceAll(/[^\S\n]+/g, ' ').trim())
    .filter((each) => each !== '')
    .join('\n')
  return hideContacts(words)
}
