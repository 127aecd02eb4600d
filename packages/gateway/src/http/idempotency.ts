import { createHash } from 'node:crypto'
import type { Route } from '@xiaopu/api'
import { minute, ShopError, second } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import { type Answer, toResponse } from './answer.ts'
import type { Doors } from './doors.ts'

/** How long a request may be at work before another one with its key may take over. */
const leaseMillis = 30 * second

interface Once {
  readonly shopId: string
  readonly key: string | null
  readonly route: Route
  readonly params: Record<string, string>
  readonly body: unknown
}

/**
 * Runs a write once per `idempotency-key` and repeats its first good answer afterwards.
 *
 * Only good answers are kept: a failure left nothing behind, so the same key may try again.
 * Every such write also has a natural unique key, so an outlived lease cannot double it.
 *
 * @throws ShopError IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED (same key, other request),
 * REQUEST_IN_FLIGHT (the first one is still at work)
 */
export async function once(
  doors: Doors,
  asked: Once,
  answer: () => Promise<Answer>,
): Promise<Response> {
  const { deps } = doors
  const key = asked.key ?? ''
  if (!/^[\w-]{8,128}$/.test(key)) throw new ShopError('IDEMPOTENCY_KEY_MISSING')
  const hash = createHash('sha256')
    .update(JSON.stringify([asked.route.method, asked.route.path, asked.params, asked.body]))
    .digest('hex')
  const now = deps.clock.now()

  const kept = await claim(deps, { shopId: asked.shopId, key, hash, now })
  if (kept) return kept
  try {
    const kept = await answer()
    await finish(deps.db, [asked.shopId, key, kept.text])
    return toResponse(kept)
  } catch (error) {
    await deps.db
      .deleteFrom('idempotency')
      .where('shop_id', '=', asked.shopId)
      .where('key', '=', key)
      .where('status', 'is', null)
      .execute()
    throw error
  }
}

const begin = statement(`
  insert into idempotency (shop_id, key, request_hash, lease_until, created_at)
  values ($1, $2, $3, $4, $5)
  on conflict (shop_id, key) do update set lease_until = excluded.lease_until
    where idempotency.status is null and idempotency.request_hash = excluded.request_hash
      and idempotency.lease_until < excluded.created_at
  returning key`)

const finish = statement(`
  update idempotency set status = 200, reply = $3 where shop_id = $1 and key = $2`)

async function claim(
  { db }: Doors['deps'],
  { shopId, key, hash, now }: { shopId: string; key: string; hash: string; now: number },
): Promise<Response | undefined> {
  const lease = new Date(now + leaseMillis)
  const [claimed] = await begin(db, [shopId, key, hash, lease, new Date(now)])
  if (claimed) return undefined

  const row = await db
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'reply'])
    .where('shop_id', '=', shopId)
    .where('key', '=', key)
    .executeTakeFirst()
  if (row && row.request_hash !== hash) throw new ShopError('IDEMPOTENCY_KEY_REUSED')
  if (row?.status == null) throw new ShopError('REQUEST_IN_FLIGHT')
  return new Response(JSON.stringify(row.reply), {
    status: row.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'idempotent-replay': 'true',
    },
  })
}

/** Kept answers are forgotten after two days; by then every client has given up. */
export async function forgetOldAnswers({ db, clock }: Doors['deps']): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('created_at', '<', new Date(clock.now() - 2 * 24 * 60 * minute))
    .execute()
}
