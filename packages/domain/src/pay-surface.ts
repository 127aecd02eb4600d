import * as v from 'valibot'
import { detectChannel, isPhone } from './surroundings.ts'

/** Who can collect money for a shop. `sandbox` is the cashier that is played offline. */
export const ProviderName = v.picklist([
  'sandbox',
  'wechat',
  'alipay',
  'douyin',
  'kuaishou',
  'xiaohongshu',
])
export type ProviderName = v.InferOutput<typeof ProviderName>

/** What stands beside another somewhere, so that a buyer may have to choose. */
export const ChoosableProvider = v.picklist(['wechat', 'alipay'])
export type ChoosableProvider = v.InferOutput<typeof ChoosableProvider>

/**
 * Where the buyer stands when she pays: `…-h5` is a page inside an app, `…-mini` a mini-program.
 * `wechat-webview` is a page inside a mini-program: WeChat lets it not pay, it leads to the program's own
 * page. `wechat-work-h5` is one inside WeCom, where nothing of WeChat's takes money from a customer.
 */
export const PaySurface = v.picklist([
  'browser-desktop',
  'browser-phone',
  'wechat-h5',
  'wechat-webview',
  'wechat-work-h5',
  'wechat-mini',
  'alipay-h5',
  'alipay-mini',
  'douyin-h5',
  'douyin-mini',
  'kuaishou-h5',
  'kuaishou-mini',
  'xiaohongshu-h5',
  'xiaohongshu-mini',
])
export type PaySurface = v.InferOutput<typeof PaySurface>

/** A provider's product: what a number that was begun with it can be paid with. */
export type WayName = 'page' | 'wap' | 'jsapi' | 'mini' | 'h5' | 'native'

export interface PaymentWay {
  readonly provider: ProviderName
  readonly way: WayName
  /** A page of the gateway comes first: it finds out who pays, or is where the provider wants the buyer to come from. */
  readonly page?: true
  /** The app shows no page of this provider: ours says how to go on in a browser. */
  readonly elsewhere?: true
}

const sandbox: PaymentWay = { provider: 'sandbox', way: 'page' }
const wap: PaymentWay = { provider: 'alipay', way: 'wap' }

/**
 * What can take money where, the best first. Inside Douyin, Kuaishou and Xiaohongshu a page takes
 * none, and a mini-program only by that app's own provider, where the shop was admitted to it.
 */
export const paymentWays: Readonly<Record<PaySurface, readonly PaymentWay[]>> = {
  'browser-desktop': [
    { provider: 'wechat', way: 'native' },
    { provider: 'alipay', way: 'page' },
    sandbox,
  ],
  'browser-phone': [{ provider: 'wechat', way: 'h5', page: true }, wap, sandbox],
  // Alipay's pages are blocked inside WeChat: ours says how to open them in a browser.
  'wechat-h5': [
    { provider: 'wechat', way: 'jsapi', page: true },
    { ...wap, page: true, elsewhere: true },
    sandbox,
  ],
  // On the mini-program's own page for it, to which ours leads.
  'wechat-webview': [{ provider: 'wechat', way: 'mini', page: true }, sandbox],
  'wechat-work-h5': [sandbox],
  'wechat-mini': [{ provider: 'wechat', way: 'mini' }, sandbox],
  'alipay-h5': [wap, sandbox],
  'alipay-mini': [{ provider: 'alipay', way: 'mini' }, sandbox],
  'douyin-h5': [sandbox],
  'douyin-mini': [{ provider: 'douyin', way: 'mini' }, sandbox],
  'kuaishou-h5': [sandbox],
  'kuaishou-mini': [{ provider: 'kuaishou', way: 'mini' }, sandbox],
  'xiaohongshu-h5': [sandbox],
  'xiaohongshu-mini': [{ provider: 'xiaohongshu', way: 'mini' }, sandbox],
}

/**
 * How a shop can take money where the buyer stands; undefined where it cannot.
 *
 * @param offered - what the shop has
 * @param wished - what the buyer chose among it
 */
export function wayToPay(
  surface: PaySurface,
  offered: readonly ProviderName[],
  wished?: ProviderName,
): PaymentWay | undefined {
  return paymentWays[surface].find(
    ({ provider }) => offered.includes(provider) && (!wished || provider === wished),
  )
}

/**
 * What a buyer is asked to choose from where she stands, the best first: everything that takes money
 * there and then. Empty where there is nothing to ask, because one thing does or none.
 *
 * @param offered - what the shop has
 */
export function providersToChoose(
  surface: PaySurface,
  offered: readonly ProviderName[],
): ChoosableProvider[] {
  const here = paymentWays[surface].filter(
    ({ provider, elsewhere }) => !elsewhere && offered.includes(provider),
  )
  const among = here.map(({ provider }) => provider).filter((each) => v.is(ChoosableProvider, each))
  return among.length > 1 ? among : []
}

/** Where a page is shown, as far as its browser says. Only a convenience: it grants nothing. */
export function surfaceOfAgent(userAgent: string): PaySurface {
  const { container, mini, os } = detectChannel({ ua: userAgent })
  if (container === 'none') return isPhone(os) ? 'browser-phone' : 'browser-desktop'
  if (container === 'wecom') return 'wechat-work-h5'
  if (container === 'wechat' && mini) return 'wechat-webview'
  return `${container}-h5`
}
