import { commissionOf, fen, isShopError, type ProfitSharing } from '@xiaopu/domain'
import { ask, statement, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import type { RefundRow } from '../payments/refunds.ts'
import { openAccount } from './promoters.ts'
import { numbersOf, refundedGoods } from './share-profit.ts'
import { sharingOf } from './sharing.ts'

/**
 * Before money of a shared payment goes back to its buyer: merchants give back their commission on
 * those goods. What a person was given WeChat cannot take back; the shop bears it, as it bears what a
 * merchant would not return.
 *
 * @returns false where that is not through yet: a share is under way, or a return; ask again
 * @throws ShopError PROVIDER_BUSY (ask again: the same returns)
 */
export async function takeBackCommissions(
  deps: Deps,
  payment: PaymentRow,
  refund: RefundRow,
): Promise<boolean> {
  if (!payment.shared) return true
  const [share] = await shareOf(deps.db, [payment.shop_id, payment.payment_id])
  // Nothing was given away: what goes back is still kept for both.
  if (!share) return true
  if (share.state !== 'finished') return false
  await writeReturns(deps, payment, refund)
  const rows = await open(deps.db, [refund.shop_id, refund.refund_id])
  if (rows.length === 0) return true
  const { sharing } = await sharingOf(deps, payment.shop_id)
  if (!sharing) return true
  const done = []
  for (const row of rows) done.push(await takeBack(deps, sharing, payment, row))
  return done.every(Boolean)
}

const shareOf = statement<{ state: string }>(
  'select state from profit_shares where shop_id = $1 and payment_id = $2',
)

/** What each merchant has kept beyond what is due to him now, written once for a refund. */
async function writeReturns(deps: Deps, payment: PaymentRow, refund: RefundRow): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, payment.shop_id, payment.order_id)
    if (!order) return
    const goods = fen(order.goods - order.discount - (await refundedGoods(tx, order)))
    for (const paid of await kept(tx, [payment.shop_id, payment.payment_id])) {
      const amount = paid.kept - commissionOf(goods, paid.permille).amount
      if (amount <= 0) continue
      await insertReturn(tx, [
        ...[refund.shop_id, `${refund.out_refund_no}r${paid.level}`, refund.refund_id],
        ...[payment.payment_id, paid.promoter_id, payment.order_id, amount],
      ])
    }
  })
}

interface Kept {
  readonly promoter_id: string
  readonly level: number
  readonly permille: number
  readonly kept: number
}

const kept = statement<Kept>(`
  select commission.promoter_id, level, commission.permille, amount - coalesce((
    select sum(back.amount) from commission_returns as back
    where back.shop_id = commission.shop_id and back.payment_id = commission.payment_id
      and back.promoter_id = commission.promoter_id and back.state <> 'failed'), 0)::bigint as kept
  from commissions as commission join promoters using (shop_id, promoter_id)
  where commission.shop_id = $1 and commission.payment_id = $2
    and commission.state = 'paid' and promoters.kind = 'merchant'`)

const insertReturn = statement(`
  insert into commission_returns
    (shop_id, out_return_no, refund_id, payment_id, promoter_id, order_id, amount, state)
  values ($1, $2, $3, $4, $5, $6, $7, 'asked') on conflict do nothing`)

interface Open {
  readonly shop_id: string
  readonly promoter_id: string
  readonly account: string | null
  readonly out_return_no: string
  readonly order_id: string
  readonly amount: number
}

const open = statement<Open>(`
  select back.shop_id, back.promoter_id, promoters.account, out_return_no, order_id, amount
  from commission_returns as back join promoters using (shop_id, promoter_id)
  where back.shop_id = $1 and back.refund_id = $2 and back.state = 'asked' order by out_return_no`)

async function takeBack(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  row: Open,
): Promise<boolean> {
  const { outShareNo } = numbersOf(payment, 's')
  const asked = { outShareNo, outReturnNo: row.out_return_no }
  try {
    const account = await openAccount(deps, row)
    if (!account) throw new TypeError(`nobody to take back from: ${row.promoter_id}`)
    const amount = fen(row.amount)
    const fact =
      (await sharing.queryReturn(asked)) ??
      (await sharing.takeBack({ ...asked, account, amount, words: '退款，退回佣金' }))
    if (fact.state === 'processing') return false
    await settle(deps, row, fact.state, fact.reason)
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_REFUSED') throw error
    await settle(deps, row, 'failed', String(error.detail.reason ?? error.code))
  }
  return true
}

async function settle(
  deps: Deps,
  row: Open,
  state: 'returned' | 'failed',
  problem: string | undefined,
): Promise<void> {
  if (state === 'failed')
    deps.log({ level: 'warn', event: 'commission.kept', number: row.out_return_no, problem })
  const { shop_id: shopId, order_id: orderId, out_return_no: ref } = row
  const v = values()
  const amount = fen(state === 'returned' ? row.amount : 0)
  await ask(
    deps.db,
    `with settled as (update commission_returns set state = ${v.add(state)}, problem = ${v.add(problem ?? null)}
      where shop_id = ${v.add(shopId)} and out_return_no = ${v.add(ref)} and state = 'asked' returning 1),
    ${writingEntries(deps, v, { shopId, orderId }, { kind: 'commission_returned', ref, amount }, 'settled')}
    select 1`,
    v,
  )
}
