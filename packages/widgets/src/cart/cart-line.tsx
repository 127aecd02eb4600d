import type { ShownLine } from '@xiaopu/client/stores'
import { maxQuantity } from '@xiaopu/domain'
import { Picture } from '../picture/picture.tsx'
import { Price } from '../price/price.tsx'
import { Stepper } from '../sku/stepper.tsx'
import type { CartTexts } from './texts.ts'

/** One line of the cart; what is wrong with it stands in it, in words. */
export function CartLine(props: {
  line: ShownLine
  texts: CartTexts
  onQuantity: (quantity: number) => void
}) {
  const { line, texts, onQuantity } = props
  const { cart, card } = texts
  const change = changeOf(line, texts)
  return (
    <li part="line" class="line" data-state={line.state} aria-busy={line.pending || undefined}>
      <div class="thumb">
        <Picture url={line.imageUrl} alt="" texts={texts} />
      </div>
      <div class="about">
        <h3>{line.title}</h3>
        {line.properties.length > 0 && (
          <p class="values">{line.properties.map(({ value }) => value).join(' · ')}</p>
        )}
        {change && <p class={line.state === 'price-down' ? 'change down' : 'change'}>{change}</p>}
        <Price money={line.price} label={card.priceLabel(line.price)} />
        <div class="row">
          {line.state !== 'unavailable' && (
            <Stepper
              value={line.quantity}
              min={1}
              max={Math.max(1, Math.min(line.stock, maxQuantity))}
              labels={{
                less: cart.lessLabel(line.title),
                more: cart.moreLabel(line.title),
                quantity: cart.quantityLabel(line.title),
              }}
              onChange={(value) => onQuantity(Math.max(1, Math.min(value, line.stock || 1)))}
            />
          )}
          <button
            type="button"
            class="remove"
            aria-label={cart.removeLabel(line.title)}
            onClick={() => onQuantity(0)}
          >
            {cart.remove}
          </button>
        </div>
      </div>
    </li>
  )
}

function changeOf(
  { state, seen, price, stock }: ShownLine,
  { cart }: CartTexts,
): string | undefined {
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
      return undefined
  }
}
