import type { Category } from './categories.ts'
import { leafId, marketCategories } from './categories.ts'
import type { Kind, Top } from './kind.ts'
import { tops } from './kinds/index.ts'
import { tradeWords, words } from './words.ts'

/** A kind with everything that making an offer of it needs, worked out once. */
export interface Stand {
  readonly kind: Kind
  readonly top: Top
  readonly topAt: number
  readonly category: Category
  /** Words of its titles: its own, its category's, those of trade; none twice. */
  readonly ownWords: readonly string[]
  readonly otherWords: readonly string[]
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[]
}

/** All kinds, cheapest first: where an offer stands in price decides what it can be. */
export const stands: readonly Stand[] = tops
  .flatMap((top, topAt) =>
    top.branches.flatMap((branch, b) =>
      branch.kinds.map((kind, k) => standOf(kind, top, topAt, leafId(topAt, b, k))),
    ),
  )
  .toSorted((a, b) => a.kind.yuan - b.kind.yuan)

function standOf(kind: Kind, top: Top, topAt: number, id: number): Stand {
  const category = marketCategories.get(id)
  if (!category) throw new TypeError(`no category ${id}`)
  const ownWords = words(kind.words).map(({ zh }) => zh)
  const others = words(`${top.words} ${tradeWords}`).map(({ zh }) => zh)
  return {
    kind,
    top,
    topAt,
    category,
    ownWords,
    otherWords: [...new Set(others)].filter((word) => !ownWords.includes(word)),
    facts: top.facts.map((fact) => {
      const [name = '', values = ''] = fact.split('=')
      return { name, values: values.split('/') }
    }),
  }
}

const byCategory = new Map(stands.map((stand) => [stand.category.id, stand]))

/** Words that titles of a leaf category carry; none for one that the market does not know. */
export const wordsOfKind = (categoryId: number): readonly string[] =>
  byCategory.get(categoryId)?.ownWords ?? []
