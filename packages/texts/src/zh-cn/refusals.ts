import type { RefusedDeed } from '@xiaopu/domain'

/** What was refused for good: what happened, and what a seller does about it before it is tried again. */
export interface Refused {
  /** @param amount - as people read it; empty where it is not about money */
  readonly happened: (reason: string, amount: string) => string
  readonly next: string
}

export const refusedDeeds: Record<RefusedDeed, Refused> = {
  refund: {
    happened: (reason, amount) => `退款 ${amount} 被收款方拒绝：${reason}`,
    next: '按原因处理（商户权限、账户），再重试；已用别的方式退给买家，就关闭它，之后不会再退',
  },
  shipping: {
    happened: (reason) => `微信不接受这个订单的发货信息，货款还留在微信：${reason}`,
    next: '按原因处理后重试；或在微信后台自己录入单号，然后关闭它',
  },
}

/** Well-known reasons, by the code of who refused; others are shown as they are. */
export const refusalReasons: Readonly<Record<string, string>> = {
  NO_AUTH: '商户号没有开通这个产品，或没有权限',
  PARAM_ERROR: '请求里有对方不认的内容',
  PAYMENT_MISMATCH: '对方记录的金额或单号不同',
  PAYMENT_NOT_FOUND: '对方没有这笔交易',
  PAYMENT_ACCOUNT_NOT_FOUND: '店铺没有这个收款账户',
  USER_ACCOUNT_ABNORMAL: '买家的账户异常或已注销',
  carrier: '微信没有这家快递的编码',
  'no mini-program': '收款账户里没有小程序的 AppID 或密钥',
  '10060001': '微信还没有这笔支付',
  '10060002': '支付单和买家不匹配',
  '10060003': '微信只让改一次发货信息',
}
