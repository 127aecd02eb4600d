import * as v from 'valibot'
import { Address } from './address.ts'
import { CartGroup } from './cart-group.ts'
import { Id } from './id.ts'
import { add, Money, subtract, sum } from './money.ts'
import { ChoosableProvider } from './pay-surface.ts'
import { Instant, minute } from './time.ts'

/** A quote is good for as long as a buyer needs to pay. */
export const quoteValidMillis = 15 * minute

export const QuoteLine = v.object({
  listing: Id('listing'),
  sku: Id('sku'),
  title: v.string(),
  imageUrl: v.optional(v.string()),
  properties: v.array(v.object({ name: v.string(), value: v.string() })),
  quantity: v.number(),
  price: Money,
  subtotal: Money,
  /** Which parcel group the line ships with; groups are numbered from 0 and name no supplier. */
  group: v.number(),
})
export type QuoteLine = Readonly<v.InferOutput<typeof QuoteLine>>

/** One supplier's share of a quote, without saying whose. */
export const QuoteGroup = v.object({
  group: v.number(),
  freight: Money,
  shipWithinHours: v.picklist([24, 48, 72]),
})
export type QuoteGroup = Readonly<v.InferOutput<typeof QuoteGroup>>

/** Lines + freight − discount = total, for one address, valid until a time. */
export const Quote = v.object({
  id: Id('quote'),
  cart: Id('cart'),
  lines: v.array(QuoteLine),
  groups: v.array(QuoteGroup),
  address: Address,
  goods: Money,
  freight: Money,
  discount: Money,
  total: Money,
  /** Code of the coupon that the discount is for. */
  coupon: v.optional(v.string()),
  /** The coupon of the link that brought her, where it is for more goods, and for how much more. */
  spendMore: v.optional(v.object({ coupon: v.string(), missing: Money })),
  /** It is for a group, at the group's price. */
  forGroup: v.optional(CartGroup),
  validUntil: Instant,
  /** What the buyer may choose to pay with where she stands, the best first; absent without a choice. */
  payWith: v.optional(v.array(ChoosableProvider)),
})
export type Quote = Readonly<v.InferOutput<typeof Quote>>

/** The one place where a total is added up; cart, quote and order all come here. */
export function totals(
  lines: readonly { readonly subtotal: Money }[],
  freights: readonly Money[],
  discount: Money,
): { goods: Money; freight: Money; discount: Money; total: Money } {
  const goods = sum(lines.map((line) => line.subtotal))
  const freight = sum(freights)
  return { goods, freight, discount, total: subtract(add(goods, freight), discount) }
}
