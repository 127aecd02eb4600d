import { announceStock } from '../push/topics.ts'
import { itemKey, type Order } from '../world/order.ts'
import type { World } from '../world/world.ts'

/** Takes an order's goods from stock (`-1`) or puts them back (`1`) and tells who listens. */
export function moveStock(
  world: World,
  items: readonly Pick<Order['items'][number], 'offerId' | 'specId' | 'quantity'>[],
  direction: 1 | -1,
): void {
  for (const item of items) {
    const offer = world.offers.get(item.offerId)
    if (!offer) continue
    const specId = itemKey(item)
    const sku = offer.skus.find((each) => each.specId === specId)
    const stock = (sku ? sku.stock : offer.stockWithoutSku) + direction * item.quantity
    world.offers.change(item.offerId, { stock: { [specId]: stock } })
    announceStock(world, world.offers.get(item.offerId) ?? offer, {
      specId,
      delta: direction * item.quantity,
    })
  }
}
