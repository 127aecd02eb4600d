import {
  Address,
  Cart,
  CartChange,
  CouponCode,
  Id,
  ParsedAddress,
  Quote,
  Region,
  ShareCode,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

const changes = v.pipe(v.array(CartChange), v.maxLength(60))

export const createCart = route({
  method: 'POST',
  path: '/v1/carts',
  caller: 'shop',
  summary: 'A new cart, already holding these changes: the first add is one request',
  body: v.strictObject({
    changes,
    /** For a group: the cart then has the one SKU that is added here, at the group's price. */
    forGroup: v.optional(
      v.strictObject({
        deal: Id('groupDeal'),
        /** The group to join; she begins one unless given. */
        groupBuy: v.optional(Id('groupBuy')),
      }),
    ),
  }),
  reply: Cart,
})

export const readCart = route({
  method: 'GET',
  path: '/v1/carts/:cart',
  caller: 'shop',
  summary: "A cart at today's prices",
  reply: Cart,
})

export const changeCart = route({
  method: 'POST',
  path: '/v1/carts/:cart/changes',
  caller: 'shop',
  summary: 'Add lines or set quantities; each change counts once, however often it is sent',
  body: v.strictObject({ changes: v.pipe(changes, v.minLength(1)) }),
  reply: Cart,
})

export const quoteCart = route({
  method: 'POST',
  path: '/v1/carts/:cart/quote',
  caller: 'shop',
  summary:
    'Prices and freight for one address, less what a coupon takes off, held until `validUntil`',
  body: v.strictObject({
    address: Address,
    coupon: v.optional(CouponCode),
    /** The share that brought the buyer: where no code is given, the coupon that it may carry counts. */
    share: v.optional(ShareCode),
  }),
  reply: Quote,
})

export const parseAddress = route({
  method: 'POST',
  path: '/v1/addresses/parse',
  caller: 'shop',
  summary: 'One pasted text into name, phone, province, city, district and street',
  body: v.strictObject({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) }),
  reply: ParsedAddress,
})

export const listRegions = route({
  method: 'GET',
  path: '/v1/regions',
  caller: 'shop',
  summary: 'Provinces, or the children of a region',
  query: v.object({ parent: v.optional(v.pipe(v.string(), v.regex(/^\d{6}$/))) }),
  reply: v.object({ regions: v.array(Region) }),
  cache: 86_400,
})
