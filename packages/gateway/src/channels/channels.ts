import type { AppChannel, ChannelSettings, MiniProgram } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'

/** A seller's settings as they are kept; absent is the default. */
export interface KeptSettings {
  readonly admitted?: boolean
  readonly opens?: ChannelSettings['opens']
  readonly mini?: MiniProgram
  readonly site?: { readonly appId: string }
}

export interface ChannelRow {
  readonly shop_id: string
  readonly channel: string
  readonly settings: KeptSettings
  /** Sealed. */
  readonly secret: string | null
  readonly changed_at: Date
}

export async function readChannelRow(
  db: Database | Tx,
  shopId: string,
  channel: AppChannel,
): Promise<ChannelRow | undefined> {
  return db
    .selectFrom('shop_channels')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('channel', '=', channel)
    .executeTakeFirst()
}

/** What is settled with an app, to be changed: who changes it at the same time waits, be it the first time. */
export async function lockChannelRow(
  tx: Tx,
  shopId: string,
  channel: AppChannel,
): Promise<ChannelRow | undefined> {
  await tx
    .insertInto('shop_channels')
    .values({ shop_id: shopId, channel, settings: '{}', changed_at: new Date(0) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return tx
    .selectFrom('shop_channels')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('channel', '=', channel)
    .forUpdate()
    .executeTakeFirst()
}

export async function listChannelRows(db: Database, shopId: string): Promise<ChannelRow[]> {
  return db.selectFrom('shop_channels').selectAll().where('shop_id', '=', shopId).execute()
}

export async function writeChannelRow(tx: Tx, row: ChannelRow): Promise<void> {
  const { settings, secret, changed_at } = row
  const written = { settings: JSON.stringify(settings), secret, changed_at }
  await tx
    .insertInto('shop_channels')
    .values({ shop_id: row.shop_id, channel: row.channel, ...written })
    .onConflict((conflict) => conflict.columns(['shop_id', 'channel']).doUpdateSet(written))
    .execute()
}

export function toSettings(channel: AppChannel, row: ChannelRow | undefined): ChannelSettings {
  const { admitted = false, opens = 'page', mini, site } = row?.settings ?? {}
  return {
    channel,
    admitted,
    opens,
    ...(mini && { mini }),
    ...(site && { site: { appId: site.appId, hasSecret: row?.secret !== null } }),
    ...(row && { changedAt: row.changed_at.toISOString() }),
  }
}
