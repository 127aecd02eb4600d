import { formatMoney } from '@xiaopu/domain'
import type { pay as source } from '../zh-cn/pay.ts'

export const pay: typeof source = {
  title: (shop) => `Pay - ${shop}`,
  to: (shop) => `To ${shop}`,
  amount: (money) => formatMoney(money),
  opening: 'Opening WeChat Pay…',
  toProgram: 'Opening the mini-program’s page for paying…',
  toProgramHint:
    'If the mini-program has no such page, open your order in WeChat itself and pay there. Once you have paid, this page goes back to your order.',
  scan: 'Scan with WeChat to pay',
  scanHint: 'This page goes back to your order once you have paid.',
  inBrowser: 'Alipay does not open here',
  inBrowserHint: 'Tap ··· at the top right, choose “Open in browser”, then go on paying.',
  again: 'Go on paying',
  back: 'Back to the order',
  backHint: 'If you have paid, the order shows it by itself.',
  over: 'This payment is over',
  overHint: 'See in your order how things stand. If you have not paid, you can pay again there.',
  failed: 'You cannot pay just now',
  failedHint: 'Nothing was charged. Please try again in a moment.',
  elsewhere: 'This payment belongs in WeChat',
  elsewhereHint: 'Open this page in WeChat to go on, or go back to the order and pay another way.',
  notFound: 'No such payment',
  notFoundHint: 'The link may be incomplete. Go back to your order and pay again.',
}
