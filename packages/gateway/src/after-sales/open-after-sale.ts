import {
  type AfterSaleFacts,
  type AfterSaleKind,
  type AfterSaleLine,
  type AfterSaleReason,
  claimableMillis,
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
import { goodsCame } from '../orders/order-parts.ts'
import { lockOrder, type OrderLineRow, type OrderRow, type OwnOrder } from '../orders/orders.ts'
import { isPaidFor, readBought } from '../payments/give-back.ts'
import { readOwnRefunds } from '../payments/refunds.ts'
import { type AfterSaleRow, insertAfterSale, readAfterSalesOf } from './after-sales.ts'
import { approve } from './approve-after-sale.ts'
import { wantedSku } from './wanted-sku.ts'

export interface AfterSaleRequest {
  readonly kind: AfterSaleKind
  readonly reason: AfterSaleReason
  /** Everything that has not been given back and can still be claimed, where absent. */
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
    const left = await linesLeft(tx, order, bought.lines)
    const promises = await promised(tx, [order.shop_id, order.order_id])
    const isInTime = ({ line: id }: AfterSaleLine) => {
      const since = promises.find(({ line }) => line === id)?.received_at?.getTime()
      return since === undefined || deps.clock.now() - since <= claimableMillis
    }
    const timely = left.filter(isInTime)
    const lines = request.lines ?? (timely.length > 0 ? timely : left)
    await checkLines(tx, order, lines, left)
    if (!lines.every(isInTime))
      throw new ShopError('AFTER_SALE_TOO_LATE', { order: order.order_id })
    const facts = factsOf(deps, { ...request, lines }, bought, promises)
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

async function checkLines(
  tx: Tx,
  order: OrderRow,
  asked: readonly AfterSaleLine[],
  left: readonly AfterSaleLine[],
): Promise<void> {
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

function factsOf(
  deps: Deps,
  request: AfterSaleRequest & { readonly lines: readonly AfterSaleLine[] },
  bought: {
    readonly lines: readonly OrderLineRow[]
    readonly purchases: readonly SupplierOrderRow[]
  },
  promises: readonly Promised[],
): AfterSaleFacts {
  const isAsked = (id: string) => request.lines.some(({ line }) => line === id)
  const lines = bought.lines.filter(({ order_line_id }) => isAsked(order_line_id))
  const ids = new Set(lines.map((line) => line.supplier_order_id))
  const own = promises.filter(({ line }) => isAsked(line))
  const received = own.flatMap(({ received_at }) => received_at?.getTime() ?? [])
  return {
    kind: request.kind,
    reason: request.reason,
    unshipped: bought.purchases.every((each) => !ids.has(each.supplier_order_id) || !hasLeft(each)),
    freeReturn: own.every(({ free_return }) => free_return),
    // What came first is the oldest.
    ...(received.length === own.length && {
      sinceReceivedMillis: deps.clock.now() - Math.min(...received),
    }),
  }
}

interface Promised {
  /** Id of the line. */
  readonly line: string
  readonly free_return: boolean
  readonly received_at: Date | null
}

/** What a line's snapshot promised when it was ordered, and when its goods, or what came in exchange for them, arrived. */
const promised = statement<Promised>(`
  select line.order_line_id as line,
    exists (select from offer_snapshots as snapshot, jsonb_array_elements(snapshot.offer -> 'labels') as label
      where snapshot.shop_id = line.shop_id and snapshot.offer_id = line.offer_id
        and snapshot.content_hash = line.content_hash and label ->> 'kind' = 'free_return') as free_return,
    (select max(at) from transitions as step
      where step.shop_id = line.shop_id and step.order_id = line.order_id
        and (aggregate = 'order' and event = 'receive' or ${goodsCame} and exists (
          select from after_sales as claim, jsonb_array_elements(claim.lines) as asked
          where claim.shop_id = line.shop_id and claim.after_sale_id = step.aggregate_id
            and asked ->> 'line' = line.order_line_id))) as received_at
  from order_lines as line
  where line.shop_id = $1 and line.order_id = $2 and line.after_sale_id is null`)
