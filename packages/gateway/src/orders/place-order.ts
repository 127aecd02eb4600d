import {
  fen,
  type Money,
  type OrderView,
  orderNumber,
  payWindowMillis,
  ShopError,
  sum,
  totals,
} from '@xiaopu/domain'
import { type QuotedGroup, type QuotedLine, type QuoteRow, readQuote } from '../carts/quotes.ts'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import { takeOverAddress } from '../personal/take-over-address.ts'
import { findCredit } from '../shares/find-credit.ts'
import { shopStamp } from '../shops/shop-time.ts'
import { insertOrder, type PlacedRows } from './insert-order.ts'
import { hashToken, orderToken } from './order-token.ts'
import { freshOrderView, readOrderView } from './order-view.ts'
import type { OrderRow } from './orders.ts'

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
 * Order, lines, planned purchases, log and pay timer are one statement, which does nothing where
 * the quote has become an order meanwhile.
 *
 * @throws ShopError QUOTE_NOT_FOUND, QUOTE_EXPIRED, TOTAL_CHANGED, SHOP_CLOSED, OUT_OF_STOCK,
 * COUPON_USED_UP, GROUP_BUY_FULL, GROUP_BUY_OVER, GROUP_BUY_JOINED, GROUP_DEAL_OVER
 */
export async function placeOrder(
  deps: Deps,
  shop: ShopContext,
  request: OrderRequest,
): Promise<{ order: OrderView; token: string }> {
  const quote = await readQuote(deps.db, shop.shopId, request.quote)
  if (!quote) throw new ShopError('QUOTE_NOT_FOUND', { quote: request.quote })
  if (!quote.order_id) {
    checkQuote(deps, shop, quote, request.total)
    const fresh = await write(deps, shop.shopId, quote, request)
    if (fresh) return fresh
  }
  const orderId =
    quote.order_id ?? (await readQuote(deps.db, shop.shopId, request.quote))?.order_id ?? ''
  return {
    order: await readOrderView(deps, shop.shopId, orderId),
    token: await orderToken(deps, orderId),
  }
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
  shopId: string,
  quote: QuoteRow,
  request: OrderRequest,
): Promise<{ order: OrderView; token: string } | undefined> {
  const orderId = deps.newId('order')
  const token = await orderToken(deps, orderId)
  const { lines, groups } = quote.body
  const purchases = groups.map((group) => supplierOrder(group, deps.newId('supplierOrder')))
  const order = await orderRow(deps, shopId, quote, request, { orderId, token })
  const rows: PlacedRows = {
    order,
    lines: lines.map((line, position) => ({
      ...lineRow(line),
      order_line_id: deps.newId('orderLine'),
      position,
      supplier_order_id: purchases[line.group]?.supplier_order_id ?? '',
    })),
    purchases,
    coupon: quote.body.coupon,
    seat: quote.body.seat,
  }
  if (!(await insertOrder(deps, rows, quote.cart_id))) return undefined
  const view = rows.seat ? await readOrderView(deps, shopId, orderId) : freshOrderView(rows)
  return { order: view, token }
}

async function orderRow(
  deps: Deps,
  shopId: string,
  quote: QuoteRow,
  request: OrderRequest,
  { orderId, token }: { orderId: string; token: string },
): Promise<OrderRow> {
  const now = deps.clock.now()
  const { lines, groups, coupon } = quote.body
  const sums = totals(
    lines,
    groups.map((group) => group.freight),
    coupon?.discount ?? fen(0),
  )
  const visitor = request.visitor
  const share = await findCredit(deps.db, { shopId, visitor, code: request.share, at: now })
  return {
    shop_id: shopId,
    order_id: orderId,
    number: orderNumber(shopStamp(now), deps.random(8)),
    quote_id: quote.quote_id,
    token_hash: hashToken(token),
    state: 'pending_payment',
    attention: false,
    awaits_group: quote.body.seat !== undefined,
    goods: sums.goods.amount,
    freight: sums.freight.amount,
    discount: sums.discount.amount,
    total: sums.total.amount,
    cost_estimate: sum(groups.flatMap((group) => [group.goodsCost, group.freight])).amount,
    ...(await takeOverAddress(deps, shopId, quote, orderId, request.remark)),
    visitor: visitor ?? null,
    share_id: share ?? null,
    pay_before: new Date(now + payWindowMillis),
    placed_at: new Date(now),
    paid_at: null,
    close_reason: null,
    address_corrected_at: null,
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
    dropped: 0,
    price: line.price.amount,
    cost: line.cost.amount,
    after_sale_id: null,
  }
}

function supplierOrder(group: QuotedGroup, supplierOrderId: string) {
  return {
    supplier_order_id: supplierOrderId,
    seq: group.group,
    supplier_id: group.supplier.id,
    supplier_name: group.supplier.name,
    state: 'planned',
    absent_count: 0,
    revision: 0,
    unwanted: false,
    // Our number at the platform: fixed here, before any call, and the same on every repeat.
    out_order_id: supplierOrderId.slice(4),
    expected_goods: group.goodsCost.amount,
    expected_freight: group.freight.amount,
    ship_within_hours: group.shipWithinHours,
  }
}
