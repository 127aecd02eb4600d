import type { CartState, ShownLine } from '@xiaopu/client/stores'
import { isBuyable } from '@xiaopu/domain'
import { Dialog } from '../dialog/dialog.tsx'
import type { Locale } from '../look/texts.ts'
import { Notice, wordsFor } from '../notice/notice.tsx'
import { Price } from '../price/price.tsx'
import { useState } from '../render/index.ts'
import { CartLine } from './cart-line.tsx'
import { type CartTexts, cartTexts } from './texts.ts'

export interface CartDrawerProps {
  readonly cart: CartState
  readonly locale: Locale
  readonly leaving: boolean
  readonly onQuantity: (line: ShownLine, quantity: number) => void
  readonly onUndo: (line: ShownLine) => void
  readonly onCheckout: () => void
  readonly onClose: () => void
}

/** The cart over the page: what is in it, what is wrong with it, what it comes to, the way on. */
export function CartDrawer(props: CartDrawerProps) {
  const { cart, locale, onQuantity, onUndo, onClose } = props
  const texts = cartTexts(locale)
  const { cart: t } = texts
  const [removed, setRemoved] = useState<ShownLine>()
  const change = (line: ShownLine, quantity: number) => {
    setRemoved(quantity === 0 ? line : undefined)
    onQuantity(line, quantity)
  }
  return (
    <Dialog title={t.title} closeLabel={texts.status.close} part="drawer" onClose={onClose}>
      <div class="scroll">
        <p class="offline" role="alert">
          {refusal(cart, texts)}
        </p>
        {removed && (
          <div class="undo" role="status">
            <span>{t.removed}</span>
            <button
              type="button"
              onClick={() => {
                setRemoved(undefined)
                onUndo(removed)
              }}
            >
              {t.undo}
            </button>
          </div>
        )}
        {cart.lines.length === 0 ? (
          <div class="nothing">
            <Notice
              text={t.empty}
              hint={t.emptyHint}
              action={{ label: t.keepShopping, run: onClose }}
            />
          </div>
        ) : (
          <ul>
            {cart.lines.map((line) => (
              <CartLine
                key={line.sku}
                line={line}
                texts={texts}
                onQuantity={(quantity) => change(line, quantity)}
              />
            ))}
          </ul>
        )}
      </div>
      {cart.lines.length > 0 && <CartFoot {...props} texts={texts} />}
    </Dialog>
  )
}

/** The last change has not been told yet; it is not lost. */
function waits({ error }: CartState): boolean | undefined {
  return error && /^(OFF|TIME)/.test(error.code)
}

/** Why the last change was taken back. */
function refusal(state: CartState, texts: CartTexts): string | undefined {
  const { error } = state
  if (!error || waits(state)) return undefined
  const left = Number(error.detail.left)
  if (left > 0) return texts.cart.lowStock(left)
  const [said] = wordsFor(error.code, texts)
  return said === texts.status.failed ? texts.cart.refused : said
}

function CartFoot({ cart, texts, leaving, onCheckout }: CartDrawerProps & { texts: CartTexts }) {
  const { cart: t, card } = texts
  const unfit = cart.lines.some((line) => !isBuyable(line.state))
  const waiting = waits(cart)
  return (
    <div class="foot">
      {waiting && (
        <p class="offline" role="status">
          {t.savedOffline}
        </p>
      )}
      {unfit && (
        <p class="offline" role="status">
          {t.fixFirst}
        </p>
      )}
      <div class="sum" part="total">
        <span>{t.goods}</span>
        <Price money={cart.goods} label={card.priceLabel(cart.goods)} />
      </div>
      <p class="later">{t.freightLater}</p>
      <button
        type="button"
        part="checkout"
        class="solid"
        aria-disabled={unfit || waiting || leaving || undefined}
        onClick={() => {
          if (!unfit && !waiting && !leaving) onCheckout()
        }}
      >
        {t.checkout}
      </button>
    </div>
  )
}
