import type { MiniChannel } from '@xiaopu/client/mini'
import type { Runtime } from '../shop/runtime.ts'

/** What a page's `onShareAppMessage` answers; each app takes its own part of it. */
export interface ShareMessage {
  readonly title: string
  readonly path: string
  readonly imageUrl?: string
  /** Douyin and Kuaishou show it under the title. */
  readonly desc?: string
  /** Xiaohongshu's word for the same. */
  readonly content?: string
  readonly query?: string
}

/** What is passed on: a listing, or without one the shop; `code` is the share it counts for. */
export interface Shared {
  readonly listing?: string
  readonly title: string
  readonly imageUrl?: string | undefined
  readonly code?: string | undefined
  /** The group that friends are invited to. */
  readonly group?: string | undefined
}

/** For `onShareAppMessage` of a page, which has to answer at once. */
export function shareMessage(shop: Runtime, page: string, shared: Shared): ShareMessage {
  const { channel, stores } = shop
  const { title, imageUrl } = shared
  const query = queryOf(shared)
  const message = {
    title,
    path: query ? `${page}?${query}` : page,
    ...(imageUrl && { imageUrl }),
  }
  const name = stores.$shop.get().value?.name ?? title
  const own: Record<MiniChannel, Partial<ShareMessage>> = {
    wechat: {},
    douyin: { desc: name },
    kuaishou: { desc: name },
    xiaohongshu: { content: name, query },
  }
  return { ...message, ...own[channel] }
}

/** For `onShareTimeline`, WeChat's Moments: a query and a picture, no page of its own choice. */
export function timelineMessage(shared: Shared): {
  title: string
  query: string
  imageUrl?: string
} {
  const { title, imageUrl } = shared
  return { title, query: queryOf(shared), ...(imageUrl && { imageUrl }) }
}

function queryOf({ listing, code, group }: Shared): string {
  return [listing && `listing=${listing}`, group && `group=${group}`, code && `s=${code}`]
    .filter(Boolean)
    .join('&')
}
