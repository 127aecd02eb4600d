import * as v from 'valibot'
import { Id } from './id.ts'
import { Money } from './money.ts'
import type { Moves } from './transition.ts'

/** What a shop asks back from a supplier for goods that it bought and does not keep. */
export const SupplierClaimState = v.picklist([
  'planned',
  'asked',
  'to_return',
  'returning',
  'refunded',
  'refused',
  'closed',
  'written_off',
])
export type SupplierClaimState = v.InferOutput<typeof SupplierClaimState>

export type SupplierClaimEvent =
  | 'ask'
  | 'agree'
  | 'send-back'
  | 'refund'
  | 'refuse'
  | 'close'
  | 'write-off'

/**
 * The buyer never waits for this one: her money goes back by the shop's own decision, and what the
 * supplier has not given back is the shop's to pursue. `closed` is a claim that turned out to be
 * needless, as nothing had been paid.
 */
export const supplierClaimMoves: Moves<SupplierClaimState, SupplierClaimEvent> = {
  planned: { ask: 'asked', close: 'closed', refuse: 'refused' },
  asked: { agree: 'to_return', refund: 'refunded', refuse: 'refused', close: 'closed' },
  to_return: {
    'send-back': 'returning',
    refund: 'refunded',
    refuse: 'refused',
    close: 'closed',
  },
  returning: { refund: 'refunded', refuse: 'refused', close: 'closed' },
  refunded: {},
  refused: { ask: 'asked', refund: 'refunded', 'write-off': 'written_off', close: 'closed' },
  closed: {},
  written_off: {},
}

/** States in which a claim is still pursued. */
export const openSupplierClaimStates: readonly SupplierClaimState[] = [
  'planned',
  'asked',
  'to_return',
  'returning',
]

/** A claim as the seller sees it. */
export const SupplierClaimView = v.object({
  id: Id('supplierClaim'),
  state: SupplierClaimState,
  wanted: Money,
  refunded: v.optional(Money),
  failure: v.optional(v.string()),
})
export type SupplierClaimView = Readonly<v.InferOutput<typeof SupplierClaimView>>
