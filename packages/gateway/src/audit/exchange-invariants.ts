import { replacingStates } from '@xiaopu/domain'
import { type Invariant, oneOf } from './invariant.ts'

const isReplacing = `state in (${oneOf(replacingStates)})`

/** Pieces of a line that went back, by every refund of its order. */
const piecesBack = `(select coalesce(sum((part ->> 'quantity')::int), 0)
  from refunds, jsonb_array_elements(refunds.parts -> 'lines') as part
  where refunds.shop_id = line.shop_id and refunds.order_id = line.order_id
    and part ->> 'line' = line.order_line_id)`

/** Nobody gets goods and money for the same piece, and goods in exchange are bought once. */
export const exchangeInvariants: readonly Invariant[] = [
  {
    id: 'INV-47',
    rule: 'pieces for which other goods come are not given back too',
    sql: `
      select line.shop_id, number as subject, null::bigint as by,
        back || ' back, ' || again.pieces || ' replaced of ' || line.quantity as detail
      from order_lines as line join orders using (shop_id, order_id),
        lateral ${piecesBack} as found(back), lateral (
          select coalesce(sum((asked ->> 'quantity')::int), 0) as pieces
          from after_sales as claim, jsonb_array_elements(claim.lines) as asked
          where claim.shop_id = line.shop_id and claim.order_id = line.order_id
            and claim.${isReplacing} and asked ->> 'line' = line.order_line_id) as again
      where line.after_sale_id is null and back + again.pieces > line.quantity`,
  },
  {
    id: 'INV-47b',
    rule: 'what is bought in exchange belongs to an exchange that was approved, is what it asked for and costs the buyer nothing',
    sql: `
      select line.shop_id, number as subject, line.price as by,
        line.order_line_id || ' for ' || line.after_sale_id as detail
      from order_lines as line join orders using (shop_id, order_id)
      left join after_sales as claim on claim.shop_id = line.shop_id
        and claim.order_id = line.order_id and claim.after_sale_id = line.after_sale_id
      where line.after_sale_id is not null and (claim.kind is distinct from 'exchange' or line.price <> 0
        or claim.wanted ->> 'sku_id' <> line.sku_id or (claim.lines -> 0 ->> 'quantity')::int <> line.quantity
        or not exists (select from transitions as change
          where change.shop_id = line.shop_id and change.aggregate_id = line.after_sale_id
            and change.event = 'replace'))
      union all
      select purchase.shop_id, number, expected_goods, purchase.supplier_order_id || ' buys other lines'
      from supplier_orders as purchase join orders using (shop_id, order_id)
      join order_lines as line on line.shop_id = purchase.shop_id
        and line.supplier_order_id = purchase.supplier_order_id
      where purchase.after_sale_id is distinct from line.after_sale_id`,
  },
  {
    id: 'INV-47c',
    rule: 'an exchange that is under way has its goods, one that ended in money has given them up',
    sql: `
      select claim.shop_id, number as subject, claim.agreed as by,
        claim.after_sale_id || ' ' || claim.state as detail
      from after_sales as claim join orders using (shop_id, order_id)
      left join order_lines as line on line.shop_id = claim.shop_id
        and line.order_id = claim.order_id and line.after_sale_id = claim.after_sale_id
      where claim.kind = 'exchange' and (claim.${isReplacing} and line.order_line_id is null
        or line.order_line_id is not null and claim.agreed is not null and ${piecesBack} < line.quantity
        or claim.agreed is null and ${piecesBack} > 0 and line.order_line_id is not null)`,
  },
]
