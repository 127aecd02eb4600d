/** WeChat's script for pages (JSSDK 1.6), as far as a shop uses it. */
export interface WechatScript {
  config(settings: {
    readonly debug: boolean
    readonly appId: string
    readonly timestamp: number
    readonly nonceStr: string
    readonly signature: string
    readonly jsApiList: readonly string[]
    readonly openTagList: readonly string[]
  }): void
  ready(done: () => void): void
  error(failed: (result: { readonly errMsg?: string }) => void): void
  updateAppMessageShareData?(data: ShareData & Outcome): void
  updateTimelineShareData?(data: Omit<ShareData, 'desc'> & Outcome): void
}

interface ShareData {
  readonly title: string
  readonly desc: string
  readonly link: string
  readonly imgUrl: string
}

interface Outcome {
  success(): void
  fail(result: { readonly errMsg?: string }): void
}

/** Where WeChat serves it; a policy for scripts has to name this file. */
export const wechatScriptUrl = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'

/** The script puts itself there; `jWeixin` where a page has a `wx` of its own. */
interface Page {
  readonly wx?: Partial<WechatScript>
  readonly jWeixin?: Partial<WechatScript>
}

export function wechatScript(): WechatScript | undefined {
  const { wx, jWeixin } = globalThis as Page
  return [jWeixin, wx].find((each): each is WechatScript => typeof each?.config === 'function')
}

/** Puts the script into the page. */
export function loadByTag(url: string): Promise<void> {
  return new Promise((loaded, failed) => {
    const script = document.createElement('script')
    script.onload = () => loaded()
    script.onerror = () => failed(new TypeError(`not loaded: ${url}`))
    script.src = url
    document.head.append(script)
  })
}
