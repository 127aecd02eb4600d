import type { Cart, GroupDeal, Listing, ListingGroups, Quote } from '@xiaopu/domain'
import {
  address,
  inStock,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  startPaying,
} from '../market.ts'
import { type Answer, eventually, type OpenShop, openShop } from '../shop.ts'

export const soon = '2026-12-01T00:00:00.000Z'

/** A fifth off for three buyers within a day, unless said otherwise. */
export async function makeDeal<Body = GroupDeal>(
  market: OpenShop,
  listing: Listing,
  terms: Readonly<Record<string, unknown>> = {},
): Promise<Answer<Body>> {
  const off = { kind: 'percent', bp: 2_000 }
  const body = { listing: listing.id, size: 3, off, openHours: 24, validUntil: soon, ...terms }
  return market.sell<Body>('/v1/seller/group-deals', { body })
}

/** A shop that sells one listing, with one deal for it. */
export async function openDealShop(terms: Readonly<Record<string, unknown>> = {}) {
  const market = await openShop()
  const [listing] = await listGoods(market, 1)
  if (!listing) throw new Error('nothing to sell')
  const { json } = await makeDeal(market, listing, terms)
  return { market, listing, deal: json.id }
}

let changes = 0

interface Wish {
  readonly deal: string
  /** Begins a group unless given. */
  readonly groupBuy?: string | undefined
  readonly quantity?: number
  /** Everybody has her own unless given. */
  readonly phone?: string
  readonly coupon?: string
}

export function groupCart<Body = Cart>(
  market: OpenShop,
  listing: Listing,
  { deal, groupBuy, quantity = 1 }: Wish,
): Promise<Answer<Body>> {
  const sku = inStock(listing).skuId
  const add = { action: 'add', id: `group-change-${++changes}`, listing: listing.id, sku, quantity }
  return market.ask<Body>('/v1/carts', {
    body: { changes: [add], forGroup: { deal, ...(groupBuy && { groupBuy }) } },
  })
}

/** A phone that nobody else has. */
export const nextPhone = () => `138${String(++changes).padStart(8, '0')}`

export async function quoteInGroup<Body = Quote>(
  market: OpenShop,
  listing: Listing,
  wish: Wish,
): Promise<Answer<Body>> {
  const { status, text, json } = await groupCart(market, listing, wish)
  if (status !== 200) throw new Error(`no cart: ${text}`)
  const { phone = nextPhone(), coupon } = wish
  return market.ask<Body>(`/v1/carts/${json.id}/quote`, {
    body: { address: { ...address, phone }, ...(coupon && { coupon }) },
  })
}

export async function orderInGroup(
  market: OpenShop,
  listing: Listing,
  wish: Wish,
): Promise<Placed> {
  const { status, text, json } = await quoteInGroup(market, listing, wish)
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return placeOrder(market, json)
}

/** Pays an order, and waits until that is known. */
export async function pay(market: OpenShop, placed: Placed): Promise<Placed> {
  await payAt(market, await startPaying(placed))
  await eventually(async () => (await placed.read()).state !== 'pending_payment')
  return placed
}

/** Orders in a group and pays. */
export async function buyInGroup(market: OpenShop, listing: Listing, wish: Wish): Promise<Placed> {
  return pay(market, await orderInGroup(market, listing, wish))
}

export async function groupsOf(market: OpenShop, listing: Listing): Promise<ListingGroups> {
  return (await market.ask<ListingGroups>(`/v1/listings/${listing.id}/groups`)).json
}

/** Pays for a new group and answers its id. */
export async function beginGroup(
  market: OpenShop,
  listing: Listing,
  wish: Wish,
): Promise<{ readonly leader: Placed; readonly groupBuy: string }> {
  const leader = await buyInGroup(market, listing, wish)
  const { seat } = await leader.read()
  if (!seat?.groupBuy) throw new Error('no group began')
  return { leader, groupBuy: seat.groupBuy }
}
