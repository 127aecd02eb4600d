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

interface Wish {
  /** MIA5 unless said otherwise. */
  readonly coupon?: string | undefined
  readonly share?: string
  readonly phone?: string
  readonly quantity?: number
}

/** Prices one piece of a listing for somebody with a code and a phone. */
export async function quoteWith<Body = Quote>(
  market: OpenShop,
  listing: Listing,
  wish: Wish = {},
): Promise<Answer<Body>> {
  const { phone = address.phone, quantity = 1, share } = wish
  const coupon = 'coupon' in wish ? wish.coupon : 'MIA5'
  const cart = await fillCart(market, [{ listing, quantity }])
  return market.ask<Body>(`/v1/carts/${cart.id}/quote`, {
    body: { address: { ...address, phone }, coupon, share },
  })
}

export async function orderWith(
  market: OpenShop,
  listing: Listing,
  wish: Wish = {},
): Promise<Placed> {
  const { status, text, json } = await quoteWith(market, listing, wish)
  if (status !== 200) throw new Error(`no quote: ${text}`)
  return placeOrder(market, json)
}
