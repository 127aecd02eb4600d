import { type ListingDetail, type ListingView, type Offer, ShopError } from '@xiaopu/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { isWaiting } from '../group-buys/waiting.ts'
import { type DetailRow, type ListingRow, toListingDetail, toListingView } from './listing-view.ts'

type Reading = Pick<Deps, 'db' | 'baseUrl' | 'clock'>

/** What a page asks for by name, in the order asked. Unknown ones are missing from the answer. */
export async function readListings(
  { db, baseUrl, clock }: Reading,
  shopId: string,
  ids: readonly string[],
): Promise<ListingView[]> {
  const rows = await named(db, [shopId, [...new Set(ids)]])
  const byId = new Map(rows.map((row) => [row.listing_id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [toListingView(row, baseUrl, clock.now())] : []
  })
}

export interface ListingQuery {
  readonly category?: string | undefined
  readonly q?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What a shop sells now, latest published first, page by page. */
export async function pageListings(
  { db, baseUrl, clock }: Reading,
  shopId: string,
  asked: ListingQuery,
): Promise<{ items: ListingView[]; next?: string }> {
  const after = asked.cursor === undefined ? undefined : readCursor(asked.cursor)
  const rows = await select(db, shopId, {
    where: sql.join(
      [
        sql`l.state = 'published' and o.state = 'online'`,
        ...(asked.category ? [sql`l.category = ${asked.category}`] : []),
        ...(asked.q ? [sql`l.title ilike ${likePattern(asked.q)}`] : []),
        ...(after
          ? [
              sql`(l.published_at < ${after.at} or (l.published_at = ${after.at} and l.listing_id > ${after.id}))`,
            ]
          : []),
      ],
      sql` and `,
    ),
    limit: asked.limit + 1,
  })
  const page = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => toListingView(row, baseUrl, clock.now())),
    ...(last?.published_at && { next: writeCursor(last.published_at, last.listing_id) }),
  }
}

/** @throws ShopError LISTING_NOT_FOUND; one that is off sale is answered with state `off` */
export async function readListing(
  { db, baseUrl, clock }: Reading,
  shopId: string,
  listingId: string,
): Promise<ListingDetail> {
  const [row] = await one(db, [shopId, listingId])
  if (!row?.offer) throw new ShopError('LISTING_NOT_FOUND', { listing: listingId })
  const { offer, deal = null } = row
  return toListingDetail({ ...row, offer, deal }, baseUrl, clock.now())
}

type Row = ListingRow & {
  readonly published_at: Date | null
  readonly offer?: Pick<Offer, 'images' | 'attributes' | 'blocks'>
  readonly deal?: DetailRow['deal']
}

/**
 * Listings with their Skus in one statement: each snapshot is unpacked once, and only the few
 * facts that a card shows travel.
 */
const reading = (more = '') => `
  select l.listing_id, l.state, l.title, l.published_at,
    o.state as offer_state, o.captured_at, s.captured_at as snapshot_at,
    f.images ->> 0 as image, f.labels, f."freePostage" as free_postage,
    f."shipWithinHours" as ship_within_hours, f."minQuantity" as min_quantity, f.unit, f.dropship,
    (select json_agg(json_build_array(sku_id, properties, price, suggested_price, stock) order by position)
      from listing_skus as sku
      where sku.shop_id = l.shop_id and sku.listing_id = l.listing_id
        and not hidden and not withdrawn) as skus
    ${more}
  from listings as l
  join offers as o on o.shop_id = l.shop_id and o.offer_id = l.offer_id
  join offer_snapshots as s on s.shop_id = o.shop_id and s.offer_id = o.offer_id
    and s.content_hash = o.content_hash
  cross join lateral jsonb_to_record(s.offer) as f(
    images jsonb, labels jsonb, "freePostage" boolean, "shipWithinHours" integer,
    "minQuantity" integer, unit text, dropship boolean, attributes jsonb, blocks jsonb)`

const named = statement<Row>(`${reading()}
  where l.shop_id = $1 and l.listing_id = any($2::text[]) and l.state <> 'draft'`)

const described = `, jsonb_build_object(
  'images', f.images, 'attributes', f.attributes, 'blocks', f.blocks) as offer,
  (select json_build_object('size', size, 'prices', prices, 'until', greatest(valid_until, (
      select max(deadline) from group_buys as waiting
      where waiting.shop_id = deal.shop_id and waiting.deal_id = deal.deal_id
        and ${isWaiting('waiting', 'deal.valid_until')})))
    from group_deals as deal
    where deal.shop_id = l.shop_id and deal.listing_id = l.listing_id and deal.stopped_at is null) as deal`
const one = statement<Row>(`${reading(described)}
  where l.shop_id = $1 and l.listing_id = $2 and l.state <> 'draft'`)

async function select(
  db: Database,
  shopId: string,
  asked: { where: RawBuilder<unknown>; limit: number },
): Promise<Row[]> {
  const { rows } = await sql<Row>`${sql.raw(reading())}
    where l.shop_id = ${shopId} and ${asked.where}
    order by l.published_at desc, l.listing_id
    limit ${asked.limit}`.execute(db)
  return rows
}

/** What people type is text: `%` and `_` mean themselves. */
function likePattern(text: string): string {
  return `%${text.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

function writeCursor(at: Date, id: string): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url')
}

/** @throws ShopError BAD_REQUEST */
function readCursor(cursor: string): { at: Date; id: string } {
  const [, at, id] =
    /^(\d{1,15}) (lst_\w{26})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (!at || !id) throw new ShopError('BAD_REQUEST', { where: 'query', field: 'cursor' })
  return { at: new Date(Number(at)), id }
}
