import { newId } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Purchase } from './supplier-orders.ts'

const restored = statement('update shops set restored_at = $1')

/** The books go on from an earlier moment, by a copy or a dump: all that happened since is unknown to them. */
export async function noteRestored(db: Database, now: number): Promise<void> {
  await restored(db, [new Date(now)])
}

const nothing = new Uint8Array(16)

/** Whether a purchase that is planned here may have been made by what these books do not know of; ids tell when they were made. */
export function mayBeMade({
  restored_at: at,
  asked_at,
  supplier_order_id: id,
}: Pick<Purchase, 'restored_at' | 'asked_at' | 'supplier_order_id'>): boolean {
  if (at === null || id > newId('supplierOrder', at.getTime(), nothing)) return false
  return asked_at === null || asked_at < at
}
