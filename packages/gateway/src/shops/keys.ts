import { scopes as knownScopes } from '@xiaopu/api/table'
import {
  type KeyKind,
  longestKeyMillis,
  mostRestrictedKeys,
  mostSecretKeys,
  type Scope,
  ShopError,
  type ShopKey,
} from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import { writeAudit } from '../audit/audit-log.ts'
import type { Database, Tx } from '../db/database.ts'
import type { ShopKeys } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { hashKey, newKey } from '../http/key-form.ts'
import { isNetwork } from '../http/key-networks.ts'
import { findShopBySlug } from './shops.ts'

/** What making shops and keys needs of the gateway. */
export type ShopDeps = Pick<Deps, 'db' | 'clock' | 'newId'>

type KeyRow = Selectable<ShopKeys>

export interface NewKey {
  readonly kind: KeyKind
  readonly name?: string | undefined
  readonly scopes?: readonly Scope[] | undefined
  readonly networks?: readonly string[] | undefined
  readonly expiresAt?: Date | undefined
}

/** Makes a key and stores its hash. A secret key is in this answer and nowhere else. */
export async function addKey(
  deps: ShopDeps,
  tx: Tx,
  shopId: string,
  { kind, name, scopes, networks, expiresAt }: NewKey,
): Promise<{ key: ShopKey; secret: string }> {
  const secret = newKey(kind)
  const row = await tx
    .insertInto('shop_keys')
    .values({
      shop_id: shopId,
      key_id: deps.newId('key'),
      kind,
      key_hash: hashKey(secret),
      publishable: kind === 'publishable' ? secret : null,
      name: name ?? null,
      scopes: scopes ? [...scopes] : null,
      networks: networks ? [...networks] : null,
      expires_at: expiresAt ?? null,
      created_at: new Date(deps.clock.now()),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { key: toKey(row), secret }
}

/**
 * Makes a key at a seller's wish, or at a command's.
 *
 * @throws ShopError KEYS_FULL where as many are live as may be, BAD_REQUEST for scopes, networks or
 * a time that a key cannot have
 */
export async function makeKey(
  deps: ShopDeps,
  { shopId, actor }: { shopId: string; actor: string },
  { expiresAt, ...wanted }: Omit<NewKey, 'expiresAt'> & { expiresAt?: string | undefined },
): Promise<{ key: ShopKey; secret: string }> {
  const { kind, scopes, networks } = wanted
  const ends = expiryOf(deps, kind, expiresAt)
  checkScopes(kind, scopes)
  checkNetworks(networks)
  return deps.db.transaction().execute(async (tx) => {
    const live = (await lockKeys(deps, tx, shopId)).filter((key) => key.kind === kind)
    const most = kind === 'secret' ? mostSecretKeys : mostRestrictedKeys
    if (live.length >= most) throw new ShopError('KEYS_FULL', { most })
    const made = await addKey(deps, tx, shopId, { ...wanted, expiresAt: ends })
    await writeAudit(deps, tx, { shopId, actor, action: 'key.make', subject: made.key.id })
    return made
  })
}

function expiryOf(deps: ShopDeps, kind: KeyKind, text: string | undefined): Date | undefined {
  if (kind !== 'restricted') {
    if (text === undefined) return undefined
    throw new ShopError('BAD_REQUEST', { field: 'expiresAt', reason: 'not of a secret key' })
  }
  const now = deps.clock.now()
  const at = text === undefined ? now + longestKeyMillis : Date.parse(text)
  if (at > now && at <= now + longestKeyMillis) return new Date(at)
  throw new ShopError('BAD_REQUEST', { field: 'expiresAt', reason: 'within a year' })
}

function checkScopes(kind: KeyKind, scopes: readonly Scope[] | undefined): void {
  const unknown = scopes?.find((scope) => !knownScopes.includes(scope))
  const fits = kind === 'restricted' ? scopes && scopes.length > 0 && !unknown : !scopes
  if (!fits)
    throw new ShopError('BAD_REQUEST', {
      field: 'scopes',
      reason: unknown ?? 'of a restricted key',
    })
}

function checkNetworks(networks: readonly string[] = []): void {
  const odd = networks.find((network) => !isNetwork(network))
  if (odd !== undefined) throw new ShopError('BAD_REQUEST', { field: 'networks', reason: odd })
}

/**
 * Makes a key useless. The last publishable and the last secret key stay: without them nobody could
 * reach the shop.
 *
 * @throws ShopError KEY_NOT_FOUND, LAST_KEY
 */
export async function revokeKey(
  deps: ShopDeps,
  { shopId, actor }: { shopId: string; actor: string },
  keyId: string,
): Promise<ShopKey> {
  return deps.db.transaction().execute(async (tx) => {
    const live = await lockKeys(deps, tx, shopId)
    const [known] = await readKeys(tx, shopId, keyId)
    if (!known) throw new ShopError('KEY_NOT_FOUND', { key: keyId })
    if (!live.some((key) => key.key_id === keyId)) return toKey(known)
    const alike = live.filter(({ kind }) => kind === known.kind)
    if (known.kind !== 'restricted' && alike.length === 1) throw new ShopError('LAST_KEY')
    const row = await revoke(deps, tx, known)
    await writeAudit(deps, tx, { shopId, actor, action: 'key.revoke', subject: keyId })
    return toKey(row)
  })
}

/** Newest first. */
export async function listKeys(db: Database, shopId: string): Promise<ShopKey[]> {
  return (await readKeys(db, shopId)).map(toKey)
}

/**
 * A new secret key for a shop whose own was lost, with its publishable one; undefined where no
 * shop has this slug. Where two are live already, the older one is revoked.
 */
export async function newSecretKey(
  deps: ShopDeps,
  slug: string,
): Promise<{ publishableKey: string; secretKey: string } | undefined> {
  const shop = await findShopBySlug(deps.db, slug)
  if (!shop) return undefined
  const shopId = shop.shop_id
  const made = await deps.db.transaction().execute(async (tx) => {
    const live = (await lockKeys(deps, tx, shopId)).filter(({ kind }) => kind === 'secret')
    for (const old of live.slice(mostSecretKeys - 1)) await revoke(deps, tx, old)
    const made = await addKey(deps, tx, shopId, { kind: 'secret' })
    await writeAudit(deps, tx, {
      shopId,
      actor: 'command',
      action: 'key.make',
      subject: made.key.id,
    })
    return made
  })
  return { publishableKey: shop.publishable, secretKey: made.secret }
}

/** Live keys, newest first; others who change the shop's keys wait. */
async function lockKeys(deps: ShopDeps, tx: Tx, shopId: string): Promise<KeyRow[]> {
  await tx.selectFrom('shops').select('shop_id').where('shop_id', '=', shopId).forUpdate().execute()
  const now = new Date(deps.clock.now())
  const keys = await readKeys(tx, shopId)
  return keys.filter((key) => !key.revoked_at && !(key.expires_at && key.expires_at <= now))
}

function readKeys(db: Database | Tx, shopId: string, keyId?: string): Promise<KeyRow[]> {
  const query = db.selectFrom('shop_keys').selectAll().where('shop_id', '=', shopId)
  const asked = keyId === undefined ? query : query.where('key_id', '=', keyId)
  return asked.orderBy('created_at', 'desc').orderBy('key_id', 'desc').execute()
}

function revoke(deps: ShopDeps, tx: Tx, { shop_id, key_id }: KeyRow): Promise<KeyRow> {
  return tx
    .updateTable('shop_keys')
    .set({ revoked_at: new Date(deps.clock.now()) })
    .where('shop_id', '=', shop_id)
    .where('key_id', '=', key_id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function toKey(row: KeyRow): ShopKey {
  return {
    id: row.key_id,
    kind: row.kind as KeyKind,
    ...(row.name !== null && { name: row.name }),
    ...(row.scopes && { scopes: row.scopes }),
    ...(row.networks && { networks: row.networks }),
    createdAt: row.created_at.toISOString(),
    ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
    ...(row.revoked_at && { revokedAt: row.revoked_at.toISOString() }),
  }
}
