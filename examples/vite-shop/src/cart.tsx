import type { Stores } from '@xiaopu/client/stores'
import { formatMoney } from '@xiaopu/domain'
import { useStore } from './use-store.ts'

/** The cart as it is at the tap; lines that the gateway has not confirmed are paler. */
export function Cart({ stores }: { stores: Stores }) {
  const { lines, goods, quantity, id, saving, error } = useStore(stores.$cart)
  const { value: shop } = useStore(stores.$shop)
  if (lines.length === 0) return <p class="cart">购物车是空的</p>
  const set = (sku: string, pieces: number) => stores.cart.set(sku, pieces).catch(() => {})
  return (
    <section class="cart" aria-label="购物车">
      <ul>
        {lines.map((line) => (
          <li key={line.sku} class={line.pending ? 'pending' : ''}>
            <span>{line.title}</span>
            <button
              type="button"
              aria-label={`${line.title}减一件`}
              onClick={() => void set(line.sku, line.quantity - 1)}
            >
              −
            </button>
            <output>{line.quantity}</output>
            <button
              type="button"
              aria-label={`${line.title}加一件`}
              onClick={() => void set(line.sku, line.quantity + 1)}
            >
              +
            </button>
          </li>
        ))}
      </ul>
      {error && <p role="alert">{error.code}</p>}
      <p>
        {quantity} 件，{formatMoney(goods)}
        {shop && id && !saving && (
          <a
            href={`${shop.url}/checkout#cart=${id}&shop=${stores.client.key}${stores.share.suffix()}`}
          >
            去结算
          </a>
        )}
      </p>
    </section>
  )
}
