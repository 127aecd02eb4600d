import type { Client } from '@xiaopu/client'
import type { Channel } from '@xiaopu/domain'

/** A share as its sheet shows it. */
export interface MadeShare {
  readonly code: string
  /** The short link. */
  readonly url: string
  readonly channel: Channel
  readonly title: string
  /** As the shop writes it. */
  readonly price?: string | undefined
  readonly imageUrl?: string | undefined
  readonly shopName: string
}

/** A link of one's own for a listing or the shop, and what it shows to whoever gets it. */
export async function makeShare(
  client: Client,
  listing: string | undefined,
  channel: Channel,
): Promise<MadeShare> {
  const made = await client.shares.create({ channel, ...(listing && { listing }) })
  const card = await client.shares.read(made.code)
  return { ...card, ...made, channel }
}

/** By the web view that the page is in: what people see there is passed on there. */
export function channelHere(agent: string): Channel {
  if (/MicroMessenger/i.test(agent)) return 'wechat'
  if (/aweme|BytedanceWebview/i.test(agent)) return 'douyin'
  if (/Kwai|kswebview/i.test(agent)) return 'kuaishou'
  if (/xhsdiscover|discover\//i.test(agent)) return 'xiaohongshu'
  return 'web'
}
