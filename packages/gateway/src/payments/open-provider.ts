import type { PaymentAccount, PaymentProvider } from '@xiaopu/domain'
import { alipay } from '@xiaopu/pay/alipay'
import { douyin } from '@xiaopu/pay/douyin'
import { kuaishou } from '@xiaopu/pay/kuaishou'
import { type WechatHosts, wechatPay } from '@xiaopu/pay/wechat'
import { keptFetch } from '../egress/kept-fetch.ts'

/** How the providers of shops' own accounts are reached; where they really are unless given. */
export interface ProviderReach {
  readonly fetch?: typeof fetch
  readonly wechat?: WechatHosts
  /** `…/gateway.do` */
  readonly alipay?: string
  /** Where the path of each begins. */
  readonly douyin?: string
  readonly kuaishou?: string
}

/** What every adapter needs of the gateway. */
interface Effects {
  readonly now: () => number
  /** 32 letters and digits, new each time. */
  readonly nonce: () => string
}

/**
 * The adapter of an account.
 *
 * @throws Error where its keys are none
 */
export function openProvider(
  account: PaymentAccount,
  reach: ProviderReach,
  effects: Effects,
): PaymentProvider {
  const outside = { ...effects, fetch: reach.fetch ?? keptFetch }
  switch (account.provider) {
    case 'wechat': {
      const { provider: _provider, ...keys } = account
      return wechatPay({ ...keys, ...outside, ...(reach.wechat && { hosts: reach.wechat }) })
    }
    case 'alipay':
      return alipay({ ...account, ...outside, ...(reach.alipay && { gatewayUrl: reach.alipay }) })
    case 'douyin':
      return douyin({ ...account, ...outside, ...(reach.douyin && { baseUrl: reach.douyin }) })
    case 'kuaishou':
      return kuaishou({
        ...account,
        ...outside,
        ...(reach.kuaishou && { baseUrl: reach.kuaishou }),
      })
  }
}

/** The provider's number for who collects: what its notices name. */
export function merchantOf(account: PaymentAccount): string {
  return account.provider === 'wechat' ? account.mchid : account.appId
}
