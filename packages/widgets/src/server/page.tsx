import type { Theme } from '@xiaopu/domain'
import type { Locale } from '../look/texts.ts'
import { light } from '../look/tokens.css.ts'
import { escapeHtml } from '../render/html.ts'
import { onAccent } from '../shop/on-accent.ts'
import type { SeedData } from '../shop/runtime.ts'
import { type Drawn, styleHash } from './declare.tsx'

export interface PageOptions {
  readonly title: string
  readonly lang: Locale
  /** For search engines and link previews. */
  readonly description?: string
  readonly imageUrl?: string
  readonly canonical?: string
  /** HTML of the body, in the order of the page; strings are taken as they are. */
  readonly body: readonly (Drawn | string)[]
  /** Addresses of module scripts, with their hash where it is known. */
  readonly scripts: readonly { readonly src: string; readonly integrity?: string }[]
  /** A script of this page alone, run once its body is read; without the signs that end a script element. */
  readonly ownScript?: string
  /** Styles of the page around the elements. */
  readonly styles?: string
  readonly theme?: Theme
  /** What the elements show, so that their scripts need not ask; `gateway` without a slash. */
  readonly seed?: { readonly gateway: string; readonly data: SeedData }
}

export interface DrawnPage {
  readonly html: string
  /** For the policy's `style-src`, quotes included. */
  readonly styleHashes: readonly string[]
  /** For the policy's `script-src`, quotes included. */
  readonly scriptHashes: readonly string[]
}

const pageCss = `:root{color-scheme:light dark}
body{margin:0;background:#f7f7f8;color:#1d1d1f;font:14px/20px -apple-system,BlinkMacSystemFont,"PingFang SC","Hiragino Sans GB","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif}
@media (prefers-color-scheme:dark){body{background:#111113;color:#f3f3f5}}
a{color:inherit}`

/**
 * A whole document that is readable before any script runs. Nothing in it needs `unsafe-inline`:
 * `styleHashes` go into `style-src`, the data block is not a script to a policy.
 */
export async function drawPage(options: PageOptions): Promise<DrawnPage> {
  const { title, lang, body, scripts, ownScript, styles = '', theme, seed } = options
  const css = pageCss + themeCss(theme) + styles
  const parts = body.map((part) => (typeof part === 'string' ? part : part.html))
  const texts = [css, ...body.flatMap((part) => (typeof part === 'string' ? [] : part.styles))]
  const html = `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${icon(theme)}">
${metaTags(options)}<style>${css}</style>
${scripts.map(scriptTag).join('\n')}
</head><body>
${parts.join('\n')}
${seed ? seedBlock(seed.gateway, seed.data) : ''}${ownScript === undefined ? '' : `<script>${ownScript}</script>`}
</body></html>
`
  return {
    html,
    styleHashes: await Promise.all([...new Set(texts)].map(styleHash)),
    scriptHashes: ownScript === undefined ? [] : [await styleHash(ownScript)],
  }
}

function metaTags({ title, description, imageUrl, canonical }: PageOptions): string {
  const meta = (name: string, content: string | undefined) =>
    content ? `<meta property="og:${name}" content="${escapeHtml(content)}">\n` : ''
  const described = description
    ? `<meta name="description" content="${escapeHtml(description)}">\n`
    : ''
  const link = canonical ? `<link rel="canonical" href="${escapeHtml(canonical)}">\n` : ''
  return (
    described +
    link +
    meta('title', title) +
    meta('description', description) +
    meta('image', imageUrl)
  )
}

/** A bag in the shop's colour; within the page, so that no browser asks for one. */
function icon(theme: Theme | undefined): string {
  const ground = theme?.accent ?? light.accent
  const bag = `<path d='M9 13h14l1 11H8zm3 0a4 4 0 0 1 8 0' fill='none' stroke='${onAccent(ground)}' stroke-width='2'/>`
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='8' fill='${ground}'/>${bag}</svg>`
  return `data:image/svg+xml,${svg.replaceAll(/[<>#]/g, encodeURIComponent)}`
}

function scriptTag({ src, integrity }: { src: string; integrity?: string }): string {
  const hash = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : ''
  return `<script type="module" src="${escapeHtml(src)}"${hash}></script>`
}

function themeCss(theme: Theme | undefined): string {
  const accent = theme?.accent
  return accent ? `:root{--xp-accent:${accent};--xp-on-accent:${onAccent(accent)}}` : ''
}

function seedBlock(gateway: string, data: SeedData): string {
  return `<script type="application/json" data-xiaopu="${escapeHtml(gateway)}">${safeJson(data)}</script>`
}

/** JSON that ends neither a script element nor, in JavaScript before ES2019, a line. */
export function safeJson(data: unknown): string {
  return JSON.stringify(data)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}
