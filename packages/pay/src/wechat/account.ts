import type { KeyObject } from 'node:crypto'
import type { WechatPayAccount } from '@xiaopu/domain'

/** Where WeChat is: the real hosts, or a sandbox that speaks as they do. */
export interface WechatHosts {
  /** Payments, `https://api.mch.weixin.qq.com`. */
  readonly pay: string
  /** Logins and shipping, `https://api.weixin.qq.com`. */
  readonly api: string
  /** Where a page sends a buyer to be recognised, `https://open.weixin.qq.com`. */
  readonly open: string
}

export const wechatHosts: WechatHosts = {
  pay: 'https://api.mch.weixin.qq.com',
  api: 'https://api.weixin.qq.com',
  open: 'https://open.weixin.qq.com',
}

/** An account and its effects: the network, a clock, chance. */
export interface WechatAccount extends Omit<WechatPayAccount, 'provider' | 'privateKey'> {
  readonly privateKey: KeyObject
  readonly hosts: WechatHosts
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
  /** 32 letters and digits, new each time. */
  readonly nonce: () => string
}
