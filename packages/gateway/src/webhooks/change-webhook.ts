import { day, ShopError } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress-error.ts'
import { readTarget } from '../egress/target.ts'
import { addJob } from '../jobs/jobs.ts'
import { type EndpointName, readHorizon, sealSecret } from './endpoints.ts'
import { localHostsFor } from './send.ts'
import { newSecret } from './sign.ts'

/** How long the secret before a new one still signs. */
const rotationMillis = day

/** @throws ShopError WEBHOOK_URL_REFUSED */
function checkUrl(deps: Deps, url: string): void {
  try {
    readTarget(url, localHostsFor(deps, url))
  } catch (cause) {
    if (!(cause instanceof EgressError)) throw cause
    throw new ShopError('WEBHOOK_URL_REFUSED', { reason: cause.reason }, { cause })
  }
}

/**
 * Tells a program of what happens from now on.
 *
 * @returns its id and its secret, which is readable here and never again
 * @throws ShopError WEBHOOK_URL_REFUSED
 */
export async function createWebhook(
  deps: Deps,
  shopId: string,
  { url, events }: { readonly url: string; readonly events: readonly string[] },
): Promise<{ endpointId: string; secret: string }> {
  checkUrl(deps, url)
  const endpointId = deps.newId('webhook')
  const secret = newSecret(deps.random)
  const sealed = await sealSecret(deps, { shopId, endpointId }, secret)
  const txid = await readHorizon(deps.db)
  await deps.db
    .insertInto('webhook_endpoints')
    .values({
      shop_id: shopId,
      endpoint_id: endpointId,
      url,
      events: [...events],
      secret: sealed,
      state: 'active',
      since_txid: txid,
      since_id: Number.MAX_SAFE_INTEGER,
      seen_txid: txid,
      seen_id: Number.MAX_SAFE_INTEGER,
      created_at: new Date(deps.clock.now()),
    })
    .execute()
  return { endpointId, secret }
}

/** @throws ShopError WEBHOOK_NOT_FOUND, WEBHOOK_URL_REFUSED */
export async function changeWebhook(
  deps: Deps,
  name: EndpointName,
  change: {
    readonly url?: string | undefined
    readonly events?: readonly string[] | undefined
    readonly state?: 'active' | 'disabled' | undefined
  },
): Promise<void> {
  const { url, events, state } = change
  if (url !== undefined) checkUrl(deps, url)
  const { numUpdatedRows } = await deps.db
    .updateTable('webhook_endpoints')
    .set((eb) => ({
      ...(url !== undefined && { url }),
      // What was passed over before is not told because of a new wish.
      ...(events && {
        events: [...events],
        since_txid: eb.ref('seen_txid'),
        since_id: eb.ref('seen_id'),
      }),
      // A program that was mended is tried at once.
      state: state ?? sql`case state when 'disabled' then state else 'active' end`,
      failures: 0,
      rests_until: null,
    }))
    .where('shop_id', '=', name.shopId)
    .where('endpoint_id', '=', name.endpointId)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw notFound(name)
  if (state !== 'disabled')
    await addJob(deps, deps.db, 'deliver-webhooks', name, { key: `webhooks:${name.endpointId}` })
}

/** @throws ShopError WEBHOOK_NOT_FOUND */
export async function rotateSecret(deps: Deps, name: EndpointName): Promise<string> {
  const secret = newSecret(deps.random)
  const sealed = await sealSecret(deps, name, secret)
  const { numUpdatedRows } = await deps.db
    .updateTable('webhook_endpoints')
    .set((eb) => ({
      secret: sealed,
      // The one that it replaces, be it of a moment ago.
      old_secret: eb.ref('secret'),
      old_secret_until: new Date(deps.clock.now() + rotationMillis),
    }))
    .where('shop_id', '=', name.shopId)
    .where('endpoint_id', '=', name.endpointId)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw notFound(name)
  return secret
}

/** @throws ShopError WEBHOOK_NOT_FOUND */
export async function deleteWebhook(deps: Deps, name: EndpointName): Promise<void> {
  const { numDeletedRows } = await deps.db
    .deleteFrom('webhook_endpoints')
    .where('shop_id', '=', name.shopId)
    .where('endpoint_id', '=', name.endpointId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound(name)
}

function notFound({ endpointId }: EndpointName): ShopError {
  return new ShopError('WEBHOOK_NOT_FOUND', { webhook: endpointId })
}
