import type { Parcel } from '../freight.ts'

/**
 * A leaf category of the generated market, as briefly as it can be said. Words come as
 * `中文=English`, separated by spaces; English words are joined by `-` where there are several.
 */
export interface Kind {
  readonly name: string
  readonly en: string
  /** What one piece usually costs, in yuan; only its order among the kinds counts. */
  readonly yuan: number
  readonly grams: number
  /** Letters of `variants.ts`, the first ones first. */
  readonly by: string
  readonly words: string
}

/** A branch of the second level. */
export interface Branch {
  readonly name: string
  readonly en: string
  readonly kinds: readonly Kind[]
}

/** A category of the first level with what its suppliers have in common. */
export interface Top {
  readonly name: string
  readonly en: string
  readonly parcel: Parcel
  /** The trade in a firm's name. */
  readonly trade: string
  /** Where such suppliers sit: `浙江 金华市`. */
  readonly places: readonly string[]
  readonly unit: string
  /** Words that fit every kind of this category. */
  readonly words: string
  /** Attributes: `材质=纯棉/聚酯纤维`. */
  readonly facts: readonly string[]
  readonly branches: readonly Branch[]
}

type Row = readonly [
  name: string,
  en: string,
  yuan: number,
  grams: number,
  by: string,
  words: string,
]

/** One branch from rows of name, English, yuan, grams, variants and words. */
export function branch(name: string, en: string, ...rows: readonly Row[]): Branch {
  const kinds = rows.map(([kind, english, yuan, grams, by, words]) => ({
    name: kind,
    en: english.replaceAll('-', ' '),
    yuan,
    grams,
    by,
    words,
  }))
  return { name, en: en.replaceAll('-', ' '), kinds }
}
