import { type Client, type ClientOptions, openClient } from './client.ts'
import { openSeller, type Seller, type SellerOptions } from './seller.ts'
import type { Transport } from './transport/transport.ts'

/** Loads ky with the first request, so that importing the client costs nothing. */
function lazyKy(): Transport {
  let ky: Promise<Transport> | undefined
  return async (request) => {
    ky ??= import('./transport/ky.ts').then(({ kyTransport }) => kyTransport())
    return (await ky)(request)
  }
}

/**
 * A client for one shop: typed calls, cached listings, nothing on the screen.
 *
 * Every call rejects with a `ShopError`; branch on its `code`. A call whose `signal` was aborted rejects
 * with the signal's reason.
 *
 * @throws TypeError for a gateway that is no address, or a key that is not publishable
 *
 * @example
 * const client = createClient({ gateway: 'https://shop.example', shop: 'xpk_…' })
 * const { items } = await client.listings.list({ q: '杯' })
 */
export function createClient(options: ClientOptions): Client {
  const { gateway, shop } = options
  checkGateway('createClient', gateway)
  if (!/^xpk_/.test(shop)) {
    // A secret key would leave in an address, and stand in logs.
    throw new TypeError('createClient: `shop` is the publishable key, xpk_…, and no other')
  }
  return openClient({ ...options, transport: options.transport ?? lazyKy() })
}

/**
 * A client for the shop's seller, in Node: goods, prices, orders, refunds, webhooks.
 *
 * @throws TypeError for a gateway that is no address, or a key that is not secret
 *
 * @example
 * const seller = createSeller({ gateway: 'https://shop.example', secret: process.env.XIAOPU_KEY ?? '' })
 * const { items } = await seller.orders.list({ state: 'paid' })
 */
export function createSeller(options: SellerOptions): Seller {
  const { gateway, secret } = options
  checkGateway('createSeller', gateway)
  if (!/^x[sr]k_/.test(secret)) {
    throw new TypeError('createSeller: `secret` is a secret key, xsk_…, or a restricted one, xrk_…')
  }
  return openSeller({ ...options, transport: options.transport ?? lazyKy() })
}

/** What is no address would be asked below the page's own, and answer as that page does. */
function checkGateway(made: string, gateway: unknown): void {
  if (typeof gateway === 'string' && /^https?:\/\/[^/]/.test(gateway)) return
  throw new TypeError(
    `${made}: \`gateway\` is an address such as https://shop.example, not ${JSON.stringify(gateway)}`,
  )
}
