import { isIP } from 'node:net'
import type { Environment } from './settings.ts'

/** What whoever chose a secret has to bring at least, in bytes. */
export const shortestSecret = 16

/**
 * Whether strangers reach this gateway, so that nothing may be left as it is in a try-out: it says so
 * (`NODE_ENV=production`), or its public address is one that the world can reach.
 */
export function isProduction(env: Environment): boolean {
  return env.NODE_ENV === 'production' || isPublicUrl(env.XIAOPU_URL ?? '')
}

function isPublicUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(host) ? !ownNetwork.test(host) : host.includes('.') && !ownName.test(host)
}

/** Loopback, link-local, and networks that are not routed. */
const ownNetwork =
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|::1?$|f[cd][0-9a-f]{2}:|fe80:)/i

/** Names that no public server answers for (RFC 2606, RFC 6762 and usage at home). */
const ownName = /\.(localhost|local|test|internal|lan|home\.arpa)$/i
