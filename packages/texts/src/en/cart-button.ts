import type { cartButton as source } from '../zh-cn/cart-button.ts'

export const cartButton: typeof source = {
  title: 'Cart',
  open: (quantity) => `Open cart, ${items(quantity)}`,
  announce: (quantity) => `Your cart now holds ${items(quantity)}`,
}

function items(quantity: number): string {
  return quantity === 1 ? '1 item' : `${quantity} items`
}
