/** What a provider's bill of a day and the books do not agree on. Amounts are as people read them. */
export interface BillFinding {
  /** @param bill - whose and of which day */
  readonly happened: (bill: string, about: BillFacts) => string
  readonly next: string
}

export interface BillFacts {
  /** Number of the payment or refund at the provider; empty where it is about the whole bill. */
  readonly number: string
  readonly isRefund: boolean
  readonly amount: string
  readonly here: string
  readonly there: string
  readonly problem: string
}

export type BillFindingName =
  | 'strangePayment'
  | 'strangeRefund'
  | 'notOnBill'
  | 'otherAmount'
  | 'otherState'
  | 'unreadBill'

const noun = ({ isRefund }: BillFacts) => (isRefund ? '退款' : '收款')

export const billFindings: Record<BillFindingName, BillFinding> = {
  strangePayment: {
    happened: (bill, { number, amount }) =>
      `${bill} 的账单上有一笔收款 ${amount}，单号 ${number}，店里没有`,
    next: '到商户平台查这笔钱：是别的系统收的，写明后关闭；付错了的，在商户平台退回，再关闭',
  },
  strangeRefund: {
    happened: (bill, { number, amount }) =>
      `${bill} 的账单上有一笔退款 ${amount}，单号 ${number}，不是从店里退的`,
    next: '问清是谁在商户平台退的，再记进订单的账本：xiaopu refund ord_… --by-hand 加这个编号；记之前利润偏高，同样的商品还可能再退一次',
  },
  notOnBill: {
    happened: (bill, about) =>
      `店里记着一笔${noun(about)} ${about.amount}，单号 ${about.number}，${bill} 的账单上没有`,
    next: '到商户平台按单号查；账单上有了，会自己了结',
  },
  otherAmount: {
    happened: (bill, about) =>
      `${noun(about)}，单号 ${about.number}：店里是 ${about.here}，${bill} 的账单上是 ${about.there}`,
    next: '到商户平台按单号核对；两边一致了，会自己了结',
  },
  otherState: {
    happened: (bill, about) =>
      `${noun(about)}，单号 ${about.number}，${bill} 的账单上已经有了；按单号去问，回答还不是这样`,
    next: '到商户平台按单号核对；对方改口之后，会自己补上、自己了结',
  },
  unreadBill: {
    happened: (bill, { problem }) => `${bill} 的账单一天多了还读不到：${problem}`,
    next: '检查收款账户；网关每小时再读一次，读到了会自己了结',
  },
}
