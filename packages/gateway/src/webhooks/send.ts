import { second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { EgressError } from '../egress/egress-error.ts'
import type { EgressRule } from '../egress/target.ts'
import { type EndpointRow, openSecrets } from './endpoints.ts'
import { signedHeaders } from './sign.ts'

/** A program that needs longer should answer first and work afterwards. */
const timeout = 10 * second

/** Nobody reads what is answered; it only must not go on for ever. */
const maxBytes = 64 * 1024

/** What came back. */
export interface Outcome {
  readonly ok: boolean
  readonly status?: number
  readonly error?: string
  /** ms until it was answered. */
  readonly ms: number
}

/** Sends one event, signed with every secret that is good now. Never throws for what the other side does. */
export async function sendEvent(
  deps: Deps,
  endpoint: EndpointRow,
  eventId: string,
  body: string,
): Promise<Outcome> {
  const secrets = await openSecrets(deps, endpoint)
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  try {
    const { status } = await deps.egress({
      url: endpoint.url,
      method: 'POST',
      headers: signedHeaders(secrets, eventId, deps.clock.now(), body),
      body: new TextEncoder().encode(body),
      timeout,
      maxBytes,
      ...localHostsFor(deps, endpoint.url),
    })
    return { ok: status >= 200 && status < 300, status, ms: took() }
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    return { ok: false, error: error.reason, ms: took() }
  }
}

/** While developing, a program on this machine may be told over http. */
export function localHostsFor(
  { localWebhooks }: Pick<Deps, 'localWebhooks'>,
  url: string,
): EgressRule {
  const { hostname, host } = URL.canParse(url) ? new URL(url) : { hostname: '', host: '' }
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  return localWebhooks && isHere ? { localHosts: [host] } : {}
}
