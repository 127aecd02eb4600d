import { type Token, Tokenizer, TokenizerMode } from 'parse5'

/** A text, or an element that says how text and pictures are arranged; all others are left out. */
export type HtmlNode = string | HtmlElement

export interface HtmlElement {
  readonly name: string
  readonly children: HtmlNode[]
  /** Where a picture comes from, as its author wrote it. */
  readonly source?: string | undefined
}

/** Elements whose content is not text for people, and how the tokenizer must read it. */
const hidden = new Map([
  ['script', TokenizerMode.SCRIPT_DATA],
  ['title', TokenizerMode.RCDATA],
  ['textarea', TokenizerMode.RCDATA],
  ['plaintext', TokenizerMode.PLAINTEXT],
  ...list('style xmp iframe noembed noframes noscript', TokenizerMode.RAWTEXT),
  ...list('template object svg math head select audio video canvas', undefined),
])
/** Elements that are kept: they begin a new line, or hold one together. */
const kept = new Set(
  'address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
)
const empty = new Set(['br', 'hr', 'img'])
/** An element that begins here ends these, as far up as that one. */
const ends: Readonly<Record<string, readonly [ended: string, within: string]>> = {
  li: ['li', 'ul ol table'],
  dt: ['dt dd', 'dl table'],
  dd: ['dt dd', 'dl table'],
  td: ['td th', 'table'],
  th: ['td th', 'table'],
  tr: ['tr', 'table'],
}
const cells = new Set(['td', 'th', 'caption', 'table'])
const parts = new Set(['td', 'th', 'tr', 'caption', 'table'])
const mostDepth = 64
const mostHtml = 512 * 1024

/**
 * A supplier's HTML, read by the tokenizer of the standard and put into a tree of few elements. It
 * grows with the length of the HTML and no faster, which a whole HTML tree does not. At most 64
 * deep; what lies deeper joins its parent.
 */
export function readHtml(html: string): HtmlNode[] {
  const tree = new Growing()
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag: (tag) => {
        const mode = tree.start(tag)
        if (mode !== undefined) tokenizer.state = mode
      },
      onEndTag: ({ tagName }) => tree.end(tagName),
      onCharacter: ({ chars }) => tree.text(chars),
      onWhitespaceCharacter: ({ chars }) => tree.text(chars),
      onNullCharacter: () => {},
      onComment: () => {},
      onDoctype: () => {},
      onEof: () => {},
    },
  )
  tokenizer.write(html.slice(0, mostHtml), true)
  return tree.root.children
}

class Growing {
  readonly root: HtmlElement = { name: '', children: [] }
  /** Elements that are open, outermost first. */
  readonly #open: HtmlElement[] = [this.root]
  /** What is being left out, and how many of its name are open in one another. */
  #hidden: { readonly name: string; depth: number } | undefined

  text(chars: string): void {
    if (!this.#hidden) this.#top.children.push(chars)
  }

  /** @returns how its content must be read, where that is not as usual */
  start(tag: Token.TagToken) {
    const { tagName: name, attrs, selfClosing } = tag
    if (this.#hidden?.name === 'head' && name === 'body') this.#hidden = undefined
    if (this.#hidden) {
      if (this.#hidden.name === name && !selfClosing) this.#hidden.depth++
      return undefined
    }
    if (hidden.has(name)) {
      const mode = hidden.get(name)
      // Only foreign elements may close themselves.
      if (!selfClosing || !/^(svg|math)$/.test(name)) this.#hidden = { name, depth: 1 }
      return mode
    }
    if (kept.has(name)) this.#add(name, attrs)
    return undefined
  }

  end(name: string): void {
    if (this.#hidden) {
      if (this.#hidden.name === name && --this.#hidden.depth === 0) this.#hidden = undefined
    } else if (name === 'br' || name === 'p') {
      if (!this.#close(name)) this.#top.children.push({ name: 'br', children: [] })
    } else this.#close(name)
  }

  get #top(): HtmlElement {
    return this.#open.at(-1) ?? this.root
  }

  #add(name: string, attributes: Token.TagToken['attrs']): void {
    const [ended = '', within = ''] = ends[name] ?? []
    if (ended) this.#endWithin(ended.split(' '), within.split(' '))
    const source = name === 'img' ? sourceOf(attributes) : undefined
    const element = { name, children: [], ...(source !== undefined && { source }) }
    this.#top.children.push(element)
    if (!empty.has(name) && this.#open.length < mostDepth) this.#open.push(element)
  }

  /** Where nobody wrote the end of an item, the next one is it. */
  #endWithin(ended: readonly string[], within: readonly string[]): void {
    for (let at = this.#open.length - 1; at > 0; at--) {
      const name = this.#open[at]?.name ?? ''
      if (ended.includes(name)) this.#open.length = at
      if (within.includes(name)) return
    }
  }

  /** A stray end inside a cell does not end what is around its table. */
  #close(name: string): boolean {
    for (let at = this.#open.length - 1; at > 0; at--) {
      const open = this.#open[at]?.name ?? ''
      if (open === name) {
        this.#open.length = at
        return true
      }
      if (cells.has(open) && (open === 'table' || !parts.has(name))) return false
    }
    return false
  }
}

/** Suppliers' editors load lazily: the real address stands in a data attribute then. */
function sourceOf(attributes: Token.TagToken['attrs']): string | undefined {
  const given = (name: string) => attributes.find((each) => each.name === name)?.value
  return given('data-lazyload-src') ?? given('data-lazyload') ?? given('src')
}

function list<Value>(names: string, value: Value): [string, Value][] {
  return names.split(' ').map((name) => [name, value])
}
