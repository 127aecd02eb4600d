import { networkInterfaces } from 'node:os'

/** The address under which a phone in the same network reaches this machine, if there is one. */
export function lanAddress(): string | undefined {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter((each) => each.family === 'IPv4' && !each.internal)
      .map((each) => ({ address: each.address, rank: rankOf(name) })),
  )
  return found.sort((a, b) => a.rank - b.rank)[0]?.address
}

/** Real network cards before bridges of containers and tunnels. */
function rankOf(name: string): number {
  if (/^(en|eth|wl|wlan)/.test(name)) return 0
  return /^(docker|br-|veth|tun|utun|tailscale)/.test(name) ? 2 : 1
}
