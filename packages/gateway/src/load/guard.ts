import type { Rates } from './rates.ts'
import { networkOf } from './visitor.ts'
import { workOf } from './work.ts'

/** Who is at the other end of the socket that a request came over. */
export interface Peer {
  readonly address: string
}

/** The network of who asks, proxies of ours left out; undefined where it cannot be told. */
export function networkBehind(
  { headers }: Request,
  { address }: Peer,
  proxies: number,
): string | undefined {
  return networkOf(address, proxies > 0 ? headers.get('x-forwarded-for') : null, proxies)
}

/**
 * Seconds that a visitor must wait because of all that he asked for before; 0 for none. Each shop
 * counts for itself, so that a visitor's rush at one does not close another to his neighbours.
 */
export function waitOf(request: Request, network: string | undefined, rates: Rates): number {
  if (network === undefined) return 0
  const { url, method, headers } = request
  const begin = url.indexOf('/', 8)
  const query = url.indexOf('?', begin)
  const path = url.slice(begin, query < 0 ? undefined : query)
  const key = /[?&]shop=([^&]{1,40})/.exec(url)?.[1] ?? headers.get('authorization') ?? ''
  return rates.take(workOf(method, path), key, network)
}
