import type { HttpBindings } from '@hono/node-server'
import type { GatewayOptions } from '@xiaopu/gateway'
import { type Environment, readNumber } from './settings.ts'

/** How many looks a visitor has a minute, and who tells where he comes from, as the environment says. */
export function readLimits(
  env: Environment,
): Pick<GatewayOptions, 'proxies' | 'requestsPerMinute'> {
  const proxies = readNumber(env, 'PROXIES', 0, 10)
  const requestsPerMinute = readNumber(env, 'REQUESTS_PER_MINUTE', 0, 1_000_000)
  return {
    ...(proxies !== undefined && { proxies }),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
  }
}

/** The other end of the socket that a request came over. */
export function peerOf({ incoming }: Partial<HttpBindings>): { readonly address: string } {
  return { address: incoming?.socket.remoteAddress ?? '' }
}
