import { channels } from '@xiaopu/api'
import { AppChannel, type ChannelView, checkoutMode, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { signPage } from '../jssdk/sign-page.ts'
import { changeChannel } from './change-channel.ts'
import { listChannelRows, readChannelRow, toSettings } from './channels.ts'

export function channelRoutes(mount: Mount, deps: Deps): void {
  mount(channels.listChannels, async ({ shop }) => {
    const rows = await listChannelRows(deps.db, shop.shopId)
    const rowOf = (channel: AppChannel) => rows.find((row) => row.channel === channel)
    return { items: AppChannel.options.map((channel) => toSettings(channel, rowOf(channel))) }
  })
  mount(channels.changeChannel, ({ shop, params, body }) =>
    changeChannel(deps, { shopId: shop.shopId, channel: appChannel(params.channel), change: body }),
  )
  mount(channels.readChannel, ({ shop, params, query }) =>
    readChannelView(deps, shop.shopId, appChannel(params.channel), query.mini === '1'),
  )
  mount(channels.signPage, ({ shop, body }) => signPage(deps, shop, body.url))
}

async function readChannelView(
  deps: Deps,
  shopId: string,
  channel: AppChannel,
  isMini: boolean,
): Promise<ChannelView> {
  const row = await readChannelRow(deps.db, shopId, channel)
  const { admitted, mini, site } = toSettings(channel, row)
  return {
    channel,
    checkout: checkoutMode(channel, { admitted, mini: isMini }),
    ...(mini && { mini }),
    script: channel === 'wechat' && site?.hasSecret === true,
  }
}

/** @throws ShopError NOT_FOUND */
function appChannel(text: string): AppChannel {
  if (v.is(AppChannel, text)) return text
  throw new ShopError('NOT_FOUND', { channel: text.slice(0, 20) })
}
