import { english } from '../look/english.ts'
import { provideEnglish } from '../look/spoken.ts'
import { html as draw, escapeHtml } from '../render/html.ts'
import type { VNode } from '../render/index.ts'

// A server speaks all languages at once.
provideEnglish(english)

/** HTML that a server drew, and the texts of the `<style>` elements in it. */
export interface Drawn {
  readonly html: string
  readonly styles: readonly string[]
}

const hashes = new Map<string, Promise<string>>()

/** What `style-src` must name to allow a `<style>` with this text, and `script-src` a `<script>`: `'sha256-…'`, quotes included. */
export function styleHash(text: string): Promise<string> {
  const known = hashes.get(text) ?? hash(text)
  hashes.set(text, known)
  return known
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}

/**
 * An element as a server draws it: its shadow root declared, with its styles inside, so that it is
 * seen before any script; and in it what a browser without declarative roots shows instead.
 */
export function declareElement(
  tag: string,
  attributes: Readonly<Record<string, string | boolean | undefined>>,
  css: string,
  view: VNode,
  fallback: VNode,
): Drawn {
  const html = `<${tag}${writeAttributes(attributes)}><template shadowrootmode="open"><style>${css}</style>${draw(view)}</template>${draw(fallback)}</${tag}>`
  return { html, styles: [css] }
}

function writeAttributes(attributes: Readonly<Record<string, string | boolean | undefined>>) {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) =>
      value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`,
    )
    .join('')
}
