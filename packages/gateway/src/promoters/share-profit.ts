import {
  type CommissionLevels,
  commissionOf,
  fen,
  isShopError,
  minute,
  type ProfitSharing,
  type SharedPart,
  type ShareFact,
  type ShareReceiver,
  ShopError,
} from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { ask, statement, values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob, writingJob } from '../jobs/jobs.ts'
import { writingEntries } from '../ledger/ledger.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { type PaymentRow, readPayment } from '../payments/payments.ts'
import { readOwnRefunds } from '../payments/refunds.ts'
import { openAccount } from './promoters.ts'
import { sharingOf } from './sharing.ts'

/** How long after a question about a share the next one is asked. */
const askAgainMillis = 2 * minute

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
 * then has WeChat let go of the rest. Every step is written down before its call and has a number of
 * its own: what a crash cut off goes on where it was, and what is not known is asked for.
 */
export async function shareProfit(deps: Deps, asked: Asked): Promise<void> {
  const payment = await readPayment(deps.db, asked.shopId, asked.paymentId)
  if (!payment?.shared || payment.state !== 'succeeded' || !payment.transaction_id) return
  const share = await decide(deps, payment)
  if (!share || share.state === 'finished') return
  const { sharing } = await sharingOf(deps, asked.shopId)
  if (!sharing) throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider: payment.provider })
  if (share.state === 'sharing') await give(deps, sharing, payment, share)
  else await letGo(deps, sharing, payment)
}

interface ShareRow {
  readonly state: 'sharing' | 'finishing' | 'finished'
  readonly goods: number
  readonly refunded: number
  readonly levels: number
}

const decided = statement<ShareRow>(`
  select state, goods, refunded, levels from profit_shares where shop_id = $1 and payment_id = $2`)

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
    return { state, goods, refunded, levels } as const
  })
}

const insertShare = statement(`
  with share as (
    insert into profit_shares (shop_id, payment_id, order_id, goods, refunded, levels, state, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8))
  insert into commissions (shop_id, payment_id, order_id, state, promoter_id, level, permille, amount)
  select $1, $2, $3, 'due', part.*
  from jsonb_to_recordset($9::jsonb) as part(promoter text, level int, permille int, amount bigint)`)

/** Goods of an order that went back, or are about to. */
export async function refundedGoods(
  tx: Tx,
  { shop_id, order_id }: Pick<OrderRow, 'shop_id' | 'order_id'>,
): Promise<number> {
  const refunds = await readOwnRefunds(tx, shop_id, order_id)
  const lines = refunds.flatMap(({ parts }) => parts.lines)
  return lines.reduce((sum, { goods }) => sum + goods.amount, 0)
}

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
  const rows = await earning(tx, [shop_id, share_id, levels])
  return rows
    .map((row) => ({ ...row, amount: commissionOf(fen(goods), row.permille).amount }))
    .filter(({ amount }) => amount > 0)
}

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

interface DueRow {
  readonly shop_id: string
  readonly promoter_id: string
  readonly account: string | null
  readonly kind: string
  readonly level: number
  readonly amount: number
}

const due = statement<DueRow>(`
  select commission.shop_id, commission.promoter_id, promoter.account, promoter.kind,
    commission.level, commission.amount
  from commissions as commission join promoters as promoter using (shop_id, promoter_id)
  where commission.shop_id = $1 and commission.payment_id = $2 order by level`)

async function give(
  deps: Deps,
  sharing: ProfitSharing,
  payment: PaymentRow,
  share: ShareRow,
): Promise<void> {
  const rows = await due(deps.db, [payment.shop_id, payment.payment_id])
  const receivers = await Promise.all(rows.map((row) => receiverOf(deps, row)))
  const numbers = numbersOf(payment, 's')
  try {
    const fact =
      (await sharing.query(numbers)) ??
      (await sharing.share({
        ...numbers,
        about: {
          goods: fen(share.goods),
          refunded: fen(share.refunded),
          shared: fen(0),
          times: 0,
          levels: share.levels as CommissionLevels,
        },
        receivers: receivers.map((each) => ({ ...each, words: '推广佣金' })),
      }))
    if (fact.state === 'processing') return again(deps, payment)
    await settle(deps, payment, (row) => outcomeOf(row, receivers, rows, fact))
  } catch (error) {
    // Refused for good, by WeChat or before it was sent: nobody is given anything, and all of it is let go.
    if (!isShopError(error) || !['PLATFORM_REFUSED', 'BAD_REQUEST'].includes(error.code))
      throw error
    const problem = String(error.detail.reason ?? error.code)
    deps.log({ level: 'error', event: 'share.refused', payment: payment.payment_id, problem })
    await settle(deps, payment, () => ({ state: 'closed', problem }))
  }
}

async function receiverOf(deps: Deps, row: DueRow): Promise<ShareReceiver> {
  const account = await openAccount(deps, row)
  if (!account) throw new TypeError(`nobody to pay: ${row.promoter_id}`)
  return {
    kind: row.kind as ShareReceiver['kind'],
    account,
    amount: fen(row.amount),
    level: row.level,
  }
}

interface Outcome {
  readonly state: 'paid' | 'closed'
  readonly problem: string | null
}

/** @throws ShopError PROVIDER_BUSY where the answer does not speak of her part: it is asked for again */
function outcomeOf(
  row: DueRow,
  receivers: readonly ShareReceiver[],
  rows: readonly DueRow[],
  fact: ShareFact,
): Outcome {
  const receiver = receivers[rows.findIndex((each) => each.promoter_id === row.promoter_id)]
  const isHers = ({ kind, account, amount }: SharedPart) =>
    kind === receiver?.kind &&
    account === receiver.account &&
    amount.amount === receiver.amount.amount
  const part = fact.parts.find(isHers)
  if (!part || part.state === 'pending')
    throw new ShopError('PROVIDER_BUSY', { reason: 'other parts' })
  return { state: part.state, problem: part.reason ?? null }
}

/** Writes what became of every part, posts what was paid, and goes on to the end: all of it or nothing. */
async function settle(
  deps: Deps,
  { shop_id: shopId, payment_id: paymentId, order_id: orderId }: PaymentRow,
  outcome: (row: DueRow) => Outcome,
): Promise<void> {
  const rows = await due(deps.db, [shopId, paymentId])
  const outcomes = rows.map((row) => ({ row, ...outcome(row) }))
  await deps.db.transaction().execute(async (tx) => {
    const v = values()
    const [shop, payment] = [v.add(shopId), v.add(paymentId)]
    const moved = await ask(
      tx,
      `with moved as (update profit_shares set state = 'finishing', updated_at = ${v.add(new Date(deps.clock.now()))},
          problem = ${v.add(outcomes.find(({ problem }) => problem)?.problem ?? null)}
        where shop_id = ${shop} and payment_id = ${payment} and state = 'sharing' returning 1)
      select ${writingJob(deps, v, {
        name: 'share-profit',
        payload: { shopId, paymentId },
        key: `share-profit:${paymentId}`,
      })} from moved`,
      v,
    )
    if (moved.length === 0) return
    for (const { row, state, problem } of outcomes) {
      const w = values()
      const fact = {
        kind: 'commission',
        ref: `${paymentId}/${row.promoter_id}`,
        amount: fen(state === 'paid' ? row.amount : 0),
      } as const
      await ask(
        tx,
        `with settled as (update commissions set state = ${w.add(state)}, problem = ${w.add(problem)}
          where shop_id = ${w.add(shopId)} and payment_id = ${w.add(paymentId)}
            and promoter_id = ${w.add(row.promoter_id)} and state = 'due' returning 1),
        ${writingEntries(deps, w, { shopId, orderId }, fact, 'settled')}
        select 1`,
        w,
      )
    }
  })
}

/** Has WeChat let go of what nobody was given. */
async function letGo(deps: Deps, sharing: ProfitSharing, payment: PaymentRow): Promise<void> {
  const numbers = numbersOf(payment, 'e')
  const fact = (await sharing.query(numbers)) ?? (await finished(sharing, numbers))
  if (fact?.state === 'processing') return again(deps, payment)
  const now = new Date(deps.clock.now())
  await finish(deps.db, [payment.shop_id, payment.payment_id, now])
}

/** Where nothing is kept any more, as after a refund of all of it, WeChat refuses to finish: it is finished. */
async function finished(
  sharing: ProfitSharing,
  numbers: ReturnType<typeof numbersOf>,
): Promise<ShareFact | undefined> {
  try {
    return await sharing.finish({ ...numbers, words: '分账完结' })
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_REFUSED') throw error
    if ((await sharing.left(numbers.transactionId)).amount > 0) throw error
    return undefined
  }
}

const finish = statement(`
  update profit_shares set state = 'finished', updated_at = $3
  where shop_id = $1 and payment_id = $2 and state = 'finishing'`)

async function again(deps: Deps, { shop_id: shopId, payment_id: paymentId }: PaymentRow) {
  const at = deps.clock.now() + askAgainMillis
  const key = `share-profit:${paymentId}`
  await addJob(deps, deps.db, 'share-profit', { shopId, paymentId }, { at, key })
}

/** Our numbers of a payment's share and of its end: the payment's own, with a letter behind. */
export function numbersOf(payment: PaymentRow, letter: 's' | 'e') {
  const transactionId = payment.transaction_id ?? ''
  return { outShareNo: `${payment.out_trade_no}${letter}`, transactionId }
}
