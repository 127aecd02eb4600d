import type { Client } from '@xiaopu/client'
import { visitorOf } from '@xiaopu/client/stores'
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
  const visitor = visitorOf(client)
  const made = await client.shares.create({ channel, visitor, ...(listing && { listing }) })
  const card = await client.shares.read(made.code)
  return { ...card, ...made, channel }
}

/**
 * By the app that the page is in: what people see there is passed on there. The rules are those of
 * `detectChannel`, as far as a share needs them.
 */
export function channelHere(agent: string): Channel {
  return agents.find(([token]) => token.test(agent))?.[1] ?? 'web'
}

/** The first that fits counts: Kuaishou's mini-programs name WeChat as well. */
const agents: readonly (readonly [RegExp, Channel])[] = [
  [/wxwork\//i, 'wechat'],
  [/\b(?:ksNebula|Kwai)\/\d/i, 'kuaishou'],
  [/\bMicroMessenger\b/i, 'wechat'],
  [/\b(?:Lark|Feishu|musical_ly|trill|NewsArticle)/i, 'web'],
  [/\baweme|\bToutiaoMicroApp/i, 'douyin'],
  [/\bxhs(?:discover|miniapp)|\bXiaoHongShu\/|\bdiscover\/\d/i, 'xiaohongshu'],
]
