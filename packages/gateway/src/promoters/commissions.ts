import { type Commission, type CommissionState, fen } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'

interface CommissionRow {
  readonly order_id: string
  readonly promoter_id: string
  readonly level: number
  readonly amount: number
  readonly state: string
  readonly problem: string | null
  readonly returned: number
}

const ofOrders = statement<CommissionRow>(`
  select order_id, promoter_id, level, amount, state, problem, coalesce((
    select sum(back.amount) from commission_returns as back
    where back.shop_id = commission.shop_id and back.payment_id = commission.payment_id
      and back.promoter_id = commission.promoter_id and back.state = 'returned'), 0)::bigint as returned
  from commissions as commission where shop_id = $1 and order_id = any($2) order by payment_id, level`)

/** What promoters earn by each of these orders, where anybody does. */
export async function readCommissions(
  db: Database,
  shopId: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Commission[]>> {
  const known = new Map<string, Commission[]>()
  if (orderIds.length === 0) return known
  for (const row of await ofOrders(db, [shopId, orderIds])) {
    const commissions = known.get(row.order_id) ?? []
    known.set(row.order_id, [...commissions, commissionView(row)])
  }
  return known
}

function commissionView(row: CommissionRow): Commission {
  return {
    promoter: row.promoter_id,
    level: row.level,
    amount: fen(row.amount),
    state: row.state as CommissionState,
    ...(row.problem && { reason: row.problem }),
    ...(row.returned > 0 && { returned: fen(row.returned) }),
  }
}
