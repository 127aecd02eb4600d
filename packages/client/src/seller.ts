import { bind, connect } from './ask.ts'
import type { Bound } from './call.ts'
import { keys, secureRandom, trimSlash } from './client.ts'
import { sellerCalls } from './seller-calls.ts'
import type { Transport } from './transport/transport.ts'

export interface SellerOptions {
  /** Origin of the gateway, e.g. `https://shop.example`. */
  readonly gateway: string
  /** Secret key, `xsk_…`, or a restricted one, `xrk_…`. It can read cost and change prices: never in a page. */
  readonly secret: string
  /** How requests leave; ky over `fetch` unless given. */
  readonly transport?: Transport
}

/** One shop at one gateway, as its seller's own program sees it. */
export type Seller = Bound<typeof sellerCalls>

export function openSeller(options: SellerOptions & { readonly transport: Transport }): Seller {
  const { secret, transport } = options
  const newKey = keys(secureRandom)
  const ask = connect({ gateway: trimSlash(options.gateway), transport, secret, newKey })
  return bind(ask, sellerCalls) as Seller
}
