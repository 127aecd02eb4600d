import { minute, webhookBreaker, webhookRetries } from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { claimDue, type DeliveryRow, nextDue, noteOutcome, releaseDue } from './deliveries.ts'
import { type EndpointName, type EndpointRow, readEndpoint } from './endpoints.ts'
import { type Outcome, sendEvent } from './send.ts'

/** Orders told about at once. */
const lanes = 4
const atOnce = 20
/** A batch is sent in less: twenty timeouts after one another. */
const leaseMillis = 5 * minute
const batchesAtMost = 50

/**
 * Tells a program what it waits for. Changes of one order go one after the other, first attempts in
 * the order in which they happened; one that fails is tried again later and does not hold up the rest.
 * After five failures in a row the address is left alone for a minute, then one delivery is tried.
 */
export async function deliverWebhooks(deps: Deps, name: EndpointName): Promise<void> {
  for (let batch = 0; batch < batchesAtMost; batch++) {
    const endpoint = await readEndpoint(deps.db, name)
    if (!endpoint || endpoint.state === 'disabled') return
    const now = deps.clock.now()
    if (endpoint.rests_until && endpoint.rests_until.getTime() > now) break
    const limit = endpoint.rests_until ? 1 : atOnce
    const due = await claimDue(deps.db, name, { now, until: now + leaseMillis, limit })
    if (due.length === 0) break
    await sendBatch(deps, endpoint, due)
  }
  await comeBack(deps, name)
}

/** How the address does, over one batch. */
interface Health {
  /** Failures in a row. */
  failures: number
}

async function sendBatch(
  deps: Deps,
  endpoint: EndpointRow,
  due: readonly DeliveryRow[],
): Promise<void> {
  const isProbe = endpoint.rests_until !== null
  const health: Health = { failures: isProbe ? webhookBreaker.failures - 1 : endpoint.failures }
  const untried = [...byOrder(due)]
  const name = { shopId: endpoint.shop_id, endpointId: endpoint.endpoint_id }
  const lane = async () => {
    while (health.failures < webhookBreaker.failures) {
      const next = untried.shift()
      if (!next) return
      await sendInTurn(deps, endpoint, next, health)
      if (next.length > 0) untried.unshift(next)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await noteHealth(deps, endpoint, health)
  await releaseDue(deps.db, name, deps.clock.now(), untried.flat())
}

/** Deliveries about one order, oldest first. */
function byOrder(due: readonly DeliveryRow[]): DeliveryRow[][] {
  const orders = new Map<string, DeliveryRow[]>()
  for (const row of due) orders.set(row.order_id, [...(orders.get(row.order_id) ?? []), row])
  return [...orders.values()]
}

/** Takes from the front of a row of deliveries until it is empty or the address is to be left alone. */
async function sendInTurn(
  deps: Deps,
  endpoint: EndpointRow,
  waiting: DeliveryRow[],
  health: Health,
): Promise<void> {
  while (health.failures < webhookBreaker.failures) {
    const row = waiting.shift()
    if (!row) return
    const outcome = await sendEvent(deps, endpoint, row.event_id, row.body)
    health.failures = outcome.ok ? 0 : health.failures + 1
    await noteAttempt(deps, row, outcome)
  }
}

async function noteAttempt(deps: Deps, row: DeliveryRow, outcome: Outcome): Promise<void> {
  const wait = outcome.ok ? undefined : webhookRetries[row.attempts]
  const state = outcome.ok ? 'ok' : wait === undefined ? 'dead' : 'retry'
  await noteOutcome(deps.db, row, {
    state,
    nextAt: wait === undefined ? null : new Date(deps.clock.now() + spread(deps, wait)),
    status: outcome.status ?? null,
    error: outcome.error ?? null,
    ms: outcome.ms,
  })
  if (state === 'dead') {
    const { endpoint_id: webhook, event_id: about, type } = row
    deps.log({ level: 'error', event: 'webhook.dead', webhook, about, type })
  }
}

/** Up to a tenth more, so that programs that failed together do not come back together. */
function spread({ random }: Pick<Deps, 'random'>, wait: number): number {
  return Math.round(wait * (1 + (random(1)[0] ?? 0) / 2550))
}

const keepHealth = statement(`
  update webhook_endpoints set failures = $3, rests_until = $4, state = $5
  where shop_id = $1 and endpoint_id = $2 and state <> 'disabled'`)

async function noteHealth(deps: Deps, endpoint: EndpointRow, { failures }: Health): Promise<void> {
  if (failures === endpoint.failures && endpoint.rests_until === null) return
  const isTired = failures >= webhookBreaker.failures
  const until = isTired ? new Date(deps.clock.now() + webhookBreaker.restMillis) : null
  const { shop_id, endpoint_id } = endpoint
  await keepHealth(deps.db, [shop_id, endpoint_id, failures, until, isTired ? 'resting' : 'active'])
  if (isTired && endpoint.rests_until === null)
    deps.log({ level: 'warn', event: 'webhook.resting', webhook: endpoint_id, failures })
}

async function comeBack(deps: Deps, name: EndpointName): Promise<void> {
  const due = await nextDue(deps.db, name)
  if (due === undefined) return
  const endpoint = await readEndpoint(deps.db, name)
  const at = Math.max(due, endpoint?.rests_until?.getTime() ?? 0)
  await addJob(deps, deps.db, 'deliver-webhooks', name, { at, key: `webhooks:${name.endpointId}` })
}
