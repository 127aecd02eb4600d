import type { Context, MiddlewareHandler } from 'hono'
import type { Peer } from '../load/guard.ts'
import type { Load } from '../load/load.ts'
import { addressOf } from '../load/visitor.ts'
import { workOf } from '../load/work.ts'

/** What comes with a request of the network; one from this process has nobody to hold back. */
export interface Bindings {
  readonly peer?: Peer
  /** Where it comes from, where that can be told. */
  readonly network?: string
}

/**
 * Address of who asks, proxies of ours left out; undefined where it cannot be told, and for a request
 * that came over no network.
 */
export function addressBehind(context: Context, proxies: number): string | undefined {
  const { peer } = (context.env ?? {}) as Bindings
  if (!peer) return undefined
  const forwarded = context.req.header('x-forwarded-for') ?? null
  return addressOf(peer.address, forwarded, proxies) || undefined
}

function isFromNetwork(context: Context): boolean {
  return (context.env as Bindings | undefined)?.peer !== undefined
}

/** Does what buyers write, ask of orders, and are told by others within the limits of its kind. */
export function withinLimits(load: Load): MiddlewareHandler {
  return (context, next) => {
    const work = workOf(context.req.method, context.req.path)
    // What is looked at may be kept already: it is held back where it is made.
    if (work === 'catalogue' || !isFromNetwork(context)) return next()
    return load.run(work, next)
  }
}

/** Makes what is looked at within its limits. */
export function looking<T>(load: Load, context: Context, make: () => Promise<T>): () => Promise<T> {
  return isFromNetwork(context) ? () => load.run('catalogue', make) : make
}
