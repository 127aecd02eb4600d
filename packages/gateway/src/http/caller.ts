import { createHash, randomBytes } from 'node:crypto'
import { type PriceRule, ShopError, type ShopState, type Theme } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'

/** The shop a request speaks for, as far as every route needs it. */
export interface ShopContext {
  readonly shopId: string
  readonly slug: string
  readonly name: string
  readonly state: ShopState
  readonly theme: Theme
  readonly priceRule: PriceRule
  readonly allowedOrigins: readonly string[]
  readonly publishableKey: string
}

export type KeyKind = 'publishable' | 'secret'

/** `xpk_` / `xsk_` + 24 random characters + 4 of checksum: a typo is told apart from a wrong key. */
export function newKey(kind: KeyKind): string {
  const body = randomBytes(18).toString('base64url').replaceAll(/[-_]/g, '0')
  return `${kind === 'publishable' ? 'xpk' : 'xsk'}_${body}${checksum(body)}`
}

export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 4)
}

function isWellFormed(key: string, kind: KeyKind): boolean {
  const match = /^(xpk|xsk)_([0-9A-Za-z]{24})([0-9a-f]{4})$/.exec(key)
  const [, prefix, body = '', sum] = match ?? []
  return prefix === (kind === 'publishable' ? 'xpk' : 'xsk') && checksum(body) === sum
}

/** How long a revoked key may still be believed. */
const keyCacheMillis = 5_000

/** Finds the shop behind a key; a small cache keeps one database read off every request. */
export function createCallers(db: Database, now: () => number) {
  const cache = new Map<string, { shop: ShopContext; kind: KeyKind; until: number }>()

  async function shopOf(key: string | undefined, kind: KeyKind): Promise<ShopContext> {
    if (!key) throw new ShopError('KEY_MISSING', { kind })
    const hit = cache.get(key)
    if (hit && hit.kind === kind && hit.until > now()) return hit.shop
    if (!isWellFormed(key, kind)) throw new ShopError('KEY_UNKNOWN', { kind })
    const hash = hashKey(key)
    const shop = await readShop(db, hash, kind)
    if (!shop) throw new ShopError('KEY_UNKNOWN', { kind })
    if (cache.size > 10_000) cache.clear()
    cache.set(key, { shop, kind, until: now() + keyCacheMillis })
    return shop
  }

  return {
    shopOf,
    /** The shop of a publishable key, where it was found a moment ago. */
    knownShop(key: string): ShopContext | undefined {
      const hit = cache.get(key)
      return hit && hit.kind === 'publishable' && hit.until > now() ? hit.shop : undefined
    },
    /** After a change of the shop itself. */
    forget(shopId: string): void {
      for (const [key, { shop }] of cache) if (shop.shopId === shopId) cache.delete(key)
    },
  }
}

export type Callers = ReturnType<typeof createCallers>

async function readShop(
  db: Database,
  hash: string,
  kind: KeyKind,
): Promise<ShopContext | undefined> {
  const [row] = await shopByKey(db, [hash, kind])
  if (!row) return undefined
  return {
    shopId: row.shop_id,
    slug: row.slug,
    name: row.name,
    state: row.state as ShopState,
    theme: row.theme,
    priceRule: row.price_rule,
    allowedOrigins: row.allowed_origins,
    publishableKey: row.publishable ?? '',
  }
}

interface KeyedShop {
  readonly shop_id: string
  readonly slug: string
  readonly name: string
  readonly state: string
  readonly theme: Theme
  readonly price_rule: PriceRule
  readonly allowed_origins: string[]
  readonly publishable: string | null
}

const shopByKey = statement<KeyedShop>(`
  select shops.shop_id, slug, name, state, theme, price_rule, allowed_origins, shown.publishable
  from shop_keys as asked
  join shops on shops.shop_id = asked.shop_id
  join shop_keys as shown on shown.shop_id = asked.shop_id and shown.kind = 'publishable'
    and shown.revoked_at is null
  where asked.key_hash = $1 and asked.kind = $2 and asked.revoked_at is null
  order by shown.created_at limit 1`)
