import { hour, minute } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import { readPayment } from '../payments/payments.ts'
import { readRefund } from '../payments/refunds.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { insertReturn, keptTooMuch } from './kept-commissions.ts'
import { takeBackCommissions } from './take-back.ts'

const askAgainMillis = 2 * minute
const refusedMillis = 6 * hour

interface Asked {
  readonly shopId: string
  readonly orderId: string
  /** Of a payment and a promoter. */
  readonly subject: string
}

interface ReturnRow {
  readonly refund_id: string
  readonly out_refund_no: string
  readonly state: string
}

const returnsOf = statement<ReturnRow>(`
  select refund_id, out_refund_no, back.state
  from commission_returns as back join refunds using (shop_id, refund_id)
  where back.shop_id = $1 and back.payment_id = $2 and back.promoter_id = $3
  order by refund_id, out_return_no`)

/** For a locked order: asks a merchant once more for what he did not return, under a number of its own. */
export async function returnAgain(deps: Deps, tx: Tx, asked: Asked): Promise<void> {
  const { shopId, orderId, subject } = asked
  const [paymentId = '', promoterId = ''] = subject.split('/')
  const returns = await returnsOf(tx, [shopId, paymentId, promoterId])
  const underWay = returns.find(({ state }) => state === 'asked')
  if (underWay) return comeBack(deps, tx, { shopId, refundId: underWay.refund_id })
  const order = await lockOrder(tx, shopId, orderId)
  const over = order && (await keptTooMuch(tx, order, paymentId))
  const his = over?.find(({ promoter_id }) => promoter_id === promoterId)
  const last = returns.at(-1)
  if (!his || !last) return settleRefusal(deps, tx, { shopId, subject })
  const number = `${last.out_refund_no}r${his.level}x${returns.length + 1}`
  const row = [number, last.refund_id, paymentId, promoterId, orderId, his.amount]
  await insertReturn(tx, [shopId, ...row])
  await comeBack(deps, tx, { shopId, refundId: last.refund_id })
}

/**
 * For a locked order: a merchant gave back by other means what he had not returned. No later refund asks
 * him for it; a return that is under way goes on as before.
 */
export async function leaveReturn(
  _: Deps,
  tx: Tx,
  { shopId, subject }: Pick<Asked, 'shopId' | 'subject'>,
): Promise<void> {
  const [paymentId = '', promoterId = ''] = subject.split('/')
  await closeLast(tx, [shopId, paymentId, promoterId])
}

/** The last one asks for all that he has too much. */
const closeLast = statement(`
  update commission_returns set state = 'closed'
  where shop_id = $1 and state = 'failed' and out_return_no = (
    select out_return_no from commission_returns
    where shop_id = $1 and payment_id = $2 and promoter_id = $3 and state = 'failed'
    order by refund_id desc, length(out_return_no) desc, out_return_no desc limit 1)`)

function comeBack(
  deps: Deps,
  db: Database | Tx,
  payload: { readonly shopId: string; readonly refundId: string },
  wait = 0,
): Promise<void> {
  const options = { at: deps.clock.now() + wait, key: `take-back:${payload.refundId}` }
  return addJob(deps, db, 'take-back', payload, options)
}

/** Asks for returns of a refund until it is known what became of them. */
export async function takeBackAgain(
  deps: Deps,
  asked: { readonly shopId: string; readonly refundId: string },
): Promise<void> {
  const refund = await readRefund(deps.db, asked.shopId, asked.refundId)
  const payment = refund && (await readPayment(deps.db, asked.shopId, refund.payment_id))
  if (!payment) return
  try {
    if (await takeBackCommissions(deps, payment, refund)) return
    return await comeBack(deps, deps.db, asked, askAgainMillis)
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await noteDeaf(deps, asked, reason)
  }
}

const asking = statement<{ subject: string; order_id: string; amount: number }>(`
  select payment_id || '/' || promoter_id as subject, order_id, amount from commission_returns
  where shop_id = $1 and refund_id = $2 and state = 'asked'`)

/** Nobody says what became of them. */
async function noteDeaf(
  deps: Deps,
  asked: { readonly shopId: string; readonly refundId: string },
  reason: string,
): Promise<void> {
  const { shopId, refundId } = asked
  for (const { subject, order_id: orderId, amount } of await asking(deps.db, [shopId, refundId]))
    await deps.db.transaction().execute(async (tx) => {
      await lockOrder(tx, shopId, orderId)
      const what = { shopId, orderId, subject, reason, amount }
      await noteRefusal(deps, tx, { ...what, deed: 'commission_return' })
    })
  await comeBack(deps, deps.db, asked, refusedMillis)
}
