import { refreshOffer } from '../catalog/refresh-offer.ts'
import { relateListing } from '../catalog/relate-listing.ts'
import type { Deps } from '../deps.ts'
import type { JobHandlers } from './worker.ts'

/** Which use case a job runs. */
export function jobHandlers(deps: Deps): JobHandlers {
  const nothing = async () => {}
  return {
    'close-unpaid-order': nothing,
    'check-payment': nothing,
    'submit-refund': nothing,
    'buy-from-supplier': nothing,
    'follow-supplier-order': nothing,
    'read-message': nothing,
    'refresh-offer': (offer) => refreshOffer(deps, offer),
    'relate-listing': (listing) => relateListing(deps, listing),
    'complete-order': nothing,
  }
}
