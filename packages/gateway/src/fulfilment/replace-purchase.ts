import { type Offer, type PlatformLine, type PurchasePreview, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import type { OrderLineRow } from '../orders/orders.ts'
import { recipientOf } from './recipient.ts'
import {
  moveSupplierOrder,
  type Purchase,
  readPurchase,
  type SupplierOrderRow,
} from './supplier-orders.ts'

/** Candidates looked at per line, best match first: each costs a call. */
const mostCandidates = 8

/** The same goods at another supplier, as far as the platform can tell, at a cost that it has named. */
export interface Replacement {
  readonly supplier: Offer['supplier']
  readonly shipWithinHours: number
  readonly lines: readonly {
    readonly orderLineId: string
    readonly offerId: string
    readonly specId: string | undefined
    readonly cost: number
  }[]
  readonly goods: number
  readonly freight: number
}

/**
 * Looks for one supplier who sells everything that is still wanted of a purchase: the same chosen
 * properties, enough of it, dropshipped. No call is made inside a transaction.
 *
 * @throws ShopError PURCHASE_NOT_FOUND, PURCHASE_NO_REPLACEMENT
 */
export async function findReplacement(
  deps: Deps,
  asked: { readonly shopId: string; readonly supplierOrderId: string },
): Promise<Replacement> {
  const row = await readPurchase(deps, asked.shopId, asked.supplierOrderId)
  if (!row) throw new ShopError('PURCHASE_NOT_FOUND', { purchase: asked.supplierOrderId })
  const wanted = row.lines.filter((line) => line.quantity > line.dropped)
  const [first] = wanted
  const none = new ShopError('PURCHASE_NO_REPLACEMENT', { purchase: asked.supplierOrderId })
  // Several goods of one supplier are rarely all sold by another: only single ones are replaced.
  if (!first || wanted.length > 1) throw none
  const platform = deps.platform(asked.shopId)
  const quantity = first.quantity - first.dropped
  const candidates = await platform.similarOffers(first.offer_id)
  for (const { offerId } of candidates.slice(0, mostCandidates)) {
    if (offerId === first.offer_id) continue
    const found = await consider(deps, row, offerId, first, quantity)
    if (found) return found
  }
  throw none
}

type Line = Purchase['lines'][number]

async function consider(
  deps: Deps,
  row: Purchase,
  offerId: string,
  line: Line,
  quantity: number,
): Promise<Replacement | undefined> {
  const platform = deps.platform(row.shop_id)
  const offer = await platform.offer(offerId)
  if (!offer?.dropship || offer.supplier.id === row.supplier_id) return undefined
  if (quantity < offer.minQuantity) return undefined
  const sku = offer.skus.find((each) => isSame(each, line) && each.stock >= quantity)
  if (!sku) return undefined
  const asked: PlatformLine = { offerId, ...(sku.specId && { specId: sku.specId }), quantity }
  const { address } = await recipientOf(deps, row)
  const preview: PurchasePreview | undefined = await platform
    .preview({ lines: [asked], address })
    .catch(() => undefined)
  if (!preview) return undefined
  return {
    supplier: offer.supplier,
    shipWithinHours: offer.shipWithinHours,
    goods: preview.goods.amount,
    freight: preview.freight.amount,
    lines: [
      {
        orderLineId: line.order_line_id,
        offerId,
        specId: sku.specId,
        cost: preview.costs[0]?.amount ?? line.cost,
      },
    ],
  }
}

/** The buyer chose these values; their names differ from supplier to supplier. */
function isSame(sku: Offer['skus'][number], line: Line): boolean {
  const spell = (properties: readonly { readonly value: string }[]) =>
    properties
      .map(({ value }) => value)
      .sort()
      .join('\n')
  return spell(sku.properties) === spell(line.properties)
}

/**
 * Puts a new purchase in the place of one that came to nothing; its lines go over to it, and it is
 * bought and judged like any other. For a locked order.
 *
 * @returns its id
 */
export async function replacePurchase(
  deps: Deps,
  tx: Tx,
  row: SupplierOrderRow,
  lines: readonly OrderLineRow[],
  found: Replacement,
): Promise<string> {
  const supplierOrderId = deps.newId('supplierOrder')
  if (row.state === 'held') {
    const over = await moveSupplierOrder(deps, tx, row, 'reject')
    if (!over || row.platform_order_id)
      throw new ShopError('BAD_TRANSITION', { from: row.state, event: 'replace' })
  }
  await insertReplacement(tx, [
    row.shop_id,
    supplierOrderId,
    row.order_id,
    row.supplier_order_id,
    found.supplier.id,
    found.supplier.name,
    supplierOrderId.slice(4),
    found.goods + forDropped(lines, found),
    found.freight,
    found.shipWithinHours,
    row.after_sale_id,
  ])
  for (const line of found.lines) {
    if (!lines.some((each) => each.order_line_id === line.orderLineId)) continue
    await moveLine(tx, [
      row.shop_id,
      line.orderLineId,
      supplierOrderId,
      line.offerId,
      line.specId ?? null,
      line.cost,
    ])
  }
  const payload = { shopId: row.shop_id, supplierOrderId }
  await addJob(deps, tx, 'buy-from-supplier', payload, { key: `buy:${supplierOrderId}` })
  return supplierOrderId
}

/** A purchase expects to cost what its lines do, those pieces among them that are not bought. */
function forDropped(lines: readonly OrderLineRow[], found: Replacement): number {
  return found.lines.reduce((sum, { orderLineId, cost }) => {
    const line = lines.find((each) => each.order_line_id === orderLineId)
    return sum + cost * (line?.dropped ?? 0)
  }, 0)
}

const insertReplacement = statement(`
  insert into supplier_orders (shop_id, supplier_order_id, order_id, replaces, seq, supplier_id,
    supplier_name, out_order_id, state, expected_goods, expected_freight, ship_within_hours, after_sale_id)
  select $1, $2, $3, $4, max(seq) + 1, $5, $6, $7, 'planned', $8, $9, $10, $11
  from supplier_orders where shop_id = $1 and order_id = $3`)

const moveLine = statement(`
  update order_lines set supplier_order_id = $3, offer_id = $4, spec_id = $5, cost = $6
  where shop_id = $1 and order_line_id = $2`)
