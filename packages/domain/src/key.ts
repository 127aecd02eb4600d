import * as v from 'valibot'
import { Id } from './id.ts'
import { day, Instant } from './time.ts'

/** `xpk_…` stands in pages, `xsk_…` may do everything, `xrk_…` what its scopes say. */
export const KeyKind = v.picklist(['publishable', 'secret', 'restricted'])
export type KeyKind = v.InferOutput<typeof KeyKind>

/** Two live at once: programs change over one by one, then the old key is revoked. */
export const mostSecretKeys = 2
export const mostRestrictedKeys = 20
/** A restricted key lasts no longer than this. */
export const longestKeyMillis = 366 * day

/** What a restricted key may do: `orders:read`, `shop:write`. Writing does not include reading. */
export const Scope = v.pipe(v.string(), v.regex(/^[a-z-]+:(read|write)$/))
export type Scope = v.InferOutput<typeof Scope>

/** A network that a key may be used from: `203.0.113.0/24`, `2001:db8::/32`, or one address. */
export const Network = v.pipe(v.string(), v.trim(), v.regex(/^[\da-f.:]{2,45}(\/\d{1,3})?$/i))
export const mostNetworks = 20

/** A key of a shop, without the key itself. */
export const ShopKey = v.object({
  id: Id('key'),
  kind: KeyKind,
  name: v.optional(v.string()),
  /** Only of a restricted key. */
  scopes: v.optional(v.array(v.string())),
  /** Where it may be used from; anywhere where there are none. */
  networks: v.optional(v.array(v.string())),
  createdAt: Instant,
  expiresAt: v.optional(Instant),
  revokedAt: v.optional(Instant),
})
export type ShopKey = Readonly<v.InferOutput<typeof ShopKey>>
