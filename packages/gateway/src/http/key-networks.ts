import { BlockList, isIP, isIPv4 } from 'node:net'

/** The networks that a key may be used from. */
export interface KeyNetworks {
  /** @param address - of who asks; undefined where it cannot be told, which is nowhere */
  hold(address: string | undefined): boolean
}

/** @throws TypeError for a network that `isNetwork` does not know */
export function keyNetworks(networks: readonly string[]): KeyNetworks {
  // One list of both would find IPv4 inside `::/0`.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const network of networks) {
    const [address = '', prefix = most(address)] = network.split('/')
    const family = familyOf(address)
    lists[family].addSubnet(address, Number(prefix), family)
  }
  return {
    hold(address) {
      if (address === undefined || isIP(address) === 0) return false
      const family = familyOf(address)
      return lists[family].check(address, family)
    },
  }
}

/**
 * Whether a text is a network, `203.0.113.0/24` or `2001:db8::/32`, or one address. IPv4 inside IPv6 is
 * none: callers are known by their IPv4 address, so nobody would ever come from there.
 */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0 || isIP(address) === 0 || /%|^[0:]+:ffff:/i.test(address)) return false
  return (
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= Number(most(address)))
  )
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}

function most(address: string): string {
  return isIPv4(address) ? '32' : '128'
}
