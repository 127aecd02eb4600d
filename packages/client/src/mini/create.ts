import { type Client, type ClientOptions, openClient } from '../client.ts'
import { findHost, type MiniHost } from './host.ts'
import { miniPage } from './page.ts'
import { miniRandom } from './random.ts'
import { miniStorage } from './storage.ts'
import { miniTransport } from './transport.ts'

export interface MiniClientOptions extends ClientOptions {
  /** `wx`, `tt`, `ks` or `xhs`; the one that is here unless given. */
  readonly host?: MiniHost
}

/**
 * A client for one shop in a mini-program: the same calls, stores and errors as in a browser, over
 * the host's own requests and storage. The gateway's domain must be on the program's list.
 *
 * @example
 * const client = createClient({ gateway: 'https://shop.example', shop: 'xpk_…' })
 */
export function createClient(options: MiniClientOptions): Client {
  const host = options.host ?? findHost().host
  const page = options.page ?? miniPage(host)
  return openClient({
    page,
    random: miniRandom(host),
    storage: miniStorage(host),
    transport: miniTransport(host, { page }),
    ...options,
  })
}
