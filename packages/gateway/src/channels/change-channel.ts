import type { BodyOf, channels } from '@xiaopu/api'
import type { AppChannel, ChannelSettings } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import {
  type ChannelRow,
  type KeptSettings,
  lockChannelRow,
  toSettings,
  writeChannelRow,
} from './channels.ts'

type Change = BodyOf<typeof channels.changeChannel>

/** Where a secret stands sealed; it does not open anywhere else. */
export const secretPlace = (channel: AppChannel) => ({
  table: 'shop_channels',
  column: 'secret',
  row: channel,
})

/** Changes what a seller has settled with an app. Another account needs its own secret. */
export async function changeChannel(
  deps: Deps,
  asked: { readonly shopId: string; readonly channel: AppChannel; readonly change: Change },
): Promise<ChannelSettings> {
  const { shopId, channel, change } = asked
  const sealed =
    change.site?.secret &&
    (await deps.vault.of(shopId)).seal(secretPlace(channel), change.site.secret)
  const row = await deps.db.transaction().execute(async (tx) => {
    const before = await lockChannelRow(tx, shopId, channel)
    const settings = merged(before?.settings ?? {}, change)
    const isSameSite = before?.settings.site?.appId === settings.site?.appId
    const secret = sealed || (settings.site && isSameSite ? before?.secret : null)
    const changed: ChannelRow = {
      shop_id: shopId,
      channel,
      settings,
      secret: secret ?? null,
      changed_at: new Date(deps.clock.now()),
    }
    await writeChannelRow(tx, changed)
    return changed
  })
  deps.changed(shopId)
  return toSettings(channel, row)
}

function merged(before: KeptSettings, { admitted, opens, mini, site }: Change): KeptSettings {
  const nextMini = mini === undefined ? before.mini : (mini ?? undefined)
  const nextSite = site === undefined ? before.site : site ? { appId: site.appId } : undefined
  return {
    admitted: admitted ?? before.admitted ?? false,
    opens: opens ?? before.opens ?? 'page',
    ...(nextMini && { mini: nextMini }),
    ...(nextSite && { site: nextSite }),
  }
}
