import { ShopError, type Webhook, type WebhookState } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { WebhookEndpoints } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'

export type EndpointRow = Selectable<WebhookEndpoints>

export interface EndpointName {
  readonly shopId: string
  readonly endpointId: string
}

/** Where a sealed secret stands; it does not open anywhere else. */
const placeOf = (endpointId: string) => ({
  table: 'webhook_endpoints',
  column: 'secret',
  row: endpointId,
})

export async function sealSecret(
  deps: Pick<Deps, 'vault'>,
  { shopId, endpointId }: EndpointName,
  secret: string,
): Promise<string> {
  return (await deps.vault.of(shopId)).seal(placeOf(endpointId), secret)
}

/** The secrets that sign now: the newest, and for a day the one before it. */
export async function openSecrets(
  deps: Pick<Deps, 'vault' | 'clock'>,
  row: EndpointRow,
): Promise<string[]> {
  const seal = await deps.vault.of(row.shop_id)
  const isOldGood = (row.old_secret_until?.getTime() ?? 0) > deps.clock.now()
  return [row.secret, ...(row.old_secret && isOldGood ? [row.old_secret] : [])].map((sealed) =>
    seal.open(placeOf(row.endpoint_id), sealed),
  )
}

/** The newest change that everybody sees: what comes after it is told. */
export async function readHorizon(db: Database | Tx): Promise<number> {
  const [row] = await horizon(db, [])
  return row?.txid ?? 0
}

const horizon = statement<{ txid: number }>(`
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 as txid`)

export async function readEndpoint(
  db: Database | Tx,
  { shopId, endpointId }: EndpointName,
): Promise<EndpointRow | undefined> {
  return db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst()
}

interface WebhookRow extends EndpointRow {
  readonly waiting: number
  readonly dead: number
  readonly last_error: string | null
}

const withCounts = statement<WebhookRow>(`
  select endpoint.*,
    (select count(*) from webhook_deliveries as delivery
      where delivery.shop_id = endpoint.shop_id and delivery.endpoint_id = endpoint.endpoint_id
        and state in ('pending', 'retry')) as waiting,
    (select count(*) from webhook_deliveries as delivery
      where delivery.shop_id = endpoint.shop_id and delivery.endpoint_id = endpoint.endpoint_id
        and state = 'dead') as dead,
    (select coalesce(last_error, last_status::text) from webhook_deliveries as delivery
      where delivery.shop_id = endpoint.shop_id and delivery.endpoint_id = endpoint.endpoint_id
        and state in ('retry', 'dead')
      order by position desc limit 1) as last_error
  from webhook_endpoints as endpoint
  where shop_id = $1 and ($2::text is null or endpoint_id = $2)
  order by endpoint_id`)

export async function listWebhooks(
  deps: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
): Promise<Webhook[]> {
  const rows = await withCounts(deps.db, [shopId, null])
  return rows.map((row) => toWebhook(row, deps.clock.now()))
}

/** @throws ShopError WEBHOOK_NOT_FOUND */
export async function readWebhook(
  deps: Pick<Deps, 'db' | 'clock'>,
  { shopId, endpointId }: EndpointName,
): Promise<Webhook> {
  const [row] = await withCounts(deps.db, [shopId, endpointId])
  if (!row) throw new ShopError('WEBHOOK_NOT_FOUND', { webhook: endpointId })
  return toWebhook(row, deps.clock.now())
}

function toWebhook(row: WebhookRow, now: number): Webhook {
  const until = row.old_secret_until
  return {
    id: row.endpoint_id,
    url: row.url,
    events: row.events,
    state: row.state as WebhookState,
    waiting: row.waiting,
    dead: row.dead,
    ...(row.last_error && { lastError: row.last_error }),
    ...(until && until.getTime() > now && { oldSecretUntil: until.toISOString() }),
    createdAt: row.created_at.toISOString(),
  }
}
