import { commissionOf, fen, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { type PaymentRow, readPayment } from '../payments/payments.ts'
import { giveParts } from './give-parts.ts'
import { letGo, noteLetGo } from './let-go.ts'
import { refundedGoods } from './refunded-goods.ts'
import { endHold } from './refused-share.ts'
import { settleLate, settleUnheard } from './settle-unheard.ts'
import { sharingOf } from './sharing.ts'

interface Asked {
  readonly shopId: string
  readonly paymentId: string
}

/** For a locked order that is complete: parts of it are given away, and what is left is the merchant's. */
export async function planProfitShare(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: OrderRow,
): Promise<void> {
  const [paid] = await sharedPayment(tx, [shopId, orderId])
  if (!paid) return
  const asked = { shopId, paymentId: paid.payment_id }
  await addJob(deps, tx, 'share-profit', asked, { key: `share-profit:${paid.payment_id}` })
}

const sharedPayment = statement<{ payment_id: string }>(`
  select payment_id from payments
  where shop_id = $1 and order_id = $2 and state = 'succeeded' and shared`)

/**
 * Gives promoters their parts of a payment whose order is complete, asks until they have them, and
 * then has WeChat let go of the rest. What is refused for good waits for the seller. Every step is written down before its call and has a number of
 * its own: what a crash cut off goes on where it was, and what is not known is asked for.
 */
export async function shareProfit(deps: Deps, asked: Asked): Promise<void> {
  const payment = await readPayment(deps.db, asked.shopId, asked.paymentId)
  if (!payment?.shared || payment.state !== 'succeeded' || !payment.transaction_id) return
  const share = await decide(deps, payment)
  if (!share || share.state === 'finished') return
  if (share.state === 'refused') return endHold(deps, payment, share)
  const { sharing } = await sharingOf(deps, asked.shopId)
  if (!sharing) throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider: payment.provider })
  if (share.state === 'sharing') return giveParts(deps, sharing, payment, share)
  if (!(await settleUnheard(deps, sharing, payment, share))) return
  if (!(await letGo(deps, sharing, payment))) return
  if (await settleLate(deps, sharing, payment, share)) await noteLetGo(deps, payment)
}

/** `refused`: money waits for another try; `kept`: WeChat would not let go of what is left. */
export interface ShareRow {
  readonly state: 'sharing' | 'refused' | 'finishing' | 'kept' | 'finished'
  readonly goods: number
  readonly refunded: number
  readonly levels: number
  /** How often parts were sent. */
  readonly round: number
  readonly problem: string | null
  readonly held_until: Date | null
}

const decided = statement<ShareRow>(`
  select state, goods, refunded, levels, round, problem, held_until from profit_shares
  where shop_id = $1 and payment_id = $2`)

/** Who is given what, written once under the order's lock: what is refunded from now on takes it into account. */
async function decide(deps: Deps, payment: PaymentRow): Promise<ShareRow | undefined> {
  const { shop_id: shopId, payment_id: paymentId } = payment
  const [known] = await decided(deps.db, [shopId, paymentId])
  if (known) return known
  const { levels } = await sharingOf(deps, shopId)
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, shopId, payment.order_id)
    if (order?.state !== 'completed') return undefined
    const [meanwhile] = await decided(tx, [shopId, paymentId])
    if (meanwhile) return meanwhile
    const goods = order.goods - order.discount
    const refunded = await refundedGoods(tx, order)
    // A shop that thought better of it shares nothing, and its money is let go.
    const parts = levels === 0 ? [] : await partsOf(tx, order, { goods: goods - refunded, levels })
    const state = parts.length > 0 ? 'sharing' : 'finishing'
    await insertShare(tx, [
      ...[shopId, paymentId, payment.order_id, goods, refunded, levels, state],
      new Date(deps.clock.now()),
      JSON.stringify(parts),
    ])
    const fresh = { round: 1, problem: null, held_until: null }
    return { state, goods, refunded, levels, ...fresh } as const
  })
}

const insertShare = statement(`
  with share as (
    insert into profit_shares (shop_id, payment_id, order_id, goods, refunded, levels, state, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8))
  insert into commissions (shop_id, payment_id, order_id, state, promoter_id, level, permille, amount)
  select $1, $2, $3, 'due', part.*
  from jsonb_to_recordset($9::jsonb) as part(promoter text, level int, permille int, amount bigint)`)

interface Part {
  readonly promoter: string
  readonly level: number
  readonly permille: number
  readonly amount: number
}

/** Who brought the buyer, and where the shop pays that too, who brought them. */
async function partsOf(
  tx: Tx,
  { shop_id, share_id }: OrderRow,
  { goods, levels }: { readonly goods: number; readonly levels: number },
): Promise<Part[]> {
  // Whoever puts one of them off waits, and then finds what she is to be given.
  await staying(tx, [shop_id, share_id])
  const rows = await earning(tx, [shop_id, share_id, levels])
  return rows
    .map((row) => ({ ...row, amount: commissionOf(fen(goods), row.permille).amount }))
    .filter(({ amount }) => amount > 0)
}

const staying = statement(`
  select from promoters
  where shop_id = $1 and (share_id = $2 or promoter_id in (
    select above_id from promoters as below where below.shop_id = $1 and below.share_id = $2))
  order by promoter_id for share`)

const earning = statement<Omit<Part, 'amount'>>(`
  select promoter_id as promoter, 1 as level, permille from promoters
  where shop_id = $1 and share_id = $2 and state = 'on'
  union all
  select above.promoter_id, 2, below.above_permille
  from promoters as below join promoters as above
    on above.shop_id = below.shop_id and above.promoter_id = below.above_id
  where below.shop_id = $1 and below.share_id = $2 and below.state = 'on'
    and above.state = 'on' and $3::int >= 2
  order by level`)
