import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // wanted: the Sku that a buyer gets in exchange, as it was sold when she asked; null for other claims.
  `alter table after_sales add column wanted jsonb`,
  // The exchange that goods are bought for a second time. Its line costs the buyer nothing.
  `alter table supplier_orders add column after_sale_id text`,
  `alter table order_lines add column after_sale_id text`,
  // An exchange buys once; what stands in for that purchase names it in "replaces".
  `create unique index supplier_orders_of_exchange on supplier_orders (shop_id, after_sale_id)
    where after_sale_id is not null and replaces is null`,
]
