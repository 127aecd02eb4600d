import {
  type Cart,
  type CartChange,
  type CartLine,
  isBuyable,
  type ListingView,
  lineState,
  sum,
  times,
} from '@xiaopu/domain'
import { idOf } from './goods.ts'

interface Kept {
  readonly listing: string
  readonly sku: string
  readonly seen: CartLine['seen']
  readonly line: string
  quantity: number
}

/** Carts that live as long as the gateway they belong to, priced by its listings of now. */
export class Carts {
  private readonly carts = new Map<string, { kept: Kept[]; seen: Set<string>; version: number }>()
  private lines = 0
  private readonly find: (listing: string) => ListingView | undefined

  constructor(find: (listing: string) => ListingView | undefined) {
    this.find = find
  }

  create(changes: readonly CartChange[]): Cart {
    const id = idOf('crt', this.carts.size + 1)
    this.carts.set(id, { kept: [], seen: new Set(), version: 0 })
    return this.change(id, changes) as Cart
  }

  change(id: string, changes: readonly CartChange[]): Cart | undefined {
    const cart = this.carts.get(id)
    if (!cart) return undefined
    for (const change of changes) {
      if (cart.seen.has(change.id)) continue
      cart.seen.add(change.id)
      cart.version++
      this.apply(cart.kept, change)
    }
    cart.kept = cart.kept.filter(({ quantity }) => quantity > 0)
    return this.read(id)
  }

  read(id: string): Cart | undefined {
    const cart = this.carts.get(id)
    if (!cart) return undefined
    const lines = cart.kept.map((kept) => this.line(kept))
    const buyable = lines.filter(({ state }) => isBuyable(state))
    return {
      id,
      lines,
      quantity: lines.reduce((total, { quantity }) => total + quantity, 0),
      goods: sum(buyable.map(({ subtotal }) => subtotal)),
      version: cart.version,
    }
  }

  private apply(kept: Kept[], change: CartChange): void {
    if (change.action === 'set') {
      const found = kept.find(({ line }) => line === change.line)
      if (found) found.quantity = change.quantity
      return
    }
    const { listing, sku, quantity } = change
    const same = kept.find((each) => each.sku === sku)
    if (same) same.quantity += quantity
    else {
      const seen = change.seen ?? this.priceOf(listing, sku)
      kept.push({ listing, sku, quantity, seen, line: idOf('lin', ++this.lines) })
    }
  }

  private priceOf(listing: string, sku: string) {
    const found = this.find(listing)?.skus.find(({ skuId }) => skuId === sku)
    return found?.price ?? { amount: 0, currency: 'CNY' as const }
  }

  private line({ listing, sku, seen, quantity, line }: Kept): CartLine {
    const view = this.find(listing)
    const found = view?.skus.find(({ skuId }) => skuId === sku)
    const price = found?.price ?? seen
    const stock = found?.stock ?? 0
    const now = {
      onSale: view?.state === 'on-sale',
      price,
      stock,
      minQuantity: view?.minQuantity ?? 1,
    }
    return {
      id: line,
      listing,
      sku,
      title: view?.title ?? '',
      imageUrl: view?.imageUrl,
      properties: found?.properties.map(({ name, value }) => ({ name, value })) ?? [],
      quantity,
      price,
      seen,
      subtotal: times(price, quantity),
      stock,
      state: lineState({ quantity, seen }, now),
    }
  }
}
