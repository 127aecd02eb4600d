import type { Stores } from '@xiaopu/client/stores'
import { formatMoney, type ListingView } from '@xiaopu/domain'
import { useEffect, useState } from 'preact/hooks'
import { Cart } from './cart.tsx'
import { useStore } from './use-store.ts'

/** A shop with a face of its own: what it sells, and the cart beside it. */
export function Shop({ stores }: { stores: Stores }) {
  const { value: shop, error } = useStore(stores.$shop)
  const [goods, setGoods] = useState<readonly ListingView[]>()
  const [failed, setFailed] = useState(false)
  const load = () => {
    setFailed(false)
    stores.client.listings.list({ limit: 12 }).then(
      ({ items }) => setGoods(items),
      () => setFailed(true),
    )
  }
  useEffect(load, [])
  if (error || failed) {
    return (
      <main>
        <p role="alert">店铺没有打开。</p>
        <button
          type="button"
          onClick={() => {
            void stores.shop.load()
            load()
          }}
        >
          再试一次
        </button>
      </main>
    )
  }
  return (
    <main>
      <h1>{shop?.name ?? '…'}</h1>
      <ul class="goods" aria-busy={!goods}>
        {goods?.map((listing) => (
          <Card key={listing.id} listing={listing} stores={stores} />
        ))}
      </ul>
      <Cart stores={stores} />
    </main>
  )
}

function Card({ listing, stores }: { listing: ListingView; stores: Stores }) {
  const [sku, setSku] = useState(listing.skus.find(({ stock }) => stock > 0)?.skuId)
  const chosen = listing.skus.find(({ skuId }) => skuId === sku)
  const { title, imageUrl, skus, minQuantity } = listing
  return (
    <li>
      <img src={imageUrl} alt="" width="320" height="320" loading="lazy" />
      <h2>{title}</h2>
      {skus.length > 1 && (
        <select
          aria-label={`${title}的规格`}
          value={sku}
          onChange={({ currentTarget }) => setSku(currentTarget.value)}
        >
          {skus.map(({ skuId, properties, stock }) => (
            <option key={skuId} value={skuId} disabled={stock === 0}>
              {properties.map(({ value }) => value).join(' / ')}
            </option>
          ))}
        </select>
      )}
      <p>
        <b>{formatMoney(chosen?.price ?? listing.price.min)}</b>
        <button
          type="button"
          disabled={!chosen}
          onClick={() => {
            // Refusals stand in `$cart.error`, which the cart shows.
            if (chosen) {
              stores.cart.add({ listing, sku: chosen.skuId, quantity: minQuantity }).catch(() => {})
            }
          }}
        >
          加入购物车
        </button>
      </p>
    </li>
  )
}
