import type { ListingView } from '@xiaopu/domain'
import type { Processes } from './operations.ts'

/** A shop that stands open for the benchmark: real gateway, real PostgreSQL, real sandbox. */
export interface OpenShop {
  /** Origin of the gateway. */
  readonly origin: string
  /** Publishable key. */
  readonly key: string
  readonly slug: string
  /** At least twenty on sale. */
  readonly listings: readonly ListingView[]
  /** Three of them, from three suppliers. */
  readonly fromThreeSuppliers: readonly ListingView[]
  readonly processes: Processes
  close(): Promise<void>
}
