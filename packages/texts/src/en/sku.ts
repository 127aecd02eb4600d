import { formatMoney } from '@xiaopu/domain'
import type { sku as source } from '../zh-cn/sku.ts'

export const sku: typeof source = {
  title: 'Choose options',
  quantity: 'Quantity',
  less: 'One less',
  more: 'One more',
  done: 'OK',
  stock: (stock) => (stock >= 999 ? 'In stock' : `${stock} in stock`),
  chosen: (values) => `Chosen: ${values.join(', ')}`,
  missing: (names) => `Please choose ${names.join(', ')}`,
  optionSoldOut: (value) => `${value}, sold out`,
  optionImpossible: (value) => `${value}, not available in this combination`,
  soldOut: 'This option is sold out. Try another one',
  impossible: 'There is no such combination. Try another option',
  minimum: (quantity) => `Buy at least ${quantity}`,
  most: (stock) => `You can buy up to ${stock}`,
  wholeNumber: 'Please enter a whole number',
  priceRange: (min, max) => `${formatMoney(min)} – ${formatMoney(max)}`,
}
