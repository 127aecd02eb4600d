import { type AfterSaleLine, fen, isEvenExchange, ShopError } from '@xiaopu/domain'
import { imageUrl } from '../catalog/images.ts'
import { readSellable, type SellableSku } from '../catalog/sellable.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { isWholly, type SupplierOrderRow } from '../fulfilment/supplier-orders.ts'
import type { OrderLineRow, OrderRow } from '../orders/orders.ts'
import { isWorth } from '../payments/give-back.ts'
import type { WantedSku } from './after-sales.ts'
import type { AfterSaleRequest } from './open-after-sale.ts'

interface Bought {
  readonly lines: readonly OrderLineRow[]
  readonly purchases: readonly SupplierOrderRow[]
}

type Exchange = Pick<AfterSaleRequest, 'kind' | 'sku'> & {
  readonly lines: readonly AfterSaleLine[]
}

/**
 * What a buyer gets for the pieces that she wants exchanged, as it is sold now; null for other claims.
 * The same Sku comes from who sent the first, whatever it costs now; another one of its listing costs
 * what hers does.
 *
 * @throws ShopError BAD_REQUEST (of more than one line), EXCHANGE_TOO_EARLY, SKU_NOT_FOUND,
 * EXCHANGE_OTHER_PRICE, OUT_OF_STOCK, REFUND_TOO_MUCH (its money went back already)
 */
export async function wantedSku(
  deps: Deps,
  tx: Tx,
  order: OrderRow,
  { kind, sku, lines }: Exchange,
  bought: Bought,
): Promise<WantedSku | null> {
  if (kind !== 'exchange') {
    if (sku) throw new ShopError('BAD_REQUEST', { field: 'sku', reason: 'of an exchange alone' })
    return null
  }
  const [asked] = lines
  const line = bought.lines.find((each) => each.order_line_id === asked?.line)
  const purchase = bought.purchases.find(
    (each) => each.supplier_order_id === line?.supplier_order_id,
  )
  if (!asked || !line || !purchase || lines.length > 1)
    throw new ShopError('BAD_REQUEST', { field: 'lines', reason: 'an exchange is about one line' })
  if (!isWholly(purchase)) throw new ShopError('EXCHANGE_TOO_EARLY', { line: line.order_line_id })
  if (!(await isWorth(tx, order, lines))) throw new ShopError('REFUND_TOO_MUCH', { left: 0 })
  const isSame = sku === undefined || sku === line.sku_id
  const known = await readSellable(tx, order.shop_id, sku ? [sku, line.sku_id] : [line.sku_id])
  const own = known.find((each) => each.skuId === line.sku_id)
  if (isSame) return theSame(line, purchase, own, asked.quantity)
  const other = known.find((each) => each.skuId === sku)
  if (other?.listingId !== line.listing_id) throw new ShopError('SKU_NOT_FOUND', { sku })
  const hers = [fen(line.price), ...(own ? [own.price] : [])]
  if (!isEvenExchange(hers, other.price))
    throw new ShopError('EXCHANGE_OTHER_PRICE', {
      sku,
      price: other.price.amount,
      paid: line.price,
    })
  checkStock(other, asked.quantity, other.onSale)
  return another(deps, other)
}

function theSame(
  line: OrderLineRow,
  purchase: SupplierOrderRow,
  own: SellableSku | undefined,
  quantity: number,
): WantedSku {
  // Nobody here counts the stock of who stood in for its supplier.
  if (own && own.offerId === line.offer_id) checkStock(own, quantity)
  const { listing_id, sku_id, offer_id, spec_id, content_hash, title, image_url, properties } = line
  return {
    ...{ listing_id, sku_id, offer_id, spec_id, content_hash, title, image_url, properties },
    cost: line.cost,
    supplier_id: purchase.supplier_id,
    supplier_name: purchase.supplier_name,
    ship_within_hours: purchase.ship_within_hours,
  }
}

function another(deps: Deps, sku: SellableSku): WantedSku {
  return {
    listing_id: sku.listingId,
    sku_id: sku.skuId,
    offer_id: sku.offerId,
    spec_id: sku.specId ?? null,
    content_hash: sku.contentHash,
    title: sku.title,
    image_url: sku.imageSource ? imageUrl(deps.baseUrl, sku.imageSource) : null,
    properties: sku.properties,
    cost: sku.cost.amount,
    supplier_id: sku.supplier.id,
    supplier_name: sku.supplier.name,
    ship_within_hours: sku.shipWithinHours,
  }
}

function checkStock({ skuId, stock }: SellableSku, asked: number, isOnSale = true): void {
  if (!isOnSale || stock < asked)
    throw new ShopError('OUT_OF_STOCK', { sku: skuId, asked, left: isOnSale ? stock : 0 })
}
