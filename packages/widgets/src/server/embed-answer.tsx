import { cardElement } from '../card/card.tsx'
import { CardFace } from '../card/card-face.tsx'
import { textsFor } from '../look/texts.ts'
import { trees } from '../render/tree.ts'
import { onAccent } from '../shop/on-accent.ts'
import type { Painting } from '../shop/painting.ts'
import type { SeedData } from '../shop/runtime.ts'
import { safeJson } from './page.tsx'

/** `dist/embed/manifest.json`. */
export interface EmbedManifest {
  readonly version: string
  readonly files: readonly {
    /** `loader`, `first-card`, or the element that the file defines. */
    readonly entry: string
    /** Path below `/embed/`. */
    readonly file: string
    readonly bytes: number
    readonly gzip: number
    readonly integrity: string
  }[]
}

/** The path of a manifest's entry below `/embed/`. @throws TypeError where there is none */
export function embedFile(manifest: EmbedManifest, entry: string): string {
  const found = manifest.files.find((each) => each.entry === entry)
  if (!found) throw new TypeError(`the embed build has no ${entry}`)
  return found.file
}

/**
 * The answer to `/embed/v1.js?shop=…&listing=…`: the data and the cards as they look, then the code
 * that shows them, so that a pasted card costs one round trip after its page.
 *
 * @param code - text of the manifest's `paint` file; where there is nothing to show, of `first-card`
 */
export function embedAnswer(code: string, seed: SeedData): string {
  const painting = seed.listings.length > 0 ? `,JSON.parse(${quoted(paintingOf(seed))})` : ''
  return `(globalThis.xiaopuSeed=globalThis.xiaopuSeed||[]).push([import.meta.url,${quoted(seed)}${painting}]);\n${code}`
}

/** JSON as a string of code: a phone reads it in half the time that the same takes as code. */
function quoted(data: unknown): string {
  return `'${safeJson(data).replace(/[\\']/g, '\\$&')}'`
}

/** The gateway does not know the page's language; cards that speak another one are drawn later. */
function paintingOf({ listings, view: shop }: SeedData): Painting {
  const texts = textsFor('zh-CN')
  const accent = shop?.theme.accent
  const cards = listings.map((view) => [
    view.id,
    trees(<CardFace view={view} texts={texts} shopUrl={shop?.url} slotted />),
  ])
  return {
    css: cardElement.css,
    cards: Object.fromEntries(cards),
    accent: accent
      ? [
          ['--_accent', accent],
          ['--_on-accent', onAccent(accent)],
        ]
      : [],
    adding: texts.card.adding,
  }
}
