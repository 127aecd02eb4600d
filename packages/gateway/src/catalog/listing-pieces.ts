import { ListingView } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Deps } from '../deps.ts'
import { ReadyJson, tagOf } from '../http/answer.ts'
import { readListings } from './list-listings.ts'

interface Piece {
  /** The listing's view as JSON. */
  readonly text: string
  readonly tag: string
  readonly until: number
}

/** As long as a list may be kept (`listListings.cache`). */
const keptMillis = 10_000

/** Characters held at most; a card is 1 to 8 kB. */
const maxLength = 8 * 2 ** 20

/**
 * Listings as buyers see them, each as JSON. A page asks for the cards it has in its own order: its
 * list is put together from pieces that other pages' lists were made of.
 */
export function createListingPieces(now: () => number) {
  const shops = new Map<string, Map<string, Piece>>()
  let length = 0

  function keep(shopId: string, view: ListingView): Piece {
    const text = JSON.stringify(v.parse(ListingView, view))
    const piece = { text, tag: tagOf(text), until: now() + keptMillis }
    length += text.length
    if (length > maxLength) {
      shops.clear()
      length = text.length
    }
    const pieces = shops.get(shopId) ?? new Map<string, Piece>()
    shops.set(shopId, pieces.set(view.id, piece))
    return piece
  }

  return {
    /** The named listings in the order asked; unknown ones are missing from the answer. */
    async list(
      deps: Pick<Deps, 'db' | 'baseUrl' | 'clock'>,
      shopId: string,
      ids: readonly string[],
    ): Promise<ReadyJson> {
      const known = new Map(
        ids.flatMap((id) => {
          const piece = shops.get(shopId)?.get(id)
          return piece && piece.until > now() ? [[id, piece] as const] : []
        }),
      )
      const missing = [...new Set(ids)].filter((id) => !known.has(id))
      const views = missing.length > 0 ? await readListings(deps, shopId, missing) : []
      for (const view of views) known.set(view.id, keep(shopId, view))
      const pieces = ids.flatMap((id) => known.get(id) ?? [])
      return new ReadyJson(
        `{"items":[${pieces.map(({ text }) => text).join(',')}]}`,
        tagOf(pieces.map(({ tag }) => tag).join()),
        Math.min(...pieces.map(({ until }) => until), now() + keptMillis),
      )
    },
    drop(shopId: string): void {
      shops.delete(shopId)
    },
  }
}

export type ListingPieces = ReturnType<typeof createListingPieces>
