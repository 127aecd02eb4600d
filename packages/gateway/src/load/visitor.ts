import { isIP } from 'node:net'
import { isPublicAddress } from '../egress/public-address.ts'

/**
 * The network that a request comes from: /24 of IPv4, /64 of IPv6, because one visitor has many
 * addresses of it. Undefined where it cannot be told: an address that is not public is a proxy that
 * was not named, or somebody on our own network.
 *
 * @param peer - address at the other end of the socket
 * @param forwarded - `x-forwarded-for`, which each proxy appends to
 * @param proxies - how many proxies of ours stand before the gateway; what is further left is anybody's word
 */
export function networkOf(
  peer: string,
  forwarded: string | null,
  proxies: number,
): string | undefined {
  const address = addressOf(peer, forwarded, proxies)
  if (!isPublicAddress(address)) return undefined
  if (isIP(address) === 4) return address.slice(0, address.lastIndexOf('.'))
  return groups(address).slice(0, 4).join(':')
}

/** The address that a request comes from, proxies of ours left out; parameters as above. */
export function addressOf(peer: string, forwarded: string | null, proxies: number): string {
  const hops = forwarded?.split(',').map((hop) => hop.trim()) ?? []
  return plain(proxies === 0 ? peer : (hops.at(-proxies) ?? ''))
}

/** IPv4 in IPv6, as sockets that listen for both tell it. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** The eight groups of an IPv6 address, its `::` written out. */
function groups(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head.split(':')
  if (tail === undefined) return before
  const after = tail === '' ? [] : tail.split(':')
  return [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
}
