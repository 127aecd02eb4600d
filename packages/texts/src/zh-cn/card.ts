import { formatMoney, type Money } from '@xiaopu/domain'

/** The card, and what a price looks like anywhere. */
export const card = {
  add: '加入购物车',
  adding: '正在加入…',
  choose: '选规格',
  soldOut: '已售罄',
  off: '已下架',
  offHint: '这件商品不再销售，去店里看看别的吧',
  freePostage: '包邮',
  shipWithin: (hours: number) => `${hours} 小时内发货`,
  minimum: (quantity: number, unit: string) => `${quantity}${unit}起售`,
  left: (stock: number) => `仅剩 ${stock} 件`,
  /** Shown beside a price that is the lowest of several. */
  from: '起',
  noPicture: '暂无图片',
  labels: '商品标签',
  priceLabel: (price: Money) => `售价 ${formatMoney(price)}`,
  priceRangeLabel: (min: Money, max: Money) => `售价 ${formatMoney(min)} 到 ${formatMoney(max)}`,
  anchorLabel: (price: Money) => `建议零售价 ${formatMoney(price)}`,
  addLabel: (title: string) => `把「${title}」加入购物车`,
  chooseLabel: (title: string) => `为「${title}」选规格`,
}
