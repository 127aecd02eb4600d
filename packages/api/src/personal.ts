import {
  AuditEntry,
  Erasure,
  OrderToken,
  PersonalExport,
  RevealedAddress,
  SellerOrder,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page } from './page.ts'
import { route } from './route.ts'

export const exportOrder = route({
  method: 'GET',
  path: '/v1/orders/:order/export',
  caller: 'buyer',
  summary: 'Everything that is held about the person behind an order, in the clear',
  reply: PersonalExport,
})

export const eraseOrder = route({
  method: 'POST',
  path: '/v1/orders/:order/erase',
  caller: 'buyer',
  summary:
    'Erase name, phone, street and remark of an order that has ended; answers what the law keeps, and a new token: the one that the body names, so that a lost answer loses no order, or one that is drawn',
  body: v.optional(v.strictObject({ token: v.optional(OrderToken) }), {}),
  reply: Erasure,
})

export const revealOrder = route({
  method: 'POST',
  path: '/v1/seller/orders/:order/reveal',
  caller: 'seller',
  scope: 'personal:read',
  summary: 'Name, phone and street in the clear, for a reason that is written down; 50 a day',
  body: v.strictObject({
    reason: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200)),
  }),
  reply: RevealedAddress,
})

export const findOrders = route({
  method: 'POST',
  path: '/v1/seller/orders/find',
  caller: 'seller',
  scope: 'orders:read',
  summary: 'The newest 20 orders to a phone, by its whole number or its last four digits',
  body: v.strictObject({
    // Spaces, hyphens and the country before it are as people write them.
    phone: v.pipe(v.string(), v.trim(), v.regex(/^(\d{4}|\+?\d[\d\s-]{8,19})$/)),
  }),
  reply: v.object({ items: v.array(SellerOrder) }),
})

export const listAuditLog = route({
  method: 'GET',
  path: '/v1/seller/audit-log',
  caller: 'seller',
  summary: 'Who looked behind a mask, erased, or made keys: newest first',
  query: v.object({ ...cursorQuery }),
  reply: Page(AuditEntry),
})
