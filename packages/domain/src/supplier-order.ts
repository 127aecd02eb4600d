import * as v from 'valibot'
import type { Moves } from './transition.ts'

/** What the shop buys from one supplier for one order. */
export const SupplierOrderState = v.picklist([
  'planned',
  'creating',
  'in_doubt',
  'created',
  'paying',
  'paid_up',
  'part_shipped',
  'shipped',
  'received',
  'done',
  'held',
  'cancelling',
  'rejected',
  'cancelled',
])
export type SupplierOrderState = v.InferOutput<typeof SupplierOrderState>

export type SupplierOrderEvent =
  | 'create'
  | 'created'
  | 'doubt'
  | 'absent'
  | 'not-sent'
  | 'pay'
  | 'paid'
  | 'hold'
  | 'release'
  | 'reject'
  | 'ship-part'
  | 'ship-all'
  | 'receive'
  | 'finish'
  | 'ask-cancel'
  | 'cancel'

/**
 * No call to the platform is made without a committed `creating` or `paying` row, so a process
 * that dies in between finds its own trace and asks by our number instead of buying twice.
 *
 * Facts only move forward: a shipment learned before the answer to our own call is kept.
 */
export const supplierOrderMoves: Moves<SupplierOrderState, SupplierOrderEvent> = {
  planned: { create: 'creating', hold: 'held', reject: 'rejected', cancel: 'cancelled' },
  creating: {
    created: 'created',
    'not-sent': 'planned',
    doubt: 'in_doubt',
    reject: 'rejected',
    hold: 'held',
  },
  in_doubt: { created: 'created', absent: 'planned', hold: 'held' },
  created: {
    pay: 'paying',
    paid: 'paid_up',
    hold: 'held',
    'ask-cancel': 'cancelling',
    cancel: 'cancelled',
  },
  paying: {
    paid: 'paid_up',
    pay: 'paying',
    hold: 'held',
    'ship-part': 'part_shipped',
    'ship-all': 'shipped',
    'ask-cancel': 'cancelling',
    cancel: 'cancelled',
  },
  paid_up: { 'ship-part': 'part_shipped', 'ship-all': 'shipped', cancel: 'cancelled' },
  part_shipped: { 'ship-part': 'part_shipped', 'ship-all': 'shipped', cancel: 'cancelled' },
  shipped: { receive: 'received', finish: 'done' },
  received: { finish: 'done' },
  done: {},
  held: {
    release: 'planned',
    pay: 'paying',
    paid: 'paid_up',
    'ask-cancel': 'cancelling',
    cancel: 'cancelled',
    reject: 'rejected',
  },
  // Asked of the platform; somebody may have paid it by hand before it was heard.
  cancelling: { cancel: 'cancelled', paid: 'paid_up' },
  rejected: {},
  cancelled: {},
}
