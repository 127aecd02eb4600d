/** Every sentence of the cashier page. */
export interface PageTexts {
  readonly lang: 'zh-CN' | 'en'
  readonly title: string
  readonly amount: string
  readonly merchant: string
  readonly subject: string
  readonly number: string
  readonly payBy: (time: string) => string
  readonly pay: (amount: string) => string
  readonly cancel: string
  readonly back: string
  readonly paid: string
  readonly paidAt: (time: string) => string
  readonly transaction: string
  readonly refunded: string
  readonly refundedNote: (amount: string) => string
  readonly expired: string
  readonly expiredNote: string
  readonly closed: string
  readonly closedNote: string
  readonly unknown: string
  readonly unknownNote: string
  readonly sandbox: string
}

const chinese: PageTexts = {
  lang: 'zh-CN',
  title: '沙箱收银台',
  amount: '应付金额',
  merchant: '收款方',
  subject: '商品',
  number: '商户单号',
  payBy: (time) => `请在 ${time} 前完成支付`,
  pay: (amount) => `支付 ${amount}`,
  cancel: '取消',
  back: '返回商家',
  paid: '支付成功',
  paidAt: (time) => `已于 ${time} 付款，无需重复支付。`,
  transaction: '交易单号',
  refunded: '已退款',
  refundedNote: (amount) => `已退回 ${amount}。`,
  expired: '支付已超时',
  expiredNote: '没有扣款。请返回商家重新下单。',
  closed: '订单已关闭',
  closedNote: '商家已关闭这笔支付，没有扣款。',
  unknown: '找不到这笔支付',
  unknownNote: '链接可能不完整。请回到商家页面重新打开收银台。',
  sandbox: '测试环境，不会产生真实扣款',
}

const english: PageTexts = {
  lang: 'en',
  title: 'Sandbox cashier',
  amount: 'Amount due',
  merchant: 'Pay to',
  subject: 'For',
  number: 'Merchant order no.',
  payBy: (time) => `Please pay by ${time} (China time)`,
  pay: (amount) => `Pay ${amount}`,
  cancel: 'Cancel',
  back: 'Back to the shop',
  paid: 'Paid',
  paidAt: (time) => `You paid on ${time} (China time). There is nothing more to pay.`,
  transaction: 'Transaction no.',
  refunded: 'Refunded',
  refundedNote: (amount) => `${amount} went back to you.`,
  expired: 'Time to pay is over',
  expiredNote: 'You were not charged. Please go back to the shop and order again.',
  closed: 'Payment closed',
  closedNote: 'The shop closed this payment. You were not charged.',
  unknown: 'No such payment',
  unknownNote: 'The link may be incomplete. Please open the cashier from the shop again.',
  sandbox: 'Test environment: no real money moves',
}

/** Chinese unless the browser asks for English before Chinese. */
export function textsFor(acceptLanguage: string | null): PageTexts {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = parameters.find((each) => each.trim().startsWith('q='))
      return { tag, weight: weight ? Number(weight.trim().slice(2)) : 1 }
    })
    .filter(({ tag, weight }) => /^(zh|en)\b/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wanted[0]?.tag.startsWith('en') ? english : chinese
}
