import type { Channel } from '@xiaopu/domain'

/** A page of a seller's mini-program. */
export interface MiniPage {
  readonly appId: string
  /** With a slash at its beginning, without a query: `/pages/share/index`. */
  readonly path: string
  /** Without a question mark: `s=AbCd2345`. */
  readonly query?: string
}

/**
 * A link to a page of a mini-program. `own-app`: it opens, or is scanned, in the app of that channel.
 * `browser`: people tap it in a browser of the phone's own; apps block it. `ask-platform`: only the
 * platform's own server makes such links, with the seller's credentials.
 */
export type MiniLink =
  | { readonly opensIn: 'own-app' | 'browser'; readonly url: string }
  | { readonly opensIn: 'ask-platform' }
  | { readonly opensIn: 'unknown' }

/**
 * The form of such a link in a channel. WeChat: the plain scheme, for paths that the seller declared
 * in its console. Douyin: `url_link/generate`. Kuaishou: as working programs write it. Xiaohongshu:
 * no form is known.
 */
export function miniLink(channel: Exclude<Channel, 'web'>, page: MiniPage): MiniLink {
  const { appId, path, query = '' } = page
  switch (channel) {
    case 'wechat': {
      const url = `weixin://dl/business/?appid=${encode(appId)}&path=${encode(path.replace(/^\//, ''))}`
      return { opensIn: 'browser', url: query === '' ? url : `${url}&query=${encode(query)}` }
    }
    case 'kuaishou': {
      const whole = query === '' ? path : `${path}?${query}`
      const source = 'KSMP_source=011012&KSMP_internal_source=011012'
      const url = `kwai://miniapp?appId=${encode(appId)}&${source}&path=${encode(whole)}`
      return { opensIn: 'own-app', url }
    }
    case 'douyin':
      return { opensIn: 'ask-platform' }
    case 'xiaohongshu':
      return { opensIn: 'unknown' }
  }
}

const encode = encodeURIComponent

/** The most that the scene of a mini-program's code holds, in signs. */
export const sceneLimit = 32

/**
 * The scene of a mini-program's code for a share: its code alone, which `readLink` reads back. All
 * else about the share stays at the gateway, because 32 signs hold no more.
 */
export function shareScene(code: string): string {
  if (!/^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/.test(code)) throw new TypeError(`no scene: ${code}`)
  return code
}
