import type { Deps } from '../deps.ts'
import type { Load } from '../load/load.ts'
import type { Callers } from './caller.ts'
import type { ReadCache } from './read-cache.ts'

/** What stands between the network and the use cases. */
export interface Doors {
  readonly deps: Deps
  readonly callers: Callers
  readonly cache: ReadCache
  readonly load: Load
  /** How many proxies of ours stand before the gateway. */
  readonly proxies: number
}
