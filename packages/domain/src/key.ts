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

/** A key of a shop, without the key itself. */
export const ShopKey = v.object({
  id: Id('key'),
  kind: KeyKind,
  name: v.optional(v.string()),
  /** Only of a restricted key. */
  scopes: v.optional(v.array(v.string())),
  createdAt: Instant,
  expiresAt: v.optional(Instant),
  revokedAt: v.optional(Instant),
})
export type ShopKey = Readonly<v.InferOutput<typeof ShopKey>>
