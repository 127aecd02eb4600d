import {
  type KeyKind,
  minute,
  type PriceRule,
  type ProviderName,
  ShopError,
  type ShopState,
  type Theme,
} from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { isDatabaseGone } from '../db/database-gone.ts'
import { statement } from '../db/statement.ts'
import { hashKey, kindOf } from './key-form.ts'
import { type KeyNetworks, keyNetworks } from './key-networks.ts'

/** The shop a request speaks for, as far as every route needs it. */
export interface ShopContext {
  readonly shopId: string
  readonly slug: string
  readonly name: string
  readonly state: ShopState
  readonly theme: Theme
  readonly priceRule: PriceRule
  readonly allowedOrigins: readonly string[]
  readonly inlineCheckout: readonly string[]
  readonly publishableKey: string
  /** Whom its own payment accounts are with. */
  readonly providers: readonly ProviderName[]
}

/** Which key asks, and what it may do. */
export interface SellerContext {
  readonly shop: ShopContext
  readonly keyId: string
  /** Absent where it may do everything. */
  readonly scopes?: readonly string[]
  /** Absent where it may be used from anywhere. */
  readonly networks?: KeyNetworks
}

/** How long a revoked key may still be believed. */
const keyCacheMillis = 5_000
const staleMillis = 10 * minute

interface Known extends SellerContext {
  readonly kind: KeyKind
  readonly until: number
}

/** Finds the shop behind a key; a small cache keeps one database read off every request. */
export function createCallers(db: Database, now: () => number) {
  const cache = new Map<string, Known>()

  async function find(key: string, kinds: readonly KeyKind[]): Promise<Known> {
    const [kind = ''] = kinds
    const hit = cache.get(key)
    if (hit && kinds.includes(hit.kind) && hit.until > now()) return hit
    const own = kindOf(key)
    if (!own || !kinds.includes(own)) throw new ShopError('KEY_UNKNOWN', { kind })
    const found = await readSeller(db, hashKey(key), own, new Date(now())).catch(
      (error: unknown) => {
        if (isDatabaseGone(error)) return 'away' as const
        throw error
      },
    )
    // That revokes no key: who was let in a moment ago may still look.
    if (found === 'away') {
      if (hit && kinds.includes(hit.kind) && hit.until + staleMillis > now()) return hit
      throw new ShopError('MAINTENANCE')
    }
    if (!found) throw new ShopError('KEY_UNKNOWN', { kind })
    if (cache.size > 10_000) cache.clear()
    const until = Math.min(now() + keyCacheMillis, found.expiresAt ?? Number.POSITIVE_INFINITY)
    const known = { ...found, kind: own, until }
    cache.set(key, known)
    return known
  }

  return {
    /** The shop of a publishable key. @throws ShopError KEY_MISSING, KEY_UNKNOWN, KEY_IN_BROWSER */
    async shopOf(key: string | undefined): Promise<ShopContext> {
      if (!key) throw new ShopError('KEY_MISSING', { kind: 'publishable' })
      // Whoever sees the page can read it there: it has to be revoked.
      if (/^x[sr]k_/.test(key)) throw new ShopError('KEY_IN_BROWSER')
      return (await find(key, ['publishable'])).shop
    },
    /** Who a secret or restricted key speaks for. @throws ShopError KEY_MISSING, KEY_UNKNOWN */
    sellerOf(key: string | undefined): Promise<SellerContext> {
      if (!key) throw new ShopError('KEY_MISSING', { kind: 'secret' })
      return find(key, ['secret', 'restricted'])
    },
    /** The shop of a publishable key, where it was found a moment ago. */
    knownShop(key: string): ShopContext | undefined {
      const hit = cache.get(key)
      return hit && hit.kind === 'publishable' && hit.until > now() ? hit.shop : undefined
    },
    /** After a change of the shop itself or of its keys. */
    forget(shopId: string): void {
      for (const [key, { shop }] of cache) if (shop.shopId === shopId) cache.delete(key)
    },
  }
}

export type Callers = ReturnType<typeof createCallers>

async function readSeller(
  db: Database,
  hash: string,
  kind: KeyKind,
  now: Date,
): Promise<(SellerContext & { readonly expiresAt: number | undefined }) | undefined> {
  const [row] = await shopByKey(db, [hash, kind, now])
  if (!row) return undefined
  const shop: ShopContext = {
    shopId: row.shop_id,
    slug: row.slug,
    name: row.name,
    state: row.state as ShopState,
    theme: row.theme,
    priceRule: row.price_rule,
    allowedOrigins: row.allowed_origins,
    inlineCheckout: row.inline_checkout,
    publishableKey: row.publishable ?? '',
    providers: row.providers,
  }
  const expiresAt = row.expires_at?.getTime()
  return {
    shop,
    keyId: row.key_id,
    expiresAt,
    ...(row.scopes && { scopes: row.scopes }),
    ...(row.networks && { networks: keyNetworks(row.networks) }),
  }
}

interface KeyedShop {
  readonly key_id: string
  readonly scopes: string[] | null
  readonly networks: string[] | null
  readonly expires_at: Date | null
  readonly shop_id: string
  readonly slug: string
  readonly name: string
  readonly state: string
  readonly theme: Theme
  readonly price_rule: PriceRule
  readonly allowed_origins: string[]
  readonly inline_checkout: string[]
  readonly publishable: string | null
  readonly providers: ProviderName[]
}

/** An app's own payment is for shops that it has admitted: their sellers say so. */
const isAdmitted = `(account.provider not in ('douyin', 'kuaishou', 'xiaohongshu') or exists (
        select from shop_channels as channel where channel.shop_id = account.shop_id
          and channel.channel = account.provider and channel.settings->>'admitted' = 'true'))`

const shopByKey = statement<KeyedShop>(`
  select shops.shop_id, slug, shops.name, state, theme, price_rule, allowed_origins, inline_checkout, shown.publishable,
    asked.key_id, asked.scopes, asked.networks, asked.expires_at,
    array(select provider from payment_accounts as account
      where account.shop_id = shops.shop_id and account.state = 'on' and ${isAdmitted} order by provider
    ) as providers
  from shop_keys as asked
  join shops on shops.shop_id = asked.shop_id
  join shop_keys as shown on shown.shop_id = asked.shop_id and shown.kind = 'publishable'
    and shown.revoked_at is null
  where asked.key_hash = $1 and asked.kind = $2 and asked.revoked_at is null
    and (asked.expires_at is null or asked.expires_at > $3)
  order by shown.created_at limit 1`)
