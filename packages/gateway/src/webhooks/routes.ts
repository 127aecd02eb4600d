import { webhooks } from '@xiaopu/api'
import { ShopError } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { addJob } from '../jobs/jobs.ts'
import { changeWebhook, createWebhook, deleteWebhook, rotateSecret } from './change-webhook.ts'
import { listDeliveryRows, replay, toDelivery } from './deliveries.ts'
import { type EndpointName, listWebhooks, readEndpoint, readWebhook } from './endpoints.ts'
import { type Outcome, sendEvent } from './send.ts'

export function webhookRoutes(mount: Mount, deps: Deps): void {
  mount(webhooks.createWebhook, async ({ shop, body }) => {
    const { endpointId, secret } = await createWebhook(deps, shop.shopId, body)
    return { webhook: await readWebhook(deps, { shopId: shop.shopId, endpointId }), secret }
  })
  mount(webhooks.listWebhooks, async ({ shop }) => ({
    items: await listWebhooks(deps, shop.shopId),
  }))
  mount(webhooks.changeWebhook, async ({ shop, params, body }) => {
    const name = { shopId: shop.shopId, endpointId: params.webhook }
    await changeWebhook(deps, name, body)
    return readWebhook(deps, name)
  })
  mount(webhooks.rotateSecret, async ({ shop, params }) => {
    const name = { shopId: shop.shopId, endpointId: params.webhook }
    const secret = await rotateSecret(deps, name)
    return { webhook: await readWebhook(deps, name), secret }
  })
  mount(webhooks.deleteWebhook, async ({ shop, params }) => {
    await deleteWebhook(deps, { shopId: shop.shopId, endpointId: params.webhook })
    return { id: params.webhook }
  })
  deliveryRoutes(mount, deps)
}

function deliveryRoutes(mount: Mount, deps: Deps): void {
  mount(webhooks.listDeliveries, async ({ shop, params, query }) => {
    const name = { shopId: shop.shopId, endpointId: params.webhook }
    await readWebhook(deps, name)
    const limit = query.limit ?? 20
    const before = query.cursor === undefined ? undefined : Number(query.cursor)
    if (before !== undefined && !Number.isSafeInteger(before))
      throw new ShopError('BAD_REQUEST', { where: 'query', field: 'cursor' })
    const page = { state: query.state, before, limit: limit + 1 }
    const rows = await listDeliveryRows(deps.db, name, page)
    const last = rows[limit - 1]
    const items = rows.slice(0, limit).map(toDelivery)
    return { items, ...(rows.length > limit && last && { next: String(last.position) }) }
  })
  mount(webhooks.replayDeliveries, async ({ shop, params, body }) => {
    const name = { shopId: shop.shopId, endpointId: params.webhook }
    await readWebhook(deps, name)
    const replayed = await replay(deps.db, name, deps.clock.now(), body)
    await addJob(deps, deps.db, 'deliver-webhooks', name, { key: `webhooks:${name.endpointId}` })
    return { replayed }
  })
  mount(webhooks.pingWebhook, ({ shop, params }) =>
    ping(deps, { shopId: shop.shopId, endpointId: params.webhook }),
  )
}

/** Sends an event about nothing, and tells what came back. @throws ShopError WEBHOOK_NOT_FOUND */
async function ping(deps: Deps, name: EndpointName): Promise<Outcome> {
  const endpoint = await readEndpoint(deps.db, name)
  if (!endpoint) throw new ShopError('WEBHOOK_NOT_FOUND', { webhook: name.endpointId })
  const id = deps.newId('event')
  const occurredAt = new Date(deps.clock.now()).toISOString()
  const event = {
    id,
    type: 'webhook.ping',
    shop: name.shopId,
    subject: name.endpointId,
    occurredAt,
  }
  return sendEvent(deps, endpoint, id, JSON.stringify(event))
}
