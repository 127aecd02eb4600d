import { Instant, mostNetworks, Network, Scope, ShopKey } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const listKeys = route({
  method: 'GET',
  path: '/v1/seller/keys',
  caller: 'seller',
  scope: 'secret',
  summary: 'Keys of your shop, newest first, without the keys themselves',
  reply: v.object({ items: v.array(ShopKey) }),
})

export const makeKey = route({
  method: 'POST',
  path: '/v1/seller/keys',
  caller: 'seller',
  scope: 'secret',
  summary:
    'A second secret key to change over to, or a restricted one for some routes only; shown this once',
  body: v.strictObject({
    kind: v.picklist(['secret', 'restricted']),
    name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
    /** What a restricted key may do; a secret one has none. */
    scopes: v.optional(v.pipe(v.array(Scope), v.maxLength(60))),
    /** The only networks (CIDR) that the key may be used from; from anywhere without. */
    networks: v.optional(v.pipe(v.array(Network), v.minLength(1), v.maxLength(mostNetworks))),
    /** Of a restricted key, a year from now at the latest; without it a year. */
    expiresAt: v.optional(Instant),
  }),
  reply: v.object({ key: ShopKey, secret: v.string() }),
})

export const revokeKey = route({
  method: 'POST',
  path: '/v1/seller/keys/:key/revoke',
  caller: 'seller',
  scope: 'secret',
  summary: 'Make a key useless, at the latest in five seconds; the last secret key stays',
  reply: ShopKey,
})
