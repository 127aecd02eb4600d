import type { sku as source } from '../zh-cn/sku.ts'

export const sku: typeof source = {
  title: 'Choose options',
  quantity: 'Quantity',
  less: 'One less',
  more: 'One more',
  chosen: (values) => `Chosen: ${values.join(', ')}`,
  missing: (names) => `Please choose ${names.join(', ')}`,
  optionSoldOut: (value) => `${value}, sold out`,
  optionImpossible: (value) => `${value}, not available in this combination`,
  soldOut: 'This option is sold out. Try another one',
  impossible: 'There is no such combination. Try another option',
  minimum: (quantity) => `Buy at least ${quantity}`,
  most: (stock) => `You can buy up to ${stock}`,
}
