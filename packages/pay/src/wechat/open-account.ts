import { createPrivateKey, randomBytes } from 'node:crypto'
import type { WechatPayAccount } from '@xiaopu/domain'
import { type WechatAccount, wechatHosts } from './account.ts'

/** An account with WeChat Pay, and what stands in for the outside in tests. */
export type WechatPayOptions = Omit<WechatPayAccount, 'provider'> &
  Partial<Pick<WechatAccount, 'hosts' | 'fetch' | 'now' | 'nonce'>>

/** @throws Error where the private key is none */
export function openWechatAccount(options: WechatPayOptions): WechatAccount {
  return {
    hosts: wechatHosts,
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    nonce: () => randomBytes(16).toString('hex'),
    ...options,
    privateKey: createPrivateKey(options.privateKey),
  }
}
