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
 * The answer to `/embed/v1.js?shop=…&listing=…`: the data, then the code that draws it, so that a
 * pasted card costs one round trip after its page.
 *
 * @param firstCard - text of the manifest's `first-card` file
 */
export function embedAnswer(firstCard: string, seed: SeedData): string {
  // As text: a phone reads JSON in half the time that the same takes as code.
  const data = safeJson(seed).replace(/[\\']/g, '\\$&')
  return `(globalThis.xiaopuSeed=globalThis.xiaopuSeed||[]).push([import.meta.url,JSON.parse('${data}')]);\n${firstCard}`
}
