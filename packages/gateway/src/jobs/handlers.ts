import type { Deps } from '../deps.ts'
import type { JobHandlers } from './worker.ts'

/** Which use case a job runs. */
export function jobHandlers(_deps: Deps): JobHandlers {
  const nothing = async () => {}
  return {
    'close-unpaid-order': nothing,
    'check-payment': nothing,
    'submit-refund': nothing,
    'buy-from-supplier': nothing,
    'follow-supplier-order': nothing,
    'read-message': nothing,
    'refresh-offer': nothing,
    'relate-listing': nothing,
    'complete-order': nothing,
  }
}
