import type { Listing, OrderView, SellerOrder } from '@xiaopu/domain'
import { ask as askDatabase } from '../../packages/gateway/src/db/statement.ts'
import {
  fillCart,
  listGoods,
  type Placed,
  payAt,
  placeOrder,
  quoteFor,
  startPaying,
} from '../market.ts'
import { ask, eventually, type OpenShop } from '../shop.ts'

/** Places an order of one piece of each listing, or of any one. */
export async function order(shop: OpenShop, listings?: readonly Listing[]): Promise<Placed> {
  const goods = listings ?? (await listGoods(shop, 1))
  const cart = await fillCart(
    shop,
    goods.map((listing) => ({ listing })),
  )
  return placeOrder(shop, await quoteFor(shop, cart))
}

/** Pays for an order and waits until everything is bought. */
export async function buy(shop: OpenShop, placed: Placed): Promise<SellerOrder> {
  await payAt(shop, await startPaying(placed))
  return becomes(placed, 'placed')
}

/** The order once it is in one of these states. */
export function becomes(placed: Placed, ...states: OrderView['state'][]): Promise<SellerOrder> {
  return eventually(async () => {
    const seen = await placed.readAsSeller()
    return states.includes(seen.state) && seen
  })
}

/** The control path of an order's only purchase. */
export function at1688({ supplierOrders: [purchase] }: SellerOrder): string {
  if (!purchase?.platformOrderId) throw new Error('nothing was bought')
  return `/orders/${purchase.platformOrderId}`
}

/** Takes back every fault that still waits. */
export async function heal(shop: OpenShop): Promise<void> {
  await ask(shop.sandbox, '/sandbox/api/faults', { method: 'DELETE' })
}

/** Waits until no job is due any more, and none is at work. */
export async function settled({ gateway }: OpenShop): Promise<void> {
  await eventually(async () => {
    const due = await askDatabase(
      gateway.deps.db,
      `select from graphile_worker._private_jobs
        where (run_at <= now() or locked_at is not null) and attempts < max_attempts limit 1`,
      { list: [] },
    )
    return due.length === 0
  })
}
