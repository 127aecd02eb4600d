import type { FakeGateway } from './gateway.ts'
import { idOf, shopKey } from './goods.ts'

/** A foreign page, as a blog would be. `head` holds its script tags. */
export function blog(head: string, body: string, lang = 'zh-CN'): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>博客</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/blog.css">${head}</head><body><main><h1>今天的好东西</h1>${body}<p>后记</p></main></body></html>`
}

export const blogCss = `:root{color-scheme:light dark}body{margin:16px;font:16px/1.6 sans-serif}
h1{font-size:22px}.two{display:grid;grid-template-columns:1fr 1fr;gap:12px}
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}}`

/** The tag that sellers paste, and the stylesheet that keeps room before it runs. */
export function tag({ origin }: FakeGateway, key = shopKey): string {
  return `<link rel="stylesheet" href="${origin}/embed/v1.css"><script type="module" src="${origin}/embed/v1.js" data-shop="${key}"></script>`
}

/** The tag that brings its cards' data along. */
export function tagWith(
  { origin }: FakeGateway,
  numbers: readonly number[],
  key = shopKey,
): string {
  const ids = numbers.map((number) => idOf('lst', number)).join(',')
  return `<link rel="stylesheet" href="${origin}/embed/v1.css"><script type="module" src="${origin}/embed/v1.js?shop=${key}&amp;listing=${ids}"></script>`
}

export function cards(from: number, count: number): string {
  const all = Array.from({ length: count }, (_, index) => card(from + index))
  return `<div class="two">${all.join('')}</div>`
}

export function card(number: number, more = ''): string {
  return `<xp-card listing="${idOf('lst', number)}" ${more}></xp-card>`
}
