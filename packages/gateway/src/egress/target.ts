import { isIP } from 'node:net'
import { EgressError } from './egress-error.ts'
import { isPublicAddress } from './public-address.ts'

/** Which addresses a call may go to. */
export interface EgressRule {
  /** Public hosts that may be asked, `.name` for every host below it; absent, every public host. */
  readonly hosts?: readonly string[]
  /** Hosts with their port that are reached over http, wherever they are: a sandbox on this machine. */
  readonly localHosts?: readonly string[]
}

export interface Target {
  readonly url: URL
  /** Named by whoever runs the gateway: asked over http, its address is not looked at. */
  readonly isLocal: boolean
}

/**
 * Reads an address that came from outside. The WHATWG parser turns every spelling of an IPv4
 * address (`0x7f.1`, `2130706433`, `0177.0.0.1`) into the plain one before it is looked at.
 *
 * @throws EgressError url, host, address
 */
export function readTarget(address: string, rule: EgressRule): Target {
  if (!URL.canParse(address)) throw new EgressError('url')
  const url = new URL(address)
  if (url.username || url.password) throw new EgressError('url')
  if (rule.localHosts?.includes(url.host) && /^https?:$/.test(url.protocol)) {
    return { url, isLocal: true }
  }
  // The usual port reads as an empty one.
  if (url.protocol !== 'https:' || url.port !== '') throw new EgressError('url')
  if (rule.hosts && !isListed(url.hostname, rule.hosts)) throw new EgressError('host')
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && !isPublicAddress(literal)) throw new EgressError('address')
  return { url, isLocal: false }
}

function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((each) => (each.startsWith('.') ? host.endsWith(each) : host === each))
}
