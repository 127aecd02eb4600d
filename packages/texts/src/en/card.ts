import { formatMoney } from '@xiaopu/domain'
import type { card as source } from '../zh-cn/card.ts'

export const card: typeof source = {
  add: 'Add to cart',
  adding: 'Adding…',
  choose: 'Choose',
  soldOut: 'Sold out',
  off: 'No longer sold',
  offHint: 'This product is no longer sold. See what else the shop has',
  freePostage: 'Free shipping',
  shipWithin: (hours) => `Ships within ${hours} h`,
  minimum: (quantity, unit) => `Minimum ${quantity}${unit === '件' ? '' : ` ${unit}`}`,
  left: (stock) => `Only ${stock} left`,
  from: 'and up',
  noPicture: 'No picture',
  labels: 'Labels',
  priceLabel: (price) => `Price ${formatMoney(price)}`,
  priceRangeLabel: (min, max) => `Price ${formatMoney(min)} to ${formatMoney(max)}`,
  anchorLabel: (price) => `Suggested retail price ${formatMoney(price)}`,
  addLabel: (title) => `Add to cart: ${title}`,
  chooseLabel: (title) => `Choose options for ${title}`,
}
