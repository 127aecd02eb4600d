import {
  fen,
  type GroupDeal,
  type GroupDealState,
  type GroupOff,
  groupDealState,
  groupPrice,
  type NewGroupDeal,
  ShopError,
  subtract,
} from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import { lockListing } from '../catalog/listings.ts'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { endAt, followAt } from './group-jobs.ts'

export interface DealRow {
  readonly shop_id: string
  readonly deal_id: string
  readonly listing_id: string
  readonly size: number
  readonly open_hours: number
  readonly off: GroupOff
  /** Fen for a piece of each Sku. */
  readonly prices: Readonly<Record<string, number>>
  readonly valid_until: Date
  readonly stopped_at: Date | null
  readonly created_at: Date
}

/** Part of a statement: nobody has stopped the deal, though it may have run out. */
export const isUnstopped = (deal: string): string =>
  `(${deal}.stopped_at is null or ${deal}.stopped_at = ${deal}.valid_until)`

interface By {
  readonly shopId: string
  /** Id of a key. */
  readonly actor: string
}

/**
 * Makes a deal of a listing, at today's prices less the discount, or answers the one that it has on
 * the same terms.
 *
 * @throws ShopError LISTING_NOT_FOUND, LISTING_NOT_ON_SALE, GROUP_DEAL_EXISTS (another one is on),
 * BAD_REQUEST (over before it begins; takes off nothing, or all)
 */
export async function createDeal(deps: Deps, by: By, wish: NewGroupDeal): Promise<GroupDeal> {
  const now = deps.clock.now()
  if (Date.parse(wish.validUntil) <= now)
    throw new ShopError('BAD_REQUEST', { field: 'validUntil', reason: 'over before it begins' })
  const dealId = await deps.db.transaction().execute(async (tx) => {
    const listing = await lockListing(tx, by.shopId, wish.listing)
    if (listing.state !== 'published')
      throw new ShopError('LISTING_NOT_ON_SALE', { listing: wish.listing })
    await retire(tx, [by.shopId, wish.listing, new Date(now)])
    const [known] = await current(tx, [by.shopId, wish.listing])
    if (known && !isSame(known, wish))
      throw new ShopError('GROUP_DEAL_EXISTS', { listing: wish.listing })
    return known?.deal_id ?? (await insertDeal(deps, tx, by, wish))
  })
  return readDeal(deps, by.shopId, dealId)
}

async function insertDeal(deps: Deps, tx: Tx, by: By, wish: NewGroupDeal): Promise<string> {
  const skus = await pricedSkus(tx, [by.shopId, wish.listing])
  const prices = skus.map(({ sku_id, price }) => [sku_id, groupPrice(fen(price), wish.off).amount])
  const row: DealRow = {
    shop_id: by.shopId,
    deal_id: deps.newId('groupDeal'),
    listing_id: wish.listing,
    size: wish.size,
    open_hours: wish.openHours,
    off: wish.off,
    prices: Object.fromEntries(prices),
    valid_until: new Date(wish.validUntil),
    stopped_at: null,
    created_at: new Date(deps.clock.now()),
  }
  await insert(tx, [JSON.stringify(row)])
  await touchListing(tx, [by.shopId, wish.listing])
  const deed = { action: 'group-deal.make', subject: row.deal_id, reason: wish.listing } as const
  await writeAudit(deps, tx, { ...by, ...deed })
  return row.deal_id
}

/** Whether a repetition means the deal that is on. */
function isSame(known: DealRow, wish: NewGroupDeal): boolean {
  const termsOf = (off: GroupOff) =>
    off.kind === 'fixed' ? `${off.amount.amount}` : `${off.bp} bp`
  return (
    known.size === wish.size &&
    known.open_hours === wish.openHours &&
    termsOf(known.off) === termsOf(wish.off) &&
    known.valid_until.getTime() === Date.parse(wish.validUntil)
  )
}

const pricedSkus = statement<{ readonly sku_id: string; readonly price: number }>(`
  select sku_id, price from listing_skus
  where shop_id = $1 and listing_id = $2 and not hidden and not withdrawn order by position`)

const insert = statement(
  'insert into group_deals select * from jsonb_populate_record(null::group_deals, $1::jsonb)',
)

/** It has run out, so another one may follow: it ended when it did, nobody has stopped it. */
const retire = statement(`
  update group_deals set stopped_at = valid_until
  where shop_id = $1 and listing_id = $2 and stopped_at is null and valid_until <= $3`)

const current = statement<DealRow>(
  'select * from group_deals where shop_id = $1 and listing_id = $2 and stopped_at is null',
)

/** What buyers see of a listing is kept until its row changes. */
const touchListing = statement(
  'update listings set title = title where shop_id = $1 and listing_id = $2',
)

/**
 * Takes a deal back: no group begins, and those that wait for buyers end now; their money goes back, and
 * that of who was choosing another group.
 *
 * @throws ShopError GROUP_DEAL_NOT_FOUND
 */
export async function stopDeal(deps: Deps, by: By, dealId: string): Promise<GroupDeal> {
  await deps.db.transaction().execute(async (tx) => {
    // Its listing first, as who makes a deal.
    await touchListingOf(tx, [by.shopId, dealId])
    const [stopped] = await stop(tx, [by.shopId, dealId, new Date(deps.clock.now())])
    if (!stopped) return
    await writeAudit(deps, tx, { ...by, action: 'group-deal.stop', subject: dealId })
    for (const group of await recruiting(tx, [by.shopId, dealId])) await endAt(deps, tx, group)
    for (const seat of await choosing(tx, [by.shopId, dealId])) await followAt(deps, tx, seat)
  })
  return readDeal(deps, by.shopId, dealId)
}

const touchListingOf = statement(`
  update listings set title = title
  where shop_id = $1 and listing_id = (
    select listing_id from group_deals where shop_id = $1 and deal_id = $2)`)

const stop = statement<DealRow>(`
  update group_deals as deal set stopped_at = $3
  where shop_id = $1 and deal_id = $2 and ${isUnstopped('deal')} returning *`)

const recruiting = statement<{ readonly shop_id: string; readonly group_id: string }>(`
  select shop_id, group_id from group_buys where shop_id = $1 and deal_id = $2 and state = 'recruiting'`)

/** Who paid for a group that had ended, and could have taken another one. */
const choosing = statement<{ readonly shop_id: string; readonly order_id: string }>(`
  select shop_id, order_id from group_seats where shop_id = $1 and deal_id = $2 and state = 'missed'`)

/** Newest first. */
export async function listDeals(
  deps: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
): Promise<GroupDeal[]> {
  return (await ofShop(deps.db, [shopId])).map((row) => toDeal(deps, row))
}

/** @throws ShopError GROUP_DEAL_NOT_FOUND */
async function readDeal(
  deps: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  dealId: string,
): Promise<GroupDeal> {
  const [row] = await oneOfShop(deps.db, [shopId, dealId])
  if (!row) throw new ShopError('GROUP_DEAL_NOT_FOUND', { deal: dealId })
  return toDeal(deps, row)
}

interface SoldDeal extends DealRow {
  readonly title: string
  readonly skus: readonly {
    readonly sku: string
    readonly properties: readonly { readonly value: string }[]
    readonly price: number
    readonly cost: number
  }[]
  readonly recruiting: number
  readonly succeeded: number
  readonly failed: number
}

const soldDeal = (where: string) =>
  statement<SoldDeal>(`
    select deal.*, listing.title, skus.list as skus, groups.recruiting, groups.succeeded, groups.failed
    from group_deals as deal
    join listings as listing using (shop_id, listing_id),
    lateral (select coalesce(json_agg(json_build_object('sku', sku_id, 'properties', properties, 'price', price, 'cost', cost)
        order by position), '[]') as list
      from listing_skus as sku
      where sku.shop_id = deal.shop_id and sku.listing_id = deal.listing_id and deal.prices ? sku_id) as skus,
    lateral (select count(*) filter (where state = 'recruiting')::int as recruiting,
        count(*) filter (where state = 'succeeded')::int as succeeded,
        count(*) filter (where state = 'failed')::int as failed
      from group_buys as known
      where known.shop_id = deal.shop_id and known.deal_id = deal.deal_id) as groups
    where deal.shop_id = $1 and ${where}`)
const ofShop = soldDeal('true order by deal.deal_id desc limit 500')
const oneOfShop = soldDeal('deal.deal_id = $2')

function toDeal({ clock }: Pick<Deps, 'clock'>, row: SoldDeal): GroupDeal {
  const { recruiting: waiting, succeeded, failed } = row
  return {
    id: row.deal_id,
    listing: row.listing_id,
    title: row.title,
    state: stateOfDeal(row, clock.now()),
    size: row.size,
    openHours: row.open_hours,
    skus: row.skus.map(({ sku, properties, price: alone, cost }) => {
      const price = fen(row.prices[sku] ?? 0)
      const name = properties.map(({ value }) => value).join(' ')
      return { sku, name, price, profit: subtract(price, fen(cost)), alone: fen(alone) }
    }),
    groups: { recruiting: waiting, succeeded, failed },
    validUntil: row.valid_until.toISOString(),
    ...(row.stopped_at && isStopped(row) && { stoppedAt: row.stopped_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
  }
}

type Ending = Pick<DealRow, 'valid_until' | 'stopped_at'>

export function stateOfDeal(row: Ending, at: number): GroupDealState {
  return groupDealState({ validUntil: row.valid_until.getTime(), isStopped: isStopped(row) }, at)
}

/** By its seller; one that another has followed ended when its time did. */
function isStopped({ valid_until, stopped_at }: Ending): boolean {
  return stopped_at !== null && stopped_at.getTime() !== valid_until.getTime()
}

/** @throws ShopError GROUP_DEAL_NOT_FOUND */
export async function readDealRow(db: Database, shopId: string, dealId: string): Promise<DealRow> {
  const [row] = await byId(db, [shopId, dealId])
  if (!row) throw new ShopError('GROUP_DEAL_NOT_FOUND', { deal: dealId })
  return row
}

/** A deal that groups may begin in now. @throws ShopError GROUP_DEAL_NOT_FOUND, GROUP_DEAL_OVER */
export async function readOpenDeal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  dealId: string,
): Promise<DealRow> {
  const row = await readDealRow(db, shopId, dealId)
  if (stateOfDeal(row, clock.now()) !== 'on')
    throw new ShopError('GROUP_DEAL_OVER', { deal: dealId })
  return row
}

const byId = statement<DealRow>('select * from group_deals where shop_id = $1 and deal_id = $2')
