import { type AppChannel, minute } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Given } from './wechat-api.ts'

type Kind = 'token' | 'ticket'

export interface TicketName {
  readonly shopId: string
  readonly channel: AppChannel
  readonly appId: string
  readonly kind: Kind
}

/** So long before its end something is asked for anew: a page may still be signing with it. */
const aheadMillis = 5 * minute

const placeOf = ({ channel, appId, kind }: TicketName) => ({
  table: 'channel_tickets',
  column: 'value',
  row: `${channel}/${appId}/${kind}`,
})

/** What is kept and good for a while yet. */
export async function keptTicket(
  deps: Deps,
  tx: Tx | Deps['db'],
  name: TicketName,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('channel_tickets')
    .select(['value', 'good_until'])
    .where('shop_id', '=', name.shopId)
    .where('channel', '=', name.channel)
    .where('app_id', '=', name.appId)
    .where('kind', '=', name.kind)
    .executeTakeFirst()
  if (!row || row.good_until.getTime() - aheadMillis <= deps.clock.now()) return undefined
  return (await deps.vault.of(name.shopId)).open(placeOf(name), row.value)
}

export async function keepTicket(
  deps: Deps,
  tx: Tx,
  name: TicketName,
  { value, seconds }: Given,
): Promise<void> {
  const sealed = (await deps.vault.of(name.shopId)).seal(placeOf(name), value)
  const written = { value: sealed, good_until: new Date(deps.clock.now() + seconds * 1000) }
  await tx
    .insertInto('channel_tickets')
    .values({
      shop_id: name.shopId,
      channel: name.channel,
      app_id: name.appId,
      kind: name.kind,
      ...written,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'channel', 'app_id', 'kind']).doUpdateSet(written),
    )
    .execute()
}

/** A token that WeChat did not like is not used again. */
export async function dropTicket(tx: Tx, name: TicketName): Promise<void> {
  await tx
    .deleteFrom('channel_tickets')
    .where('shop_id', '=', name.shopId)
    .where('channel', '=', name.channel)
    .where('app_id', '=', name.appId)
    .where('kind', '=', name.kind)
    .execute()
}
