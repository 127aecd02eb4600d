import type { Channel, OrderView, PersonalExport } from '@xiaopu/domain'
import { auditOf, writeAudit } from '../audit/audit-log.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { OrderRow } from '../orders/orders.ts'
import { openRecipient } from './sealed-address.ts'

/** Everything that is held about the person behind an order, for her who holds its token. */
export async function exportOrder(
  deps: Deps,
  row: OrderRow,
  order: OrderView,
): Promise<PersonalExport> {
  const { shop_id: shopId, order_id: orderId, forgotten_at: forgottenAt, visitor } = row
  const { token_hash: token } = row
  const owner = { shopId, table: 'orders', id: orderId } as const
  const recipient = forgottenAt ? undefined : await openRecipient(deps, owner, row)
  await writeAudit(deps, deps.db, {
    shopId,
    actor: 'buyer',
    action: 'order.export',
    subject: orderId,
  })
  const [payments, visits, looks] = await Promise.all([
    paymentsOf(deps.db, [shopId, orderId, token]),
    visitor ? visitsOf(deps.db, [shopId, visitor]) : [],
    auditOf(deps.db, shopId, orderId),
  ])
  return {
    order,
    ...(recipient && { recipient }),
    ...(forgottenAt && { forgottenAt: forgottenAt.toISOString() }),
    payments: payments.map(({ transaction, created_at, paid_at, ...payment }) => ({
      ...payment,
      ...(transaction !== null && { transaction }),
      createdAt: created_at.toISOString(),
      ...(paid_at && { paidAt: paid_at.toISOString() }),
    })),
    visits: visits.map(({ at, ...visit }) => ({ ...visit, at: at.toISOString() })),
    looks,
  }
}

const paymentsOf = statement<{
  id: string
  provider: string
  state: string
  amount: number
  transaction: string | null
  created_at: Date
  paid_at: Date | null
}>(`
  select payment_id as id, provider, state, amount, transaction_id as transaction, created_at, paid_at
  from payments where shop_id = $1 and order_id = $2
    and exists (select from orders where shop_id = $1 and order_id = $2 and token_hash = $3)
  order by attempt`)

const visitsOf = statement<{ share: string; channel: Channel; at: Date }>(`
  select share.code as share, share.channel, visit.at from visits as visit
  join shares as share on share.shop_id = visit.shop_id and share.share_id = visit.share_id
  where visit.shop_id = $1 and visit.visitor = $2 order by visit.at`)
