import type { Channel, SellerOrder, Share } from '@xiaopu/domain'
import { shortLink } from '@xiaopu/share'
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'

/** Who made a share: the seller for a group of hers, or buyers passing something on. */
export type ShareOrigin = 'seller' | 'buyer'

export interface ShareRow {
  readonly shop_id: string
  readonly share_id: string
  readonly code: string
  readonly kind: string
  readonly listing_id: string | null
  readonly channel: string
  readonly name: string | null
  /** Code of a coupon. */
  readonly coupon: string | null
  readonly created_at: Date
  /** Good until then; null for as long as the shop is there. */
  readonly expires_at: Date | null
}

/**
 * Adds a share, or answers the one that has the same origin, target, channel, name and coupon, good for as
 * long as it is asked for now.
 */
export async function insertShare(
  db: Database | Tx,
  row: ShareRow & { readonly origin: ShareOrigin },
): Promise<ShareRow> {
  const inserted = await db
    .insertInto('shares')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) return inserted
  return db
    .updateTable('shares')
    .set({ expires_at: row.expires_at })
    .where('shop_id', '=', row.shop_id)
    .where('origin', '=', row.origin)
    .where('channel', '=', row.channel)
    .where(sql`coalesce(listing_id, '')`, '=', row.listing_id ?? '')
    .where(sql`coalesce(name, '')`, '=', row.name ?? '')
    .where(sql`coalesce(coupon, '')`, '=', row.coupon ?? '')
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Taken back, or good until a time that is over: what came through it before stays credited. */
export function hasEnded(
  { clock }: Pick<Deps, 'clock'>,
  { expires_at }: Pick<ShareRow, 'expires_at'>,
): boolean {
  return expires_at !== null && expires_at.getTime() <= clock.now()
}

export async function findShareByCode(
  db: Database | Tx,
  code: string,
): Promise<ShareRow | undefined> {
  return db.selectFrom('shares').selectAll().where('code', '=', code).executeTakeFirst()
}

/** A shop's links, newest first; `after` is the last id of the page before. */
export async function listShares(
  db: Database,
  shopId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ rows: ShareRow[]; next?: string }> {
  let query = db
    .selectFrom('shares')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('share_id', 'desc')
    .limit(limit + 1)
  if (after) query = query.where('share_id', '<', after)
  const rows = await query.execute()
  const last = rows.length > limit ? rows[limit - 1]?.share_id : undefined
  return { rows: rows.slice(0, limit), ...(last && { next: last }) }
}

export function toShare(row: ShareRow, baseUrl: string): Share {
  return {
    id: row.share_id,
    code: row.code,
    kind: row.kind as Share['kind'],
    ...(row.listing_id && { listing: row.listing_id }),
    channel: row.channel as Channel,
    ...(row.name && { name: row.name }),
    ...(row.coupon && { coupon: row.coupon }),
    url: shortLink(baseUrl, row.code),
    createdAt: row.created_at.toISOString(),
    ...(row.expires_at && { until: row.expires_at.toISOString() }),
  }
}

/** A share that orders are credited to, as their seller knows it. */
export interface CreditedShare {
  readonly credit: NonNullable<SellerOrder['credit']>
  readonly name: string | undefined
}

/** Shares that orders are credited to, by their ids. */
export async function readCreditedShares(
  db: Database,
  shopId: string,
  shareIds: readonly string[],
): Promise<ReadonlyMap<string, CreditedShare>> {
  if (shareIds.length === 0) return new Map()
  const rows = await credited(db, [shopId, shareIds])
  return new Map(
    rows.map(({ share_id: share, code, channel, name }) => [
      share,
      { credit: { share, code, channel: channel as Channel }, name: name ?? undefined },
    ]),
  )
}

const credited = statement<Pick<ShareRow, 'share_id' | 'code' | 'channel' | 'name'>>(
  'select share_id, code, channel, name from shares where shop_id = $1 and share_id = any($2)',
)
