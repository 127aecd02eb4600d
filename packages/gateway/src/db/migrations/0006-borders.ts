import { type Kysely, sql } from 'kysely'

/**
 * What no code of ours would write, the database refuses as well: pieces and fen out of any sensible
 * range. Amounts end at ten billion yuan, far inside the integers that JavaScript counts exactly.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, checks] of Object.entries(borders)) {
    for (const [name, condition] of Object.entries(checks)) {
      // Old rows are left as they are; nothing new may be like them.
      const constraint = `alter table ${table} add constraint ${table}_${name} check (${condition}) not valid`
      await sql.raw(constraint).execute(db)
    }
  }
}

const mostFen = 1_000_000_000_000
const amount = (column: string) => `${column} between 0 and ${mostFen}`
const pieces = 'quantity between 1 and 999'

const borders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cart_lines: { quantity_fits: pieces },
  listing_skus: {
    price_fits: amount('price'),
    cost_fits: amount('cost'),
    stock_fits: 'stock >= 0',
  },
  quotes: { total_fits: amount('total') },
  orders: {
    goods_fit: amount('goods'),
    freight_fits: amount('freight'),
    discount_fits: amount('discount'),
    total_fits: amount('total'),
  },
  order_lines: { quantity_fits: pieces, price_fits: amount('price'), cost_fits: amount('cost') },
  payments: { amount_fits: `amount between 1 and ${mostFen}` },
  refunds: { amount_fits: `amount between 1 and ${mostFen}` },
  supplier_orders: {
    goods_fit: `${amount('expected_goods')} and (actual_goods is null or ${amount('actual_goods')})`,
    freight_fits: `${amount('expected_freight')} and (actual_freight is null or ${amount('actual_freight')})`,
  },
}
