import { createHash, createHmac } from 'node:crypto'
import { ShopError } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { keyIdOf } from '../personal/cipher.ts'
import { type OrderParts, readWholeOrder } from './order-parts.ts'
import type { OrderRow } from './orders.ts'

const secrets = new WeakMap<Database, Promise<string>>()

/** The secret that order tokens are made with; one per database, made on first use, kept sealed. */
function orderSecret(deps: Pick<Deps, 'db' | 'vault' | 'random'>): Promise<string> {
  const known = secrets.get(deps.db)
  if (known !== undefined) return known
  const read = readSecret(deps)
  secrets.set(deps.db, read)
  read.catch(() => secrets.delete(deps.db))
  return read
}

const place = { table: 'settings', column: 'value', row: 'order_token_secret' }

async function readSecret(deps: Pick<Deps, 'db' | 'vault' | 'random'>): Promise<string> {
  const { db, vault } = deps
  const seal = await vault.own()
  const fresh = seal.seal(place, Buffer.from(deps.random(32)).toString('base64url'))
  const [row] = await known(db, [place.row, fresh])
  if (!row) throw new Error('a secret that was just written is not there')
  if (keyIdOf(row.value)) return seal.open(place, row.value)
  // From before secrets were sealed: the tokens that were made with it stay good.
  await replace(db, [place.row, seal.seal(place, row.value), row.value])
  return row.value
}

const known = statement<{ value: string }>(`
  insert into settings (name, value) values ($1, $2)
  on conflict (name) do update set name = excluded.name
  returning value`)

const replace = statement('update settings set value = $2 where name = $1 and value = $3')

/**
 * Opens one order. Derived from its id, so that a buyer who never saw the answer to her order
 * gets the same token when she sends it again.
 */
export async function orderToken(
  deps: Pick<Deps, 'db' | 'vault' | 'random'>,
  orderId: string,
): Promise<string> {
  return createHmac('sha256', await orderSecret(deps))
    .update(orderId)
    .digest('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * The order, for who holds its token; a wrong token and no order answer alike. The token's hash is
 * part of the question, so that no caller can forget to compare it.
 */
export async function openOrder(
  db: Database,
  shopId: string,
  orderId: string,
  token: string,
): Promise<OrderRow & OrderParts> {
  const order = await readWholeOrder(db, shopId, orderId, hashToken(token))
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  return order
}
