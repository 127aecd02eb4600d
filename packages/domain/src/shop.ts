import * as v from 'valibot'
import { Id } from './id.ts'
import { PriceRule } from './pricing.ts'
import { PurchasePolicy } from './purchase-verdict.ts'
import { Instant } from './time.ts'

/** Where a shop meets its buyers. */
export const Channel = v.picklist(['wechat', 'douyin', 'kuaishou', 'xiaohongshu', 'web'])
export type Channel = v.InferOutput<typeof Channel>

export const ShopState = v.picklist(['open', 'paused', 'closed'])
export type ShopState = v.InferOutput<typeof ShopState>

/** Looks a shop may choose; anything finer is CSS custom properties on the page. */
export const Theme = v.object({
  accent: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))),
})
export type Theme = Readonly<v.InferOutput<typeof Theme>>

export const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/))

/** One seller's shop, as its seller sees it. */
export const Shop = v.object({
  id: Id('shop'),
  slug: Slug,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  state: ShopState,
  priceRule: PriceRule,
  purchasePolicy: PurchasePolicy,
  /** Origins whose pages may use the publishable key; empty means any. */
  allowedOrigins: v.array(v.string()),
  /** Origins whose pages may draw the checkout themselves, and can read what is typed there. */
  inlineCheckout: v.array(v.string()),
  publishableKey: v.string(),
  theme: Theme,
  createdAt: Instant,
})
export type Shop = Readonly<v.InferOutput<typeof Shop>>

/** A shop as a buyer's page sees it. */
export const ShopView = v.object({
  slug: v.string(),
  name: v.string(),
  state: ShopState,
  theme: Theme,
  /** Absolute address of the hosted shop page. */
  url: v.string(),
  /** Origins whose pages may draw the checkout themselves; absent where there are none. */
  inlineCheckout: v.optional(v.array(v.string())),
})
export type ShopView = Readonly<v.InferOutput<typeof ShopView>>
