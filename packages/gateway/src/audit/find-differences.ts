import { fen, type Money } from '@xiaopu/domain'
import { standingPrice } from '../catalog/price-listings.ts'
import { connect, type Database } from '../db/database.ts'
import { findBreaches } from './invariants.ts'

/** A row that breaks an invariant. */
export interface Difference {
  /** As the model numbers them: `INV-05`. */
  readonly invariant: string
  /** What should hold and does not. */
  readonly rule: string
  /** Number of the order, or id of what it is about. */
  readonly order: string
  /** How much is amiss, where it is about money. */
  readonly by?: Money
  readonly detail?: string
}

export interface Audit {
  /** How many orders were added up. */
  readonly orders: number
  readonly differences: readonly Difference[]
}

/** Checks every invariant, and every listed price against its cost and rule. Changes nothing. */
export async function findDifferences(databaseUrl: string): Promise<Audit> {
  const { db, close } = connect({ url: databaseUrl, max: 2 })
  try {
    const counted = await db
      .selectFrom('orders')
      .select(({ fn }) => fn.countAll<number>().as('orders'))
      .executeTakeFirstOrThrow()
    const breaches = await findBreaches(db)
    const found = breaches.map(({ subject, by, detail, ...broken }) => ({
      ...broken,
      order: subject,
      ...(by !== null && { by: fen(by) }),
      ...(detail !== null && { detail }),
    }))
    return { orders: counted.orders, differences: [...found, ...(await prices(db))] }
  } finally {
    await close()
  }
}

async function prices(db: Database): Promise<Difference[]> {
  const rows = await db
    .selectFrom('listing_skus as sku')
    .innerJoin('listings', (join) =>
      join
        .onRef('listings.shop_id', '=', 'sku.shop_id')
        .onRef('listings.listing_id', '=', 'sku.listing_id'),
    )
    .innerJoin('shops', 'shops.shop_id', 'sku.shop_id')
    .select([
      'sku.listing_id',
      'sku.price',
      'sku.cost',
      'sku.manual_price',
      'listings.price_rule as own_rule',
      'shops.price_rule',
    ])
    .execute()
  return rows.flatMap((row) => {
    const byHand = row.manual_price === null ? undefined : fen(row.manual_price)
    const { price } = standingPrice(fen(row.cost), row.own_rule ?? row.price_rule, byHand)
    if (price.amount === row.price) return []
    const by = fen(row.price - price.amount)
    const rule = 'a price follows from its cost and rule'
    return [{ invariant: 'INV-45', rule, order: row.listing_id, by }]
  })
}
