/**
 * Buys something without a browser, from a shop that `pnpm start` has opened:
 *
 *     pnpm --filter @xiaopu/example-node start xpk_… [http://127.0.0.1:8688]
 */
import { createClient } from '@xiaopu/client'
import { cartStore, checkoutStore, orderToken, watchOrder } from '@xiaopu/client/stores'
import { type Address, formatMoney, type OrderView } from '@xiaopu/domain'

const [shop, gateway = 'http://127.0.0.1:8688'] = process.argv.slice(2)
if (!shop) throw new Error('which shop? give its publishable key, as `pnpm start` prints it')

const client = createClient({ gateway, shop })
const { url, name } = await client.shop.read()

const { items } = await client.listings.list({ limit: 20 })
const listing = items.find((each) => each.state === 'on-sale')
const sku = listing?.skus.find((each) => each.stock >= listing.minQuantity)
if (!listing || !sku) throw new Error(`${name} has nothing to sell`)

const cart = cartStore(client)
await cart.add({ listing, sku: sku.skuId, quantity: listing.minQuantity })
console.log(`cart   ${listing.title} ×${listing.minQuantity}`)

const text = '张三 13800138000 浙江省杭州市西湖区文三路 1 号'
const { address, missing } = await client.addresses.parse({ text })
if (missing.length > 0) throw new Error(`the address lacks ${missing.join(', ')}`)

const checkout = checkoutStore(client, { cart: () => cart.$cart.get().id })
await checkout.quote(address as Address)
const { quote, error } = checkout.$checkout.get()
if (!quote) throw error
console.log(`quote  ${formatMoney(quote.total)}, freight ${formatMoney(quote.freight)}`)

const order = await checkout.place()
if (!order) throw checkout.$checkout.get().error
console.log(`order  ${order.number}`)

const cashier = await checkout.pay(url)
if (!cashier) throw checkout.$checkout.get().error
// What a buyer taps at the sandbox's cashier.
await fetch(`${cashier}/pay`, { method: 'POST', redirect: 'manual' })

const placed = await until(order.id, ({ state }) => !['pending_payment', 'paid'].includes(state))
console.log(`state  ${placed.state}`)
checkout.stop()

/** Follows an order until something is true of it. */
function until(id: string, isSo: (order: OrderView) => boolean): Promise<OrderView> {
  const store = watchOrder(client, { order: id, token: orderToken(client, id) ?? '', paid: true })
  return new Promise((done) => {
    store.$order.subscribe(({ order }) => {
      if (!order || !isSo(order)) return
      store.stop()
      done(order)
    })
  })
}
