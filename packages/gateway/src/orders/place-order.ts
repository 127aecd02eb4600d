import {
  fen,
  type Money,
  type OrderState,
  orderNumber,
  payWindowMillis,
  ShopError,
  sum,
  totals,
} from '@xiaopu/domain'
import { deleteLines } from '../carts/carts.ts'
import { lockQuote, type QuotedGroup, type QuotedLine, type QuoteRow } from '../carts/quotes.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { insertSupplierOrders } from '../fulfilment/supplier-orders.ts'
import type { ShopContext } from '../http/caller.ts'
import { addJob } from '../jobs/jobs.ts'
import { findCredit } from '../shares/find-credit.ts'
import { hashToken, orderToken } from './order-token.ts'
import { insertOrder, type OrderRow, readOrderByQuote } from './orders.ts'
import { logBeginning } from './transitions.ts'

export interface OrderRequest {
  readonly quote: string
  readonly total: Money
  readonly remark?: string | undefined
  readonly share?: string | undefined
  readonly visitor?: string | undefined
}

/**
 * Turns a quote into an order at the total the buyer saw. One quote makes one order for ever:
 * sending it again answers the same order.
 *
 * Order, lines, planned purchases, log and pay timer are one transaction.
 *
 * @throws ShopError QUOTE_NOT_FOUND, QUOTE_EXPIRED, TOTAL_CHANGED, SHOP_CLOSED
 */
export async function placeOrder(
  deps: Deps,
  shop: ShopContext,
  request: OrderRequest,
): Promise<{ orderId: string; token: string }> {
  const newOrderId = deps.newId('order')
  const newToken = await orderToken(deps.db, newOrderId)
  const orderId = await deps.db.transaction().execute(async (tx) => {
    const quote = await lockQuote(tx, shop.shopId, request.quote)
    if (!quote) throw new ShopError('QUOTE_NOT_FOUND', { quote: request.quote })
    const placed = await readOrderByQuote(tx, shop.shopId, quote.quote_id)
    if (placed) return placed.order_id
    checkQuote(deps, shop, quote, request.total)
    await write(deps, tx, shop.shopId, quote, request, { orderId: newOrderId, token: newToken })
    return newOrderId
  })
  return { orderId, token: await orderToken(deps.db, orderId) }
}

function checkQuote(deps: Deps, shop: ShopContext, quote: QuoteRow, total: Money): void {
  if (shop.state !== 'open') throw new ShopError('SHOP_CLOSED')
  if (quote.valid_until.getTime() < deps.clock.now()) {
    throw new ShopError('QUOTE_EXPIRED', { quote: quote.quote_id })
  }
  if (total.amount !== quote.total || total.currency !== 'CNY') {
    throw new ShopError('TOTAL_CHANGED', { was: total.amount, now: quote.total })
  }
}

async function write(
  deps: Deps,
  tx: Tx,
  shopId: string,
  quote: QuoteRow,
  request: OrderRequest,
  { orderId, token }: { orderId: string; token: string },
): Promise<void> {
  const { lines, groups } = quote.body
  const supplierOrderIds = groups.map(() => deps.newId('supplierOrder'))
  const order = await orderRow(deps, tx, shopId, quote, request, { orderId, token })
  await insertOrder(
    tx,
    order,
    lines.map((line, position) => ({
      ...lineRow(line),
      shop_id: shopId,
      order_id: orderId,
      order_line_id: deps.newId('orderLine'),
      position,
      supplier_order_id: supplierOrderIds[line.group] ?? '',
    })),
  )
  await insertSupplierOrders(
    tx,
    { shopId, orderId },
    groups.map((group, i) => supplierOrder(group, supplierOrderIds[i] ?? '')),
  )
  const to: OrderState = 'pending_payment'
  await logBeginning(deps, tx, {
    shopId,
    orderId,
    aggregate: 'order',
    id: orderId,
    from: null,
    to,
    event: 'place',
  })
  await deleteLines(
    tx,
    shopId,
    quote.cart_id,
    lines.map((line) => line.sku),
  )
  await addJob(
    deps,
    tx,
    'close-unpaid-order',
    { shopId, orderId },
    { at: order.pay_before.getTime(), key: `close:${orderId}` },
  )
}

async function orderRow(
  deps: Deps,
  tx: Tx,
  shopId: string,
  quote: QuoteRow,
  request: OrderRequest,
  { orderId, token }: { orderId: string; token: string },
): Promise<OrderRow> {
  const now = deps.clock.now()
  const { lines, groups } = quote.body
  const sums = totals(
    lines,
    groups.map((group) => group.freight),
    fen(0),
  )
  const visitor = request.visitor
  const share = await findCredit(tx, { shopId, visitor, code: request.share, at: now })
  return {
    shop_id: shopId,
    order_id: orderId,
    number: orderNumber(shopStamp(now), deps.random(8)),
    quote_id: quote.quote_id,
    token_hash: hashToken(token),
    state: 'pending_payment',
    attention: false,
    goods: sums.goods.amount,
    freight: sums.freight.amount,
    discount: sums.discount.amount,
    total: sums.total.amount,
    cost_estimate: sum(groups.flatMap((group) => [group.goodsCost, group.freight])).amount,
    address: quote.address,
    remark: request.remark || null,
    visitor: visitor ?? null,
    share_id: share ?? null,
    pay_before: new Date(now + payWindowMillis),
    placed_at: new Date(now),
    paid_at: null,
  }
}

function lineRow(line: QuotedLine) {
  return {
    listing_id: line.listing,
    sku_id: line.sku,
    offer_id: line.offerId,
    spec_id: line.specId ?? null,
    content_hash: line.contentHash,
    title: line.title,
    image_url: line.imageUrl ?? null,
    properties: line.properties,
    quantity: line.quantity,
    price: line.price.amount,
    cost: line.cost.amount,
  }
}

function supplierOrder(group: QuotedGroup, supplierOrderId: string) {
  return {
    supplier_order_id: supplierOrderId,
    seq: group.group,
    supplier: group.supplier,
    // Our number at the platform: fixed here, before any call, and the same on every repeat.
    out_order_id: supplierOrderId.slice(4),
    expected_goods: group.goodsCost.amount,
    expected_freight: group.freight.amount,
    ship_within_hours: group.shipWithinHours,
  }
}

/** `yyMMddHHmm` in China, where the shop lives. */
function shopStamp(now: number): string {
  const china = new Date(now + 8 * 3_600_000).toISOString()
  return china.slice(2, 16).replaceAll(/[-T:]/g, '')
}
