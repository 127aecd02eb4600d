import { commissionOf, fen, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { lockOrder } from '../orders/orders.ts'
import type { PaymentRow } from '../payments/payments.ts'
import { noteRefusal, settleRefusal } from '../refusals/refusals.ts'
import { refundedGoods } from './refunded-goods.ts'
import { comeBackToShare } from './share-numbers.ts'
import type { ShareRow } from './share-profit.ts'

interface Asked {
  readonly shopId: string
  readonly orderId: string
  /** Id of the payment. */
  readonly subject: string
}

type Held = Pick<ShareRow, 'state' | 'goods' | 'round' | 'problem'>

const held = statement<Held>(`
  select state, goods, round, problem from profit_shares where shop_id = $1 and payment_id = $2`)

interface RefusedRow {
  readonly promoter_id: string
  readonly permille: number
  readonly amount: number
}

const refusedOf = statement<RefusedRow>(`
  select promoter_id, permille, amount from commissions
  where shop_id = $1 and payment_id = $2 and state = 'refused' order by level`)

/**
 * For a locked order: sends the parts that were refused once more, under a number of its own and for the
 * goods that are left by now. One that is on its way again already is asked for at once.
 *
 * @throws ShopError BAD_TRANSITION once the money was let go
 */
export async function shareAgain(deps: Deps, tx: Tx, asked: Asked): Promise<void> {
  const { shopId, orderId, subject: paymentId } = asked
  const [share] = await held(tx, [shopId, paymentId])
  const payment = { shop_id: shopId, payment_id: paymentId }
  if (share?.state === 'sharing') return comeBackToShare(deps, tx, payment)
  if (share?.state !== 'refused')
    throw new ShopError('BAD_TRANSITION', { from: share?.state ?? '', event: 'retry' })
  const refunded = await refundedGoods(tx, { shop_id: shopId, order_id: orderId })
  const goods = fen(share.goods - refunded)
  const round = share.round + 1
  let left = 0
  for (const { promoter_id: promoter, permille } of await refusedOf(tx, [shopId, paymentId])) {
    const { amount } = commissionOf(goods, permille)
    await renew(tx, [shopId, paymentId, promoter, amount, round])
    left += amount
  }
  const state = left > 0 ? 'sharing' : 'finishing'
  await begin(tx, [shopId, paymentId, state, round, refunded, new Date(deps.clock.now())])
  if (left === 0) await settleRefusal(deps, tx, { shopId, subject: paymentId })
  await comeBackToShare(deps, tx, payment)
}

/** Goods that went back meanwhile earn nothing: what nothing is left of is closed. */
const renew = statement(`
  update commissions set round = $5, problem = null,
    state = case when $4::bigint > 0 then 'due' else 'closed' end,
    amount = case when $4::bigint > 0 then $4::bigint else amount end
  where shop_id = $1 and payment_id = $2 and promoter_id = $3 and state = 'refused'`)

const begin = statement(`
  update profit_shares set state = $3, round = $4, refunded = $5, problem = null, updated_at = $6
  where shop_id = $1 and payment_id = $2 and state = 'refused'`)

/**
 * For a locked order: the promoters are given nothing by WeChat, and the money is let go. Parts of which
 * WeChat says nothing are sent no more, and stay due until it says what became of them.
 */
export async function leaveShare(
  deps: Deps,
  tx: Tx,
  { shopId, subject: paymentId }: Pick<Asked, 'shopId' | 'subject'>,
): Promise<void> {
  const moved = await giveUp(tx, [shopId, paymentId, new Date(deps.clock.now())])
  if (moved.length === 0) return
  await comeBackToShare(deps, tx, { shop_id: shopId, payment_id: paymentId })
}

const giveUp = statement(`
  with left_alone as (
    update profit_shares set state = 'finishing', updated_at = $3
    where shop_id = $1 and payment_id = $2 and state in ('sharing', 'refused') returning 1),
  closed as (
    update commissions set state = 'closed'
    where shop_id = $1 and payment_id = $2 and state = 'refused' and exists (select from left_alone))
  select 1 from left_alone`)

/** Nobody saw to a refusal in time: the shop's money is let go, and what its promoters are owed stays shown. */
export async function endHold(
  deps: Deps,
  payment: PaymentRow,
  { held_until }: Pick<ShareRow, 'held_until'>,
): Promise<void> {
  const { shop_id: shopId, payment_id: subject, order_id: orderId } = payment
  const wait = (held_until?.getTime() ?? 0) - deps.clock.now()
  if (wait > 0) return comeBackToShare(deps, deps.db, payment, wait)
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const [share] = await held(tx, [shopId, subject])
    if (share?.state !== 'refused') return
    const rows = await refusedOf(tx, [shopId, subject])
    const amount = rows.reduce((sum, row) => sum + row.amount, 0)
    const what = { shopId, orderId, subject, reason: share.problem ?? '', amount }
    await noteRefusal(deps, tx, { ...what, deed: 'commission_closed' })
    await leaveShare(deps, tx, { shopId, subject })
  })
}
