import { type Client, type ClientOptions, openClient } from './client.ts'
import { fetchTransport } from './transport/fetch.ts'

export { type FetchOptions, fetchTransport } from './transport/fetch.ts'

/** `createClient` over plain `fetch`: no ky on the page, not even as a file that nobody loads. */
export function createClient(options: ClientOptions): Client {
  return openClient({ ...options, transport: options.transport || fetchTransport() })
}
