import { ListingDetail, ListingView, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type Bytes, ReadyJson, tagOf } from '../http/answer.ts'
import type { Packed } from '../http/packing.ts'
import { readListing, readListings } from './list-listings.ts'

type Reading = Pick<Deps, 'db' | 'baseUrl' | 'clock'>

interface Piece {
  /** A listing as buyers see it, as JSON in UTF-8. */
  readonly body: Bytes
  readonly packed: Packed
  readonly tag: string
  readonly version: string
  readonly until: number
}

/** A label that ends is shown this much longer at most; everything else is told by the version. */
const keptMillis = 60_000

/** Bytes held at most, before packing; a card is 1 to 8 kB. */
const maxLength = 8 * 2 ** 20

/**
 * Listings as buyers see them, each as JSON. A page asks for the cards it has in its own order: its
 * list is put together from pieces that other pages' lists were made of, after one question for
 * their versions. So a piece is never older than the database.
 */
export function createListingPieces(now: () => number) {
  const pieces = new Map<string, Piece>()
  let length = 0

  function keep(key: string, version: string, view: object): Piece {
    const body = Buffer.from(JSON.stringify(view))
    const piece = { body, packed: {}, tag: tagOf(body), version, until: now() + keptMillis }
    length += body.length - (pieces.get(key)?.body.length ?? 0)
    if (length > maxLength) {
      pieces.clear()
      length = body.length
    }
    pieces.set(key, piece)
    return piece
  }

  function known(key: string, version: string | undefined): Piece | undefined {
    const piece = pieces.get(key)
    return piece && piece.version === version && piece.until > now() ? piece : undefined
  }

  return {
    /** The named listings in the order asked; unknown ones are missing from the answer. */
    async list(deps: Reading, shopId: string, ids: readonly string[]): Promise<ReadyJson> {
      const versions = await versionsOf(deps.db, shopId, ids)
      const cards = new Map<string, Piece>()
      const keyOf = (id: string) => `${shopId} card ${id}`
      for (const [id, version] of versions) {
        const card = known(keyOf(id), version)
        if (card) cards.set(id, card)
      }
      const missing = [...versions.keys()].filter((id) => !cards.has(id))
      for (const view of missing.length > 0 ? await readListings(deps, shopId, missing) : []) {
        const version = versions.get(view.id) ?? ''
        cards.set(view.id, keep(keyOf(view.id), version, v.parse(ListingView, view)))
      }
      const shown = ids.flatMap((id) => cards.get(id) ?? [])
      return new ReadyJson(listed(shown), tagOf(shown.map(({ tag }) => tag).join()))
    },
    /** @throws ShopError LISTING_NOT_FOUND */
    async detail(deps: Reading, shopId: string, id: string): Promise<ReadyJson> {
      const version = (await versionsOf(deps.db, shopId, [id])).get(id)
      if (version === undefined) throw new ShopError('LISTING_NOT_FOUND', { listing: id })
      const key = `${shopId} page ${id}`
      const { body, tag, packed } =
        known(key, version) ??
        keep(key, version, v.parse(ListingDetail, await readListing(deps, shopId, id)))
      return new ReadyJson(body, tag, packed)
    },
  }
}

const [opening, comma, closing] = ['{"items":[', ',', ']}'].map((text) => Buffer.from(text))

/** Cards as one answer: their bytes are put together, nothing is read or written anew. */
function listed(cards: readonly Piece[]): Bytes {
  const parts = cards.flatMap(({ body }, place) => (place === 0 ? [body] : [comma, body]))
  return Buffer.concat([opening, ...parts, closing] as Uint8Array[])
}

export type ListingPieces = ReturnType<typeof createListingPieces>

/** What each listing was last written by; drafts and unknown ones are missing. */
async function versionsOf(
  db: Database,
  shopId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await versions(db, [shopId, [...new Set(ids)]])
  return new Map(rows.map(({ listing_id, version }) => [listing_id, version]))
}

/**
 * The transactions that wrote the rows a view is made of: a later one has a higher number, so the
 * sum over the Skus grows with every change of one, and their count tells of one that went.
 * Snapshots never change.
 */
const versions = statement<{ listing_id: string; version: string }>(`
  select l.listing_id, concat_ws(' ', l.xmin, o.xmin, sku.count, sku.sum) as version
  from listings as l
  join offers as o on o.shop_id = l.shop_id and o.offer_id = l.offer_id
  cross join lateral (
    select count(*), sum(xmin::text::bigint) from listing_skus
    where listing_skus.shop_id = l.shop_id and listing_skus.listing_id = l.listing_id) as sku
  where l.shop_id = $1 and l.listing_id = any($2::text[]) and l.state <> 'draft'`)
