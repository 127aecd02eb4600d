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
    next: '按原因处理（商户权限、账户），再重试；已用别的方式退给买家，就写明凭据、关闭它：记进账本，之后不会再退',
  },
  shipping: {
    happened: (reason) => `微信不接受这个订单的发货信息，货款还留在微信：${reason}`,
    next: '按原因处理后重试；或在微信后台自己录入单号，然后关闭它',
  },
  commission: {
    happened: (reason, amount) =>
      `推广员的佣金 ${amount} 没有分成，这笔付款的钱还冻结在微信：${reason}`,
    next: '按原因处理（比如重新登记推广员，xiaopu promoters），14 天内重试；不分了就关闭它，钱会解冻给你，等着的退款也会继续',
  },
  commission_closed: {
    happened: (reason, amount) =>
      `推广员的佣金 ${amount} 一直没有分成，14 天已过，钱已解冻给你：${reason}`,
    next: '微信不能再分了：请用别的方式付给她，然后关闭它',
  },
  commission_return: {
    happened: (reason, amount) => `商户没有退回已退商品的佣金 ${amount}，由你承担：${reason}`,
    next: '请商户在微信商户平台允许分账回退、账户里留够钱，再重试；他用别的方式还了，就关闭它',
  },
  let_go: {
    happened: (reason) => `微信没有解冻这笔付款剩下的钱：${reason}`,
    next: '按原因处理后重试；也可以在微信商户平台自己解冻，再重试',
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
  NO_RELATION: '微信还没有把她登记为分账接收方',
  ACCOUNT_ABNORMAL: '接收方的账户异常',
  RECEIVER_HIGH_RISK: '微信认为接收方有风险',
  RECEIVER_REAL_NAME_NOT_VERIFIED: '接收方还没有实名',
  RECEIVER_RECEIPT_LIMIT: '接收方的收款额度用完了',
  PAYER_ACCOUNT_ABNORMAL: '你的商户账户异常',
  NOT_ENOUGH: '可分的钱不够',
  RULE_LIMIT: '超过了商户号约定的比例或次数',
  TIME_OUT_CLOSED: '商户没有在规定时间里退回',
  carrier: '微信没有这家快递的编码',
  'no mini-program': '收款账户里没有小程序的 AppID 或密钥',
  '10060001': '微信还没有这笔支付',
  '10060002': '支付单和买家不匹配',
  '10060003': '微信只让改一次发货信息',
}
