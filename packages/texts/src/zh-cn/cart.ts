import { formatMoney, type LineState, type Money } from '@xiaopu/domain'
import { cartButton } from './cart-button.ts'

const lineStates: Record<LineState, string> = {
  ok: '可购买',
  'price-up': '涨价了',
  'price-down': '降价了',
  'low-stock': '库存不够了',
  'below-minimum': '不够起售数量',
  unavailable: '已售罄或下架',
}

/** The cart and its drawer. */
export const cart = {
  ...cartButton,
  empty: '购物车是空的',
  emptyHint: '挑几件喜欢的再来',
  keepShopping: '继续逛逛',
  goods: '商品合计',
  freightLater: '运费填好地址后显示',
  checkout: '去结算',
  remove: '删除',
  removeLabel: (title: string) => `从购物车删除「${title}」`,
  lessLabel: (title: string) => `「${title}」减少一件`,
  moreLabel: (title: string) => `「${title}」增加一件`,
  quantityLabel: (title: string) => `「${title}」的数量`,
  removed: '已删除',
  undo: '撤销',
  lineStates,
  priceUp: (was: Money, now: Money) => `从 ${formatMoney(was)} 涨到 ${formatMoney(now)}`,
  priceDown: (was: Money, now: Money) => `从 ${formatMoney(was)} 降到 ${formatMoney(now)}`,
  lowStock: (left: number) => `只剩 ${left} 件，请减少数量`,
  unavailable: '买不到了，请删除后结算',
  fixFirst: '有商品买不到或数量不对，处理后再结算',
  refused: '没有成功：可能刚卖完，或系统正忙，请再试',
  savedOffline: '没有网络，已记下，连上后同步',
}
