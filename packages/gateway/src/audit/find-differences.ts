import { fen, type Money } from '@xiaopu/domain'
import { sql } from 'kysely'
import { standingPrice } from '../catalog/price-listings.ts'
import { connect, type Database } from '../db/database.ts'

/** Two rows that should say the same and do not. */
export interface Difference {
  /** Number of the order, or id of the listing. */
  readonly order: string
  readonly by: Money
  /** Which rule it breaks. */
  readonly rule: string
}

export interface Audit {
  /** How many orders were added up. */
  readonly orders: number
  readonly differences: readonly Difference[]
}

/**
 * Adds up every order again from rows that were written at different moments: lines, payments,
 * purchases. And every listed price from its cost and rule. Changes nothing.
 */
export async function findDifferences(databaseUrl: string): Promise<Audit> {
  const { db, close } = connect({ url: databaseUrl, max: 2 })
  try {
    const counted = await db
      .selectFrom('orders')
      .select(({ fn }) => fn.countAll<number>().as('orders'))
      .executeTakeFirstOrThrow()
    const found = await Promise.all(
      Object.entries(rules).map(async ([rule, statement]) => {
        const { rows } = await sql<{ number: string; by: number }>`
          select number, by::bigint from (${sql.raw(statement)}) as compared where by <> 0`.execute(
          db,
        )
        return rows.map((row) => ({ order: row.number, by: fen(row.by), rule }))
      }),
    )
    return { orders: counted.orders, differences: [...found.flat(), ...(await prices(db))] }
  } finally {
    await close()
  }
}

const paid = `state not in ('pending_payment', 'closed')`
const bought =
  'from supplier_orders as bought where bought.shop_id = orders.shop_id and bought.order_id = orders.order_id'

/** Each compares two amounts of an order; anything but 0 is wrong. */
const rules: Readonly<Record<string, string>> = {
  'the lines add up to the goods': `select number, goods - (select sum(price * quantity)
    from order_lines as line where line.shop_id = orders.shop_id and line.order_id = orders.order_id) as by
    from orders`,
  'goods, freight and discount add up to the total': `select number,
    total - (goods + freight - discount) as by from orders`,
  'a paid order was paid its total, once': `select number, total - coalesce((select sum(amount)
    from payments where payments.shop_id = orders.shop_id and payments.order_id = orders.order_id
      and payments.state = 'succeeded'), 0) as by
    from orders where ${paid}`,
  'what it should cost is what its purchases should cost': `select number, cost_estimate -
    (select sum(expected_goods + expected_freight) ${bought}) as by from orders`,
  'what is paid is bought, or about to be': `select number, total as by
    from orders where ${paid} and not exists (select ${bought})`,
  'a purchase has lines': `select number, expected_goods as by
    from supplier_orders as purchase join orders using (shop_id, order_id)
    where not exists (select from order_lines as line
      where line.shop_id = purchase.shop_id and line.supplier_order_id = purchase.supplier_order_id)`,
  'what is not bought yet has a job that will buy it': `select number, expected_goods as by
    from supplier_orders as purchase join orders using (shop_id, order_id)
    where orders.${paid} and purchase.state in ('planned', 'creating', 'in_doubt', 'created', 'paying')
      and not exists (select from graphile_worker._private_jobs as job
        join graphile_worker._private_tasks as task on task.id = job.task_id
        where task.identifier = 'buy-from-supplier'
          and job.payload ->> 'supplierOrderId' = purchase.supplier_order_id)`,
  'nothing is bought for who has not paid': `select number, actual_goods as by
    from supplier_orders as purchase join orders using (shop_id, order_id)
    where orders.state in ('pending_payment', 'closed') and platform_order_id is not null`,
  'a purchase at 1688 belongs to one order': `select min(number) as number, count(*) - 1 as by
    from supplier_orders join orders using (shop_id, order_id)
    where platform_order_id is not null group by platform_order_id having count(*) > 1`,
  'no more went back than came in': `select number, greatest(0, (select coalesce(sum(amount), 0)
    from refunds where refunds.shop_id = orders.shop_id and refunds.order_id = orders.order_id
      and reason not in ('duplicate_payment', 'late_payment')) - total) as by from orders`,
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
    return [{ order: row.listing_id, by, rule: 'a price follows from its cost and rule' }]
  })
}
