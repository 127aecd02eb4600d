import type { CartState, ShownLine } from '@xiaopu/client/mini'
import { isBuyable, maxQuantity } from '@xiaopu/domain'
import { type LineView, lineView } from '../look/line.ts'
import { type PriceView, priceView } from '../look/price.ts'
import type { StepperView } from '../look/stepper.ts'
import type { ShopTexts } from '../shop/texts.ts'

export interface CartView {
  readonly lines: readonly (LineView & {
    readonly stepper: StepperView
    /** Nothing to count where nothing can be bought. */
    readonly counts: boolean
    readonly remove: string
    readonly removeLabel: string
  })[]
  /** What keeps the buyer from going on. */
  readonly warning: string
  readonly goodsTitle: string
  readonly goods: PriceView
  readonly freightLater: string
  readonly checkout: string
  readonly blocked: boolean
}

export function cartView(cart: CartState, texts: ShopTexts): CartView {
  const { cart: t, card } = texts
  const unfit = cart.lines.some(({ state }) => !isBuyable(state))
  const waits = cart.error?.code === 'OFFLINE' || cart.error?.code === 'TIMEOUT'
  return {
    lines: cart.lines.map((line) => ({
      ...lineView(line, changeOf(line, texts)),
      counts: line.state !== 'unavailable',
      stepper: {
        sku: line.sku,
        quantity: line.quantity,
        least: line.quantity <= 1,
        most: line.quantity >= mostOf(line),
        lessLabel: t.lessLabel(line.title),
        moreLabel: t.moreLabel(line.title),
        quantityLabel: t.quantityLabel(line.title),
      },
      remove: t.remove,
      removeLabel: t.removeLabel(line.title),
    })),
    warning: waits ? t.savedOffline : unfit ? t.fixFirst : '',
    goodsTitle: t.goods,
    goods: priceView(cart.goods, card.priceLabel(cart.goods)),
    freightLater: t.freightLater,
    checkout: t.checkout,
    blocked: unfit || waits,
  }
}

/** How many pieces of a line can be had. */
export function mostOf({ stock }: Pick<ShownLine, 'stock'>): number {
  return Math.max(1, Math.min(stock, maxQuantity))
}

function changeOf({ state, seen, price, stock }: ShownLine, { cart }: ShopTexts): string {
  switch (state) {
    case 'price-up':
      return cart.priceUp(seen, price)
    case 'price-down':
      return cart.priceDown(seen, price)
    case 'low-stock':
      return cart.lowStock(stock)
    case 'below-minimum':
      return cart.lineStates[state]
    case 'unavailable':
      return cart.unavailable
    default:
      return ''
  }
}
