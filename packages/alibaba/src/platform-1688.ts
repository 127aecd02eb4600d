import type { OpenApi } from './open-api.ts'

/** What every question to 1688 needs. */
export interface Platform1688 {
  readonly api: OpenApi
  /** Our sales channel by the platform's list, e.g. `weixin`, `other`. */
  readonly channel: string
  /** Where the platform's pictures are reached. */
  readonly imageBase: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Shops that this process has registered already, by channel and code. */
  readonly registeredShops: Set<string>
  /** How often this process tried to pay an order since when. */
  readonly payTries: Map<string, { readonly since: number; readonly count: number }>
}
