import type { Coupon, Listing, Quote } from '@xiaopu/domain'
import { address, fillCart, type Placed, placeOrder } from '../market.ts'
import type { Answer, OpenShop } from '../shop.ts'

export const soon = '2026-12-01T00:00:00.000Z'

/** Five yuan off, until the end of the month, unless said otherwise. */
export async function makeCoupon(
  market: OpenShop,
  terms: Readonly<Record<string, unknown>> = {},
): Promise<Coupon> {
  const { status, text, json } = await market.sell<Coupon>('/v1/seller/coupons', {
    body: { code: 'MIA5', off: fiveOff, validUntil: soon, ...terms },
  })
  if (status !== 200) throw new Error(`no coupon: ${text}`)
  return json
}

export const fiveOff = { kind: 'fixed', amount: { amount: 500, currency: 'CNY' } }

/** Prices one piece of a listing for somebody with a code and a phone. */
export async function quoteWith<Body = Quote>(
  market: OpenShop,
  listing: Listing,
  { coupon = 'MIA5', phone = address.phone, quantity = 1 } = {},
): Promise<Answer<Body>> {
  const cart = await fillCart(market, [{ listing, quantity }])
  return market.ask<Body>(`/v1/carts/${cart.id}/quote`, {
    body: { address: { ...address, phone }, coupon },
  })
}

export async function orderWith(
  market: OpenShop,
  listing: Listing,
  wish: Parameters<typeof quoteWith>[2] = {},
): Promise<Placed> {
  const { status, text, json } = await quoteWith(market, listing, wish)
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return placeOrder(market, json)
}
