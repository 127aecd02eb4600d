import type { Webhook, WebhookDelivery } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import type { ShopAtGateway } from '../seller.ts'
import { inShopTime } from './shop-time.ts'
import { table } from './table.ts'

const shown = 20

export function webhookTable(
  rows: readonly Webhook[],
  { columns, webhooks }: Context['cli'],
): string {
  const titles = webhooks.columns
  return table(
    [
      { title: titles.webhook, value: ({ id }) => id },
      { title: columns.link, value: ({ url }) => url, width: 60 },
      { title: titles.events, value: ({ events }) => events.join(' '), width: 40 },
      { title: columns.state, value: ({ state }) => webhooks.states[state] },
      { title: titles.waiting, value: ({ waiting }) => String(waiting), right: true },
      { title: titles.dead, value: ({ dead }) => String(dead), right: true },
    ],
    rows,
  )
}

/** What was sent to a program last, and what came back. */
export async function printDeliveries(
  { cli, say, asked }: Context,
  webhooks: ShopAtGateway['seller']['webhooks'],
  id: string,
): Promise<void> {
  const limit = asked.number('limit', 1, 100) ?? shown
  const { items } = await webhooks.deliveries(id, { limit: String(limit) })
  say(items, () => (items.length === 0 ? cli.nothing : deliveryTable(items, cli)))
}

function deliveryTable(
  rows: readonly WebhookDelivery[],
  { columns, webhooks }: Context['cli'],
): string {
  const titles = webhooks.columns
  return table(
    [
      { title: titles.event, value: ({ event }) => event },
      { title: columns.row, value: ({ type }) => type },
      { title: columns.orderId, value: ({ order }) => order },
      { title: columns.state, value: ({ state }) => webhooks.deliveryStates[state] },
      { title: titles.attempts, value: ({ attempts }) => String(attempts), right: true },
      { title: titles.answer, value: ({ status, error }) => String(status ?? error ?? '') },
      { title: titles.next, value: ({ nextAt }) => (nextAt ? inShopTime(nextAt) : '') },
    ],
    rows,
  )
}
