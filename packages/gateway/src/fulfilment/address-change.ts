import type { FailureCode, OrderView } from '@xiaopu/domain'
import type { OrderRow } from '../orders/orders.ts'
import type { SupplierOrderRow } from './supplier-orders.ts'

/** What 1688 says of an address: the goods are there, but cannot be sent to it. */
const refusals: ReadonlySet<string> = new Set<FailureCode>([
  'ADDRESS_INCOMPLETE',
  'ADDRESS_UNREADABLE',
  'REGION_NOT_SERVED',
])

export function refusesAddress(failure: string | null): boolean {
  return failure !== null && refusals.has(failure)
}

type Asked = Pick<SupplierOrderRow, 'state' | 'failure' | 'platform_order_id'> & {
  /** As the database or JSON has it: only whether there is one counts. */
  readonly asked_at: unknown
}

/** Held because of its address; 1688 said so itself, and has made nothing. */
export function isAddressRefused(purchase: Asked): boolean {
  const { state, failure, platform_order_id: made } = purchase
  return state === 'held' && made === null && refusesAddress(failure)
}

/** Nobody has ever asked 1688 to make it. */
function isUntouched({ state, asked_at, platform_order_id: made }: Asked): boolean {
  return (state === 'planned' || state === 'held') && asked_at === null && made === null
}

/** What goes to the new address once there is one: what was made already keeps the old one. */
export function followsAddress(purchase: Asked): boolean {
  return isUntouched(purchase) || isAddressRefused(purchase)
}

const over: ReadonlySet<string> = new Set(['cancelled', 'rejected'])

/**
 * Whether an order's address can be changed. Until the first of its purchases is claimed it is the
 * buyer's to change; after that only where a supplier cannot send to it, and then once.
 */
export function addressChange(
  order: Pick<OrderRow, 'state' | 'forgotten_at' | 'address_corrected_at'>,
  purchases: readonly Asked[],
): OrderView['addressChange'] {
  if (order.state === 'closed' || order.forgotten_at) return undefined
  const live = purchases.filter(({ state }) => !over.has(state))
  if (live.some(isAddressRefused)) return order.address_corrected_at ? undefined : 'needed'
  return live.length > 0 && live.every(isUntouched) ? 'open' : undefined
}
