import { formatMoney } from '@xiaopu/domain'
import type { cart as source } from '../zh-cn/cart.ts'
import { cartButton } from './cart-button.ts'

export const cart: typeof source = {
  ...cartButton,
  empty: 'Your cart is empty',
  emptyHint: 'Add something you like',
  keepShopping: 'Keep shopping',
  goods: 'Goods',
  freightLater: 'Shipping is shown once we know your address',
  checkout: 'Check out',
  remove: 'Remove',
  removeLabel: (title) => `Remove ${title} from cart`,
  lessLabel: (title) => `One ${title} less`,
  moreLabel: (title) => `One ${title} more`,
  quantityLabel: (title) => `Quantity of ${title}`,
  removed: 'Removed',
  undo: 'Undo',
  lineStates: {
    ok: 'Available',
    'price-up': 'Price went up',
    'price-down': 'Price went down',
    'low-stock': 'Not enough in stock',
    'below-minimum': 'Below the minimum quantity',
    unavailable: 'Sold out or no longer sold',
  },
  priceUp: (was, now) => `Went up from ${formatMoney(was)} to ${formatMoney(now)}`,
  priceDown: (was, now) => `Went down from ${formatMoney(was)} to ${formatMoney(now)}`,
  lowStock: (left) => `Only ${left} left. Please take fewer`,
  unavailable: 'No longer available. Remove it to check out',
  fixFirst: 'Some lines cannot be bought as they are. Fix them to check out',
  refused: 'That did not work: it may be sold out, or the shop is busy. Please try again',
  savedOffline: 'No network. Noted, and sent once you are back online',
}
