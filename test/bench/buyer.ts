import type { Client } from '@xiaopu/client'
import { createClient } from '@xiaopu/client/fetch'
import type { Address, Cart, ListingView, OrderView } from '@xiaopu/domain'

export interface Placed {
  readonly order: OrderView
  readonly token: string
}

/** Somebody who buys through the API alone, as fast as it answers. */
export interface Buyer {
  readonly client: Client
  add(listings: readonly ListingView[]): Promise<Cart>
  order(cart: Cart): Promise<Placed>
  /** Pays at the sandbox cashier and waits until the gateway has learned of it. */
  pay(placed: Placed): Promise<OrderView>
}

const address: Address = {
  name: '王小明',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 100 号 2 幢 301',
}

export function createBuyer(gateway: string, shop: string): Buyer {
  const client = createClient({ gateway, shop })
  return {
    client,
    add: (listings) =>
      client.carts.create({ changes: listings.map((listing) => addOne(client, listing)) }),
    async order(cart) {
      const quote = await client.carts.quote(cart.id, { address })
      return client.orders.place({ quote: quote.id, total: quote.total })
    },
    async pay({ order, token }) {
      const returnUrl = `${gateway}/healthz`
      const started = await client.orders.pay(order.id, { returnUrl }, { token })
      await payAtCashier(started.payment?.cashierUrl)
      return untilPaid(client, order.id, token)
    },
  }
}

export function skuToBuy({
  skus,
  minQuantity,
}: ListingView): ListingView['skus'][number] | undefined {
  return skus.find(({ stock }) => stock >= minQuantity)
}

/** A change that puts the least one may buy of a listing's first SKU in stock into a cart. */
function addOne(client: Client, listing: ListingView) {
  const sku = skuToBuy(listing)
  if (!sku) throw new Error(`nothing to buy of ${listing.title}`)
  return {
    action: 'add' as const,
    id: client.newKey(),
    listing: listing.id,
    sku: sku.skuId,
    quantity: listing.minQuantity,
    seen: sku.price,
  }
}

/** The cashier's page is a plain form, so a bench can press its button without a browser. */
async function payAtCashier(url: string | undefined): Promise<void> {
  if (url === undefined) throw new Error('no cashier to pay at')
  const answer = await fetch(`${url}/pay`, { method: 'POST', redirect: 'manual' })
  if (answer.status >= 400) throw new Error(`the cashier answered ${answer.status}`)
  await answer.arrayBuffer()
}

/** As the order page does when the buyer comes back: asks, and asks the provider through the gateway. */
async function untilPaid(client: Client, id: string, token: string): Promise<OrderView> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const order = await client.orders.check(id, { token })
    if (order.state !== 'pending_payment') return order
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`order ${id} is still not paid after 5 s`)
}
