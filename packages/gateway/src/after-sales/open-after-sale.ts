import {
  type AfterSaleFacts,
  type AfterSaleKind,
  type AfterSaleLine,
  type AfterSaleReason,
  day,
  deadlineMillis,
  grantedByRule,
  isOpenAfterSale,
  ShopError,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { hasLeft, type SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import type { Turn } from '../http/turn.ts'
import { lockOrder, type OrderLineRow, type OrderRow, type OwnOrder } from '../orders/orders.ts'
import { isPaidFor, readBought } from '../payments/give-back.ts'
import { readOwnRefunds } from '../payments/refunds.ts'
import { type AfterSaleRow, insertAfterSale, readAfterSalesOf } from './after-sales.ts'
import { approve } from './approve-after-sale.ts'
import { wantedSku } from './wanted-sku.ts'

/** How long after receipt a buyer may still claim anything. */
const claimableMillis = 30 * day

export interface AfterSaleRequest {
  readonly kind: AfterSaleKind
  readonly reason: AfterSaleReason
  /** Everything that has not been given back, where absent. */
  readonly lines?: readonly AfterSaleLine[] | undefined
  /** What an exchange is for; the same again where absent. */
  readonly sku?: string | undefined
  readonly note?: string | undefined
}

/**
 * A buyer asks for her money back, or for other goods. What has not left its supplier, and what was sold with free
 * return and is young enough, is granted in the same transaction; the shop has two days for the
 * rest, and its silence grants it. Once in a turn.
 *
 * @throws ShopError ORDER_NOT_PAID, AFTER_SALE_OPEN (one about these lines is under way),
 * AFTER_SALE_TOO_LATE, REFUND_TOO_MUCH (nothing is left to give back), and of an exchange as `wantedSku`
 */
export async function openAfterSale(
  deps: Deps,
  asked: OwnOrder & { readonly turn: Turn },
  request: AfterSaleRequest,
): Promise<void> {
  if (asked.turn.isDone) return
  await deps.db.transaction().execute(async (tx) => {
    await asked.turn.done(tx)
    const order = await lockOrder(tx, asked.shopId, asked.orderId, asked.tokenHash)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: asked.orderId })
    if (order.state === 'pending_payment' || order.state === 'closed')
      throw new ShopError('ORDER_NOT_PAID', { order: order.order_id })
    const bought = await readBought(tx, order)
    const lines = request.lines ?? (await linesLeft(tx, order, bought.lines))
    await checkLines(tx, order, lines)
    const facts = await factsOf(deps, tx, order, { ...request, lines }, bought)
    if ((facts.sinceReceivedMillis ?? 0) > claimableMillis)
      throw new ShopError('AFTER_SALE_TOO_LATE', { order: order.order_id })
    const wanted = await wantedSku(deps, tx, order, { ...request, lines }, bought)
    const opened = await insertAfterSale(deps, tx, newRow(deps, order, request, { lines, wanted }))
    if (grantedByRule(facts)) await approve(deps, tx, order, opened, {})
  })
}

function newRow(
  deps: Deps,
  order: OrderRow,
  { kind, reason, note }: AfterSaleRequest,
  { lines, wanted }: Pick<AfterSaleRow, 'lines' | 'wanted'>,
) {
  const now = deps.clock.now()
  return {
    shop_id: order.shop_id,
    after_sale_id: deps.newId('afterSale'),
    order_id: order.order_id,
    kind,
    reason,
    state: 'opened',
    lines,
    wanted,
    note: note ?? null,
    round: 1,
    due_at: new Date(now + deadlineMillis.after_sale_review),
    opened_at: new Date(now),
  }
}

/** What a buyer still has a right to, line by line. */
async function linesLeft(
  tx: Tx,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<AfterSaleLine[]> {
  const back = (await readOwnRefunds(tx, order.shop_id, order.order_id)).flatMap(
    ({ parts }) => parts.lines,
  )
  return lines.filter(isPaidFor).flatMap(({ order_line_id: line, quantity }) => {
    const left = back
      .filter((part) => part.line === line)
      .reduce((pieces, part) => pieces - part.quantity, quantity)
    return left > 0 ? [{ line, quantity: left }] : []
  })
}

async function checkLines(tx: Tx, order: OrderRow, asked: readonly AfterSaleLine[]): Promise<void> {
  const { lines } = await readBought(tx, order)
  const left = await linesLeft(tx, order, lines)
  if (asked.length === 0) throw new ShopError('REFUND_TOO_MUCH', { left: 0 })
  for (const { line, quantity } of asked) {
    const most = left.find((each) => each.line === line)?.quantity ?? 0
    if (quantity > most) throw new ShopError('REFUND_TOO_MUCH', { line, pieces: most })
  }
  if (new Set(asked.map(({ line }) => line)).size < asked.length)
    throw new ShopError('BAD_REQUEST', { field: 'lines', reason: 'a line is named twice' })
  const open = (await readAfterSalesOf(tx, order.shop_id, order.order_id)).filter(isOpenAfterSale)
  const busy = open.find((row) => row.lines.some(({ line }) => asked.some((a) => a.line === line)))
  if (busy) throw new ShopError('AFTER_SALE_OPEN', { afterSale: busy.after_sale_id })
}

async function factsOf(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  request: AfterSaleRequest & { readonly lines: readonly AfterSaleLine[] },
  bought: {
    readonly lines: readonly OrderLineRow[]
    readonly purchases: readonly SupplierOrderRow[]
  },
): Promise<AfterSaleFacts> {
  const lines = bought.lines.filter((row) =>
    request.lines.some(({ line }) => line === row.order_line_id),
  )
  const ids = new Set(lines.map((line) => line.supplier_order_id))
  const [seen] = await promised(tx, [
    order.shop_id,
    order.order_id,
    lines.map((line) => line.order_line_id),
  ])
  return {
    kind: request.kind,
    reason: request.reason,
    unshipped: bought.purchases.every((each) => !ids.has(each.supplier_order_id) || !hasLeft(each)),
    freeReturn: seen?.free_return ?? false,
    ...(seen?.received_at && {
      sinceReceivedMillis: deps.clock.now() - seen.received_at.getTime(),
    }),
  }
}

/** What the lines' snapshots promised when they were ordered, and when the goods, or what came in exchange for them, arrived. */
const promised = statement<{ readonly free_return: boolean; readonly received_at: Date | null }>(`
  select (select bool_and(exists (
        select from jsonb_array_elements(snapshot.offer -> 'labels') as label
        where label ->> 'kind' = 'free_return'))
      from order_lines as line
      join offer_snapshots as snapshot on snapshot.shop_id = line.shop_id
        and snapshot.offer_id = line.offer_id and snapshot.content_hash = line.content_hash
      where line.shop_id = $1 and line.order_id = $2 and line.order_line_id = any($3::text[])) as free_return,
    (select max(at) from transitions as step
      where shop_id = $1 and order_id = $2 and (aggregate = 'order' and event = 'receive'
        or from_state = 'resending' and event = 'finish' and exists (
          select from after_sales as claim, jsonb_array_elements(claim.lines) as asked
          where claim.shop_id = $1 and claim.after_sale_id = step.aggregate_id
            and asked ->> 'line' = any($3::text[])))) as received_at`)
