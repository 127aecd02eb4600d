import { type Erasure, eraseAddress, ShopError, tradeRecordMillis } from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { hashToken } from '../orders/order-token.ts'
import { lockOrder, type OrderRow } from '../orders/orders.ts'
import { endedAt, endedStates, hasOpenClaim } from './ended-orders.ts'

interface ToErase {
  readonly shopId: string
  readonly orderId: string
  /** Hash of the token that opens the order now. */
  readonly tokenHash: string
  /** The token from now on, where who asks has drawn it; else one is drawn here. */
  readonly next?: string | undefined
}

/**
 * Erases what is known of the person behind an order, at her wish and at once. What the law has the
 * shop keep (what was sold for how much) stays, without her. The order gets a new token: links to it
 * that others hold open nothing any more.
 *
 * @throws ShopError ORDER_NOT_FOUND, ORDER_UNDER_WAY while somebody needs the address
 */
export async function eraseOrder(
  deps: Deps,
  { shopId, orderId, tokenHash, next }: ToErase,
): Promise<Erasure> {
  const token = next ?? Buffer.from(deps.random(16)).toString('base64url')
  return deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, shopId, orderId, tokenHash)
    if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
    const ended = await endOf(tx, order)
    if (!ended) throw new ShopError('ORDER_UNDER_WAY', { order: orderId })
    await erase(deps, tx, order, hashToken(token))
    await writeAudit(deps, tx, { shopId, actor: 'buyer', action: 'order.erase', subject: orderId })
    const until = new Date(ended.getTime() + tradeRecordMillis).toISOString()
    const kept = (['amounts', 'items', 'region', 'shipments'] as const).map((what) => ({
      what,
      until,
    }))
    return { erased: ['name', 'phone', 'street', 'remark', 'claims', 'visits'], kept, token }
  })
}

/** When an order ended; undefined where it has not, or a claim is open. */
async function endOf(tx: Tx, order: OrderRow): Promise<Date | undefined> {
  if (!endedStates.some((state) => state === order.state)) return undefined
  const [row] = await ended(tx, [order.shop_id, order.order_id])
  return row?.claimed ? undefined : (row?.at ?? order.placed_at)
}

const ended = statement<{ at: Date | null; claimed: boolean }>(`
  select ${endedAt('asked')} as at, ${hasOpenClaim('asked')} as claimed from orders as asked
  where asked.shop_id = $1 and asked.order_id = $2`)

async function erase(deps: Deps, tx: Tx, order: OrderRow, tokenHash: string): Promise<void> {
  const { shop_id: shopId, order_id: orderId, quote_id: quoteId, visitor } = order
  const address = JSON.stringify(eraseAddress(order.address))
  const now = new Date(deps.clock.now())
  await eraseOrderRow(tx, [shopId, orderId, address, now, tokenHash])
  await eraseQuote(tx, [shopId, quoteId, address, now])
  await eraseWords(tx, [shopId, orderId])
  await erasePayers(tx, [shopId, orderId])
  await eraseHolder(tx, [shopId, orderId])
  // Kept answers name her too; a repetition now finds the order itself.
  await dropAnswers(tx, [shopId, orderId])
  if (visitor) await eraseVisits(tx, [shopId, visitor])
  if (visitor) await forgetMaker(tx, [shopId, visitor])
}

const eraseOrderRow = statement(`
  update orders set address = $3, sealed = null, phone_hash = null, remark = null, visitor = null,
    forgotten_at = $4, token_hash = $5
  where shop_id = $1 and order_id = $2`)

const eraseQuote = statement(`
  update quotes set address = $3, sealed = null, forgotten_at = $4
  where shop_id = $1 and quote_id = $2`)

/** What she wrote about a claim, and what was answered, may name her. */
const eraseWords = statement(
  'update after_sales set note = null, answer = null where shop_id = $1 and order_id = $2',
)

/** Who she is to whom she paid. */
const erasePayers = statement(
  'update payments set payer = null where shop_id = $1 and order_id = $2 and payer is not null',
)

/** That it was she who used a coupon or sat in a group. */
const eraseHolder = statement(`
  with seats as (update group_seats set holder = null where shop_id = $1 and order_id = $2)
  update coupon_uses set holder = null where shop_id = $1 and order_id = $2`)

const dropAnswers = statement('delete from idempotency where shop_id = $1 and resource = $2')

/** Which links she made herself. */
const forgetMaker = statement('delete from share_makers where shop_id = $1 and visitor = $2')

/** Visits stay counted, one visitor each; who they belonged to is gone. */
const eraseVisits = statement(
  'update visits set visitor = visit_id where shop_id = $1 and visitor = $2',
)
