import { formatMoney, type Money } from '@xiaopu/domain'

/** The page on which an attempt is paid, where a provider needs one of ours. */
export const pay = {
  title: (shop: string) => `付款 - ${shop}`,
  to: (shop: string) => `付给 ${shop}`,
  amount: (money: Money) => formatMoney(money),
  opening: '正在打开微信支付…',
  toProgram: '正在打开小程序的付款页…',
  toProgramHint: '小程序没有付款页的话，请在微信里直接打开订单付款。付款后这里会自动回到订单。',
  scan: '用微信扫一扫付款',
  scanHint: '付款后这个页面会自动回到订单。',
  inBrowser: '这里打不开支付宝',
  inBrowserHint: '请点右上角 ···，选「在浏览器打开」，再继续付款。',
  again: '继续付款',
  back: '回到订单',
  backHint: '如果已经付款，订单会自动更新。',
  over: '这笔付款已经结束',
  overHint: '回到订单看看现在的状态；没有付款的话，可以在订单里再付一次。',
  failed: '现在还不能付款',
  failedHint: '没有扣款。请稍等一会儿再试。',
  elsewhere: '这笔付款要在微信里付',
  elsewhereHint: '在微信里打开这个页面继续付款，或回到订单换一种方式付。',
  notFound: '没有这笔付款',
  notFoundHint: '链接可能不完整。请回到订单再点一次付款。',
}
