import { fen, type ProfitSharing } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import type { RefundRow } from '../payments/refunds.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { insertReturn, keptBy, keptTooMuch } from './kept-commissions.ts'
import { openAccount } from './promoters.ts'
import { shareNumbers } from './share-numbers.ts'
import { sharingOf } from './sharing.ts'

/**
 * Before money of a shared payment goes back to its buyer: merchants give back their commission on
 * those goods. What a person was given WeChat cannot take back; the shop bears it, as it bears what a
 * merchant would not return.
 *
 * @returns false where that is not through yet: a share is under way, or a return; ask again
 * @throws ShopError PROVIDER_BUSY (ask again: the same returns), PLATFORM_REFUSED (nobody says what became of one)
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
  // What waits for its seller must not keep a buyer waiting.
  if (share.state === 'sharing' || share.state === 'finishing') return false
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
    for (const over of await keptTooMuch(tx, order, payment.payment_id))
      await insertReturn(tx, [
        ...[refund.shop_id, `${refund.out_refund_no}r${over.level}`, refund.refund_id],
        ...[payment.payment_id, over.promoter_id, payment.order_id, over.amount],
      ])
  })
}

interface Open {
  readonly shop_id: string
  readonly promoter_id: string
  readonly payment_id: string
  readonly account: string | null
  readonly out_return_no: string
  readonly order_id: string
  readonly amount: number
  /** In which round of shares he was given it. */
  readonly round: number
}

const open = statement<Open>(`
  select back.shop_id, back.promoter_id, back.payment_id, promoters.account, out_return_no,
    back.order_id, back.amount, commission.round
  from commission_returns as back join promoters using (shop_id, promoter_id)
  join commissions as commission using (shop_id, payment_id, promoter_id)
  where back.shop_id = $1 and back.refund_id = $2 and back.state = 'asked' order by out_return_no`)

async function takeBack(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  row: Open,
): Promise<boolean> {
  const { outShareNo } = shareNumbers(payment, row.round)
  const asked = { outShareNo, outReturnNo: row.out_return_no }
  const account = await openAccount(deps, row)
  if (!account) throw new TypeError(`nobody to take back from: ${row.promoter_id}`)
  // Where WeChat will not even say what became of it, it may have been returned.
  const known = await sharing.queryReturn(asked)
  try {
    const amount = fen(row.amount)
    const fact =
      known ?? (await sharing.takeBack({ ...asked, account, amount, words: '退款，退回佣金' }))
    if (fact.state === 'processing') return false
    await settle(deps, row, fact.state, fact.reason ?? 'FAILED')
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await settle(deps, row, 'failed', reason)
  }
  return true
}

/** What is not returned is shown to the seller, who bears it; what is returned after all is no longer. */
async function settle(
  deps: Deps,
  row: Open,
  state: 'returned' | 'failed',
  reason: string,
): Promise<void> {
  const { shop_id: shopId, order_id: orderId, out_return_no: ref, promoter_id: promoter } = row
  if (state === 'failed') deps.log({ level: 'warn', event: 'commission.kept', number: ref, reason })
  await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId)
    if (!order || !(await writeOutcome(deps, tx, row, state, reason))) return
    const subject = keptBy(row)
    if (state === 'failed') {
      const what = { shopId, orderId, subject, reason, amount: row.amount }
      return noteRefusal(deps, tx, { ...what, deed: 'commission_return' })
    }
    const over = await keptTooMuch(tx, order, row.payment_id)
    if (!over.some(({ promoter_id }) => promoter_id === promoter))
      await settleRefusal(deps, tx, { shopId, subject })
  })
}

async function writeOutcome(
  deps: Deps,
  tx: Tx,
  { shop_id: shopId, order_id: orderId, out_return_no: ref, amount }: Open,
  state: 'returned' | 'failed',
  reason: string,
): Promise<boolean> {
  const v = values()
  const back = { kind: 'commission_returned', ref, amount: fen(amount) } as const
  const isBack = state === 'returned'
  const settled = `settled as (
    update commission_returns set state = ${v.add(state)}, problem = ${v.add(isBack ? null : reason)}
    where shop_id = ${v.add(shopId)} and out_return_no = ${v.add(ref)} and state = 'asked' returning 1)`
  const posted = isBack ? `, ${writingEntries(deps, v, { shopId, orderId }, back, 'settled')}` : ''
  return (await ask(tx, `with ${settled}${posted} select 1 from settled`, v)).length > 0
}
