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
 * @example
 * const client = createClient({ gateway: 'https://shop.example', shop: 'xpk_…' })
 * const { items } = await client.listings.list({ q: '杯' })
 */
export function createClient(options: ClientOptions): Client {
  return openClient({ ...options, transport: options.transport ?? lazyKy() })
}

/** A client for the shop's seller, in Node. */
export function createSeller(options: SellerOptions): Seller {
  return openSeller({ ...options, transport: options.transport ?? lazyKy() })
}
