import { PriceRule, PurchasePolicy, Shop, ShopState, ShopView, Theme } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

const Origins = v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/\s]+$/)))

export const readShop = route({
  method: 'GET',
  path: '/v1/shop',
  caller: 'shop',
  summary: 'The shop behind a publishable key',
  reply: ShopView,
  closedToo: true,
  cache: 60,
})

export const readOwnShop = route({
  method: 'GET',
  path: '/v1/seller/shop',
  caller: 'seller',
  summary: 'Your shop with its settings',
  reply: Shop,
})

export const changeShop = route({
  method: 'PUT',
  path: '/v1/seller/shop',
  caller: 'seller',
  summary:
    'Change name, state, theme, allowed origins, purchase policy or price rule; prices of all listings follow',
  body: v.strictObject({
    name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
    state: v.optional(ShopState),
    theme: v.optional(Theme),
    allowedOrigins: v.optional(Origins),
    /** Pages that you trust with addresses and phones: there `<xp-checkout>` draws its form. */
    inlineCheckout: v.optional(v.pipe(Origins, v.maxLength(20))),
    priceRule: v.optional(PriceRule),
    /** How far purchases go without asking you; absent parts stay as they are. */
    purchasePolicy: v.optional(v.strictObject(v.partial(PurchasePolicy).entries)),
  }),
  reply: Shop,
})
