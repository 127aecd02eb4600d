import type { Channel } from './shop.ts'

/**
 * What a buyer can do with a shop of ours where a channel shows it. `native`: order and pay here.
 * `handoff`: look here, buy by goods or pages of the platform's own. `catalog-only`: look.
 */
export type CheckoutMode = 'native' | 'handoff' | 'catalog-only'

/** Why it is so; the sentences are in the texts. */
export type CheckoutReason =
  | 'own-checkout'
  | 'admitted'
  | 'pay-in-mini-program'
  | 'platform-goods-only'
  | 'needs-admission'
  | 'local-life-only'

export interface CheckoutRule {
  readonly mode: CheckoutMode
  readonly reason: CheckoutReason
}

/**
 * How a channel lets a shop sell. Whether a platform admits a seller to its payments is between the
 * two of them: until she says that she was admitted, nobody is led into a payment that is refused.
 *
 * @param about.mini - the page is inside the web view of a mini-program
 * @param about.admitted - the seller says that the platform admitted her to its payments
 */
export function checkoutMode(
  channel: Channel,
  about: { readonly mini?: boolean; readonly admitted?: boolean } = {},
): CheckoutRule {
  if (channel === 'web') return { mode: 'native', reason: 'own-checkout' }
  if (channel === 'wechat') {
    // The bridge's payment does not run in a web view: the mini-program has to pay.
    return about.mini
      ? { mode: 'handoff', reason: 'pay-in-mini-program' }
      : { mode: 'native', reason: 'own-checkout' }
  }
  return about.admitted ? { mode: 'native', reason: 'admitted' } : unadmitted[channel]
}

/**
 * Douyin's mini-programs for goods may not collect: they lead to goods of 抖店. Kuaishou admits by
 * category; Xiaohongshu's guaranteed payment knows services near by, not parcels.
 */
const unadmitted: Readonly<Record<'douyin' | 'kuaishou' | 'xiaohongshu', CheckoutRule>> = {
  douyin: { mode: 'handoff', reason: 'platform-goods-only' },
  kuaishou: { mode: 'catalog-only', reason: 'needs-admission' },
  xiaohongshu: { mode: 'catalog-only', reason: 'local-life-only' },
}
