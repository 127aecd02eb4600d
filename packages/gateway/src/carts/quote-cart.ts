import {
  type Address,
  type FailureCode,
  fen,
  isBuyable,
  isShopError,
  lineState,
  type Money,
  type Quote,
  quoteValidMillis,
  ShopError,
  times,
  totals,
} from '@xiaopu/domain'
import { imageUrl } from '../catalog/images.ts'
import { refreshOffer } from '../catalog/refresh-offer.ts'
import { readSellable, type SellableSku } from '../catalog/sellable.ts'
import { quoteCoupon, quoteSharedCoupon } from '../coupons/use-coupon.ts'
import type { Deps } from '../deps.ts'
import { cartGroup, type ForGroup, inGroup, readJoinable } from '../group-buys/cart-group.ts'
import type { QuotedSeat } from '../group-buys/take-seat.ts'
import type { ShopContext } from '../http/caller.ts'
import { sealRecipient } from '../personal/sealed-address.ts'
import * as carts from './carts.ts'
import { insertQuote, type QuotedGroup, type QuotedLine } from './quotes.ts'

interface Wanted {
  readonly sku: SellableSku
  readonly quantity: number
  /** Its price is a group's, whatever the goods cost today. */
  readonly isFixed?: boolean
}

export interface QuoteRequest {
  readonly address: Address
  /** Code of a coupon that the buyer has. */
  readonly coupon?: string | undefined
  /** Code of the share that brought her, which may carry a coupon. */
  readonly share?: string | undefined
}

/**
 * Prices a cart for one address and holds the result for a quarter of an hour.
 *
 * Freight and stock come from the platform's own preview, one per supplier, all at once. Where the
 * preview shows another cost than we sold by, the offer is read anew and the buyer is told, never
 * charged silently.
 *
 * @throws ShopError also for a coupon that takes nothing off now: the buyer quotes again without it
 */
export async function quoteCart(
  deps: Deps,
  shop: ShopContext,
  cartId: string,
  { address, coupon: code, share }: QuoteRequest,
): Promise<Quote> {
  if (shop.state !== 'open') throw new ShopError('SHOP_CLOSED')
  const { wanted, group } = await readWanted(deps, shop.shopId, cartId)
  if (group) await readJoinable(deps, shop.shopId, cartGroup(group))
  const suppliers = groupBySupplier(wanted)
  const groups = await Promise.all(
    suppliers.map((members, group) => previewGroup(deps, shop.shopId, group, members, address)),
  )
  const lines = suppliers.flatMap((members, group) =>
    members.map((each) => quotedLine(deps, each, group)),
  )
  const freights = groups.map((group) => group.freight)
  const plain = totals(lines, freights, fen(0))
  const now = deps.clock.now()
  const validUntil = new Date(now + quoteValidMillis)
  const quoteId = deps.newId('quote')
  const owner = { shopId: shop.shopId, table: 'quotes', id: quoteId } as const
  const { address: masked, sealed, phone_hash } = await sealRecipient(deps, owner, { address })
  const pieces = lines.reduce((count, { quantity }) => count + quantity, 0)
  const buying = { shopId: shop.shopId, holder: phone_hash, goods: plain.goods, pieces }
  const { coupon, spendMore } = code
    ? { coupon: await quoteCoupon(deps, buying, code) }
    : await quoteSharedCoupon(deps, buying, share)
  const sums = coupon ? totals(lines, freights, coupon.discount) : plain
  await insertQuote(deps.db, shop.shopId, {
    quote_id: quoteId,
    cart_id: cartId,
    body: {
      lines,
      groups,
      ...(coupon && { coupon }),
      ...(group && { seat: seatOf(group, lines) }),
    },
    address: masked,
    sealed,
    total: sums.total.amount,
    valid_until: validUntil,
    created_at: new Date(now),
  })
  return {
    id: quoteId,
    cart: cartId,
    lines,
    groups,
    address,
    ...sums,
    ...(coupon && { coupon: coupon.code }),
    ...(spendMore && { spendMore }),
    ...(group && { forGroup: cartGroup(group) }),
    validUntil: validUntil.toISOString(),
  }
}

async function readWanted(
  deps: Deps,
  shopId: string,
  cartId: string,
): Promise<{ readonly wanted: Wanted[]; readonly group: ForGroup | null }> {
  const cart = await carts.readWholeCart(deps.db, shopId, cartId)
  if (!cart) throw new ShopError('CART_NOT_FOUND', { cart: cartId })
  const { lines, for_group: group } = cart
  if (lines.length === 0) throw new ShopError('CART_EMPTY')
  const skus = await readSellable(
    deps.db,
    shopId,
    lines.map((line) => line.sku_id),
  )
  const wanted = lines.map((line) => {
    const found = skus.find((each) => each.skuId === line.sku_id)
    if (!found) throw new ShopError('SKU_NOT_FOUND', { sku: line.sku_id })
    const sku = inGroup(found, group)
    // It can still be bought alone.
    if (group && found.onSale && !sku.onSale)
      throw new ShopError('GROUP_DEAL_OVER', { deal: group.deal_id })
    checkLine(line, sku)
    return { sku, quantity: line.quantity, ...(group && { isFixed: true }) }
  })
  return { wanted, group }
}

/** A group's price is fixed with the seat. */
function seatOf({ deal_id, group_id, size }: ForGroup, lines: readonly QuotedLine[]): QuotedSeat {
  const price = lines[0]?.price.amount ?? 0
  return { dealId: deal_id, ...(group_id && { groupId: group_id }), size, price }
}

function checkLine(line: carts.CartLineRow, sku: SellableSku): void {
  const state = lineState({ quantity: line.quantity, seen: fen(line.seen) }, sku)
  if (isBuyable(state)) return
  const facts = { sku: sku.skuId, title: sku.title }
  if (state === 'below-minimum')
    throw new ShopError('BELOW_MINIMUM', { ...facts, minimum: sku.minQuantity })
  if (!sku.onSale) throw new ShopError('LISTING_NOT_ON_SALE', { ...facts, listing: sku.listingId })
  throw new ShopError('OUT_OF_STOCK', { ...facts, asked: line.quantity, left: sku.stock })
}

function groupBySupplier(wanted: readonly Wanted[]): Wanted[][] {
  const groups = new Map<string, Wanted[]>()
  for (const each of wanted) {
    const members = groups.get(each.sku.supplier.id) ?? []
    groups.set(each.sku.supplier.id, [...members, each])
  }
  return [...groups.values()]
}

async function previewGroup(
  deps: Deps,
  shopId: string,
  group: number,
  members: readonly Wanted[],
  address: Address,
): Promise<QuotedGroup> {
  const first = members[0]
  if (!first) throw new TypeError('a group without lines')
  const lines = members.map(({ sku, quantity }) => platformLine(sku, quantity))
  try {
    const preview = await deps.platform(shopId).preview({ lines, address })
    const moved = members.find(({ sku }, i) => preview.costs[i]?.amount !== sku.cost.amount)
    if (moved) await tellPriceChange(deps, shopId, moved, preview.costs[members.indexOf(moved)])
    return {
      group,
      freight: preview.freight,
      goodsCost: preview.goods,
      shipWithinHours: Math.max(...members.map(({ sku }) => sku.shipWithinHours)) as 24 | 48 | 72,
      supplier: first.sku.supplier,
    }
  } catch (error) {
    if (isShopError(error) && staleOffer.has(error.code)) {
      await refreshAll(deps, shopId, members)
      const code = ofOffers.has(error.code) ? 'LISTING_NOT_ON_SALE' : error.code
      throw new ShopError(code, buyerDetail(error, members), { cause: error })
    }
    throw error
  }
}

/** What a buyer knows nothing of: to her the goods are off sale. */
const ofOffers = new Set<FailureCode>([
  'OFFER_OFFLINE',
  'OFFER_NOT_FOUND',
  'OFFER_NOT_DROPSHIPPABLE',
])

const staleOffer = new Set<FailureCode>(['OUT_OF_STOCK', 'BELOW_MINIMUM', ...ofOffers])

/** Platform ids stay inside; the buyer hears which of her lines it is about. */
function buyerDetail(
  error: ShopError,
  members: readonly Wanted[],
): Record<string, string | number> {
  const about = members.find(
    ({ sku }) => sku.specId === error.detail.specId || sku.offerId === error.detail.offerId,
  )
  const { sku, quantity } = about ?? members[0] ?? {}
  return {
    ...(sku && { listing: sku.listingId, sku: sku.skuId, title: sku.title }),
    ...(quantity !== undefined && { asked: quantity }),
  }
}

async function refreshAll(deps: Deps, shopId: string, members: readonly Wanted[]): Promise<void> {
  for (const offerId of new Set(members.map(({ sku }) => sku.offerId))) {
    await refreshOffer(deps, { shopId, offerId })
  }
}

/**
 * The supplier asks another cost than we know. Reads the offer anew; throws PRICE_CHANGED where
 * that moves the price, and lets the quote go on where it does not (a price set by hand, or a
 * group's).
 */
async function tellPriceChange(
  deps: Deps,
  shopId: string,
  { sku, isFixed }: Wanted,
  cost: Money | undefined,
): Promise<void> {
  await refreshOffer(deps, { shopId, offerId: sku.offerId })
  const [now] = await readSellable(deps.db, shopId, [sku.skuId])
  deps.log({
    level: 'warn',
    event: 'quote.cost-moved',
    was: sku.cost.amount,
    now: cost?.amount ?? 0,
  })
  if (!now?.onSale)
    throw new ShopError('LISTING_NOT_ON_SALE', { listing: sku.listingId, title: sku.title })
  if (isFixed || now.price.amount === sku.price.amount) return
  throw new ShopError('PRICE_CHANGED', {
    sku: sku.skuId,
    title: sku.title,
    was: sku.price.amount,
    now: now.price.amount,
  })
}

export function platformLine(
  sku: { offerId: string; specId?: string | undefined },
  quantity: number,
) {
  return { offerId: sku.offerId, ...(sku.specId && { specId: sku.specId }), quantity }
}

function quotedLine(deps: Deps, { sku, quantity }: Wanted, group: number): QuotedLine {
  return {
    listing: sku.listingId,
    sku: sku.skuId,
    title: sku.title,
    ...(sku.imageSource && {
      imageUrl: imageUrl(deps.baseUrl, sku.imageSource),
      imageSource: sku.imageSource,
    }),
    properties: sku.properties.map(({ name, value }) => ({ name, value })),
    quantity,
    price: sku.price,
    subtotal: times(sku.price, quantity),
    group,
    cost: sku.cost,
    offerId: sku.offerId,
    ...(sku.specId && { specId: sku.specId }),
    contentHash: sku.contentHash,
  }
}
