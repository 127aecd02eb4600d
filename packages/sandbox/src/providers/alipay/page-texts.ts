import { textsFor as cashierTextsFor } from '../../cashier/page-texts.ts'

/** Every sentence of Alipay's page in the sandbox. */
export interface PageTexts {
  readonly lang: 'zh-CN' | 'en'
  readonly title: string
  readonly amount: string
  readonly subject: string
  readonly number: string
  readonly payBy: (time: string) => string
  readonly pay: string
  readonly cancel: string
  readonly back: string
  readonly paid: string
  readonly paidNote: (amount: string) => string
  readonly closed: string
  readonly closedNote: string
  readonly unknown: string
  readonly unknownNote: string
  readonly refused: string
  readonly sandbox: string
}

const chinese: PageTexts = {
  lang: 'zh-CN',
  title: '支付宝（沙箱）',
  amount: '应付金额',
  subject: '商品',
  number: '商户订单号',
  payBy: (time) => `请在 ${time} 前完成付款`,
  pay: '确认付款',
  cancel: '取消',
  back: '返回商家',
  paid: '付款成功',
  paidNote: (amount) => `已付 ¥${amount}，无需重复付款。`,
  closed: '交易已关闭',
  closedNote: '没有扣款。请返回商家重新下单。',
  unknown: '找不到这笔交易',
  unknownNote: '链接可能不完整。请回到商家页面重新付款。',
  refused: '无法发起付款',
  sandbox: '测试环境，不会产生真实扣款',
}

const english: PageTexts = {
  lang: 'en',
  title: 'Alipay (sandbox)',
  amount: 'Amount due',
  subject: 'For',
  number: 'Merchant order no.',
  payBy: (time) => `Please pay by ${time} (China time)`,
  pay: 'Confirm payment',
  cancel: 'Cancel',
  back: 'Back to the shop',
  paid: 'Paid',
  paidNote: (amount) => `You paid ¥${amount}. There is nothing more to pay.`,
  closed: 'Trade closed',
  closedNote: 'You were not charged. Please go back to the shop and order again.',
  unknown: 'No such trade',
  unknownNote: 'The link may be incomplete. Please pay from the shop again.',
  refused: 'The payment cannot begin',
  sandbox: 'Test environment: no real money moves',
}

/** Chinese unless the browser asks for English before Chinese. */
export function textsFor(acceptLanguage: string | null): PageTexts {
  return cashierTextsFor(acceptLanguage).lang === 'en' ? english : chinese
}
