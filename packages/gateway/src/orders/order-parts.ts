import type { Shipment, Verdict } from '@xiaopu/domain'
import { type AfterSaleParts, afterSaleColumns } from '../after-sales/after-sales.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { type DeadlineParts, deadlineColumns } from '../deadlines/deadlines.ts'
import type { SupplierClaimRow } from '../fulfilment/supplier-claims.ts'
import type { SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import { type SeatParts, seatColumn } from '../group-buys/seat-view.ts'
import type { PaymentRow } from '../payments/payments.ts'
import type { RefundRow } from '../payments/refunds.ts'
import type { OrderLineRow, OrderRow } from './orders.ts'

/** Something that happened to an order or to a claim of it; `at` is a time stamp as JSON spells it. */
export interface OrderStepParts {
  readonly aggregate: string
  readonly aggregate_id: string
  readonly to_state: string
  readonly at: string
}

/** Everything that belongs to one order and is shown with it. */
export interface OrderParts {
  /** What the buyer pays for; what she gets in exchange stands in its claim. */
  readonly lines: readonly Pick<
    OrderLineRow,
    | 'order_line_id'
    | 'listing_id'
    | 'sku_id'
    | 'supplier_order_id'
    | 'title'
    | 'image_url'
    | 'properties'
    | 'quantity'
    | 'price'
    | 'cost'
    | 'dropped'
  >[]
  /** Every attempt, first to last. */
  readonly payments: readonly Pick<
    PaymentRow,
    'payment_id' | 'provider' | 'state' | 'cashier_url' | 'step'
  >[]
  readonly shipments: readonly {
    readonly supplier_order_id: string
    readonly shipment_id: string
    readonly carrier: string
    readonly number: string
    readonly state: string
    readonly lines: Shipment['lines']
    readonly trail: Shipment['trail']
  }[]
  /** Of the order itself, and the ends of its exchanges. */
  readonly steps: readonly OrderStepParts[]
  readonly supplierOrders: readonly (Pick<
    SupplierOrderRow,
    | 'supplier_order_id'
    | 'seq'
    | 'state'
    | 'supplier_id'
    | 'supplier_name'
    | 'platform_order_id'
    | 'expected_goods'
    | 'expected_freight'
    | 'actual_goods'
    | 'actual_freight'
    | 'failure'
    | 'unwanted'
    | 'replaces'
    | 'after_sale_id'
  > & {
    readonly reasons: { readonly reasons: Verdict['reasons'] } | null
    /** As JSON spells a time stamp. */
    readonly decide_before: string | null
    readonly asked_at: string | null
  })[]
  /** Every refund, those of stray payments included, oldest first. */
  readonly refunds: readonly (Pick<
    RefundRow,
    | 'refund_id'
    | 'amount'
    | 'state'
    | 'reason'
    | 'note'
    | 'parts'
    | 'after_sale_id'
    | 'means'
    | 'reference'
  > & { readonly created_at: string })[]
  readonly afterSales: readonly AfterSaleParts[]
  readonly claims: readonly Pick<
    SupplierClaimRow,
    | 'claim_id'
    | 'supplier_order_id'
    | 'state'
    | 'wanted_goods'
    | 'wanted_freight'
    | 'refunded'
    | 'failure'
  >[]
  /** First to last due; times as JSON spells them. */
  readonly deadlines: readonly DeadlineParts[]
  /** The coupon that its discount was for; time stamps as JSON spells them. */
  readonly coupon: {
    readonly code: string
    readonly valid_until: string
    readonly returned_at: string | null
    readonly stopped_at: string | null
  } | null
  readonly seat: SeatParts | null
  readonly book: readonly { readonly account: string; readonly amount: number }[]
}

/**
 * One statement: an order page is read again and again while a buyer waits.
 *
 * @param tokenHash - of the buyer who asks: only her own order is there for her; absent for its seller
 */
export async function readWholeOrder(
  db: Database,
  shopId: string,
  orderId: string,
  tokenHash?: string,
): Promise<(OrderRow & OrderParts) | undefined> {
  const [order] = await wholeOrder(db, [shopId, orderId, tokenHash ?? null])
  return order
}

/** The rows of a table that belong to the order, as a list of JSON objects in one column. */
const listOf = (table: string, columns: string, order: string, also = 'true') => `
  (select coalesce(json_agg(json_build_object(${columns
    .split(/\s+/)
    .map((column) => `'${column}', ${column}`)
    .join(', ')}) order by ${order}), '[]')
    from ${table} as part
    where part.shop_id = o.shop_id and part.order_id = o.order_id and ${also})`

/** Of a transition: what was sent in exchange has come. */
export const goodsCame = "(from_state = 'resending' and event = 'finish')"

const everyPart = `
  select o.*,
    ${listOf(
      'order_lines',
      'order_line_id listing_id sku_id supplier_order_id title image_url properties quantity price cost dropped',
      'position',
      'after_sale_id is null',
    )} as lines,
    ${listOf('payments', 'payment_id provider state cashier_url step', 'attempt')} as payments,
    ${listOf('refunds', 'refund_id amount state reason note parts after_sale_id created_at means reference', 'refund_id')} as refunds,
    ${listOf('after_sales', afterSaleColumns, 'after_sale_id')} as "afterSales",
    ${listOf(
      'supplier_claims',
      'claim_id supplier_order_id state wanted_goods wanted_freight refunded failure',
      'claim_id',
    )} as claims,
    (select coalesce(json_agg(entry), '[]') from (
      select account, sum(amount)::bigint as amount from ledger_entries as part
      where part.shop_id = o.shop_id and part.order_id = o.order_id group by account) as entry) as book,
    ${seatColumn} as seat,
    ${listOf('deadlines', deadlineColumns, 'due_at, round')} as deadlines,
    ${listOf(
      'shipments',
      'shipment_id supplier_order_id carrier number state lines trail',
      'announced_at, shipment_id',
    )} as shipments,
    ${listOf('transitions', 'aggregate aggregate_id to_state at', 'transition_id', `(aggregate = 'order' or ${goodsCame})`)} as steps,
    ${listOf(
      'supplier_orders',
      'supplier_order_id seq state supplier_id supplier_name platform_order_id expected_goods expected_freight actual_goods actual_freight failure unwanted replaces after_sale_id reasons decide_before asked_at',
      'seq',
    )} as "supplierOrders",
    case when o.discount > 0 then (
      select json_build_object('code', code, 'valid_until', valid_until, 'returned_at', returned_at,
        'stopped_at', stopped_at)
      from coupon_uses as use join coupons using (shop_id, coupon_id)
      where use.shop_id = o.shop_id and use.order_id = o.order_id) end as coupon
  from orders as o`

const wholeOrder = statement<OrderRow & OrderParts>(`${everyPart}
  where o.shop_id = $1 and o.order_id = $2 and ($3::text is null or o.token_hash = $3)`)

/** Which orders are wanted: all that fit every condition given. */
export interface WantedOrders {
  readonly state?: string | undefined
  /** Placed at this moment or later, RFC 3339. */
  readonly from?: string | undefined
  /** Placed before it. */
  readonly to?: string | undefined
}

/** Newest first, each with all its parts, in one statement; `before` is the last id of the page before. */
export async function readOrderPage(
  db: Database,
  shopId: string,
  { state, from, to }: WantedOrders,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<(OrderRow & OrderParts)[]> {
  return orderPage(db, [shopId, state ?? null, from ?? null, to ?? null, before ?? pastAll, limit])
}

/** Behind every id: a bound that is always there lets the index find where a page begins. */
const pastAll = `ord_${'Z'.repeat(26)}`

const orderPage = statement<OrderRow & OrderParts>(`${everyPart}
  where o.shop_id = $1 and ($2::text is null or o.state = $2)
    and ($3::timestamptz is null or o.placed_at >= $3)
    and ($4::timestamptz is null or o.placed_at < $4)
    and o.order_id < $5
  order by o.order_id desc limit $6`)
