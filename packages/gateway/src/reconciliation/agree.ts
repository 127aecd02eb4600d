import type { PurchaseState, SupplierOrderState } from '@xiaopu/domain'

/** How far a purchase has come, as either side says it; those that have not been paid are 0. */
const ours: Readonly<Partial<Record<SupplierOrderState, number>>> = {
  planned: 0,
  creating: 0,
  in_doubt: 0,
  created: 0,
  paying: 0,
  held: 0,
  paid_up: 1,
  part_shipped: 2,
  shipped: 3,
  received: 4,
  done: 5,
}

const theirs: Readonly<Partial<Record<PurchaseState, number>>> = {
  unpaid: 0,
  paid: 1,
  part_shipped: 2,
  shipped: 3,
  received: 4,
  done: 5,
}

/** Which of the two is ahead, or has ended while the other goes on. */
export type Agreement = 'agree' | 'theirs-ahead' | 'ours-ahead'

/**
 * Whether our state of a purchase and the platform's mean the same. A word that nobody knows says
 * nothing; one that we are giving up may stand for a while at the platform.
 */
export function agreementOf(here: SupplierOrderState, there: PurchaseState): Agreement {
  if (there === 'unknown') return 'agree'
  if (there === 'cancelled') {
    // One that is held waits for a person, who is told why.
    return here === 'cancelled' || here === 'rejected' || here === 'held' ? 'agree' : 'theirs-ahead'
  }
  const [known, told] = [ours[here], theirs[there] ?? 0]
  if (known === undefined) return told === 0 ? 'agree' : 'ours-ahead'
  if (known === told) return 'agree'
  return told > known ? 'theirs-ahead' : 'ours-ahead'
}
