import {
  type GroupBuyState,
  type OrderState,
  type OrderTimeline,
  ShopError,
  type TimelineItem,
  type WaitingJob,
} from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { SeatParts } from '../group-buys/seat-view.ts'
import { readWholeOrder } from '../orders/order-parts.ts'
import { readRecords } from './order-records.ts'
import { tellMoneyBack } from './tell-money-back.ts'

/**
 * Everything that happened to an order, oldest first, and what it waits for. Names no person: it can
 * be sent to who helps.
 *
 * @throws ShopError ORDER_NOT_FOUND
 */
export async function readTimeline(
  deps: Deps,
  shopId: string,
  orderId: string,
): Promise<OrderTimeline> {
  // What is only remembered yet belongs to the answer.
  await deps.recorder.flush()
  const order = await readWholeOrder(deps.db, shopId, orderId)
  if (!order) throw new ShopError('ORDER_NOT_FOUND', { order: orderId })
  const asked = [shopId, orderId]
  const [records, changes, promises, lines, jobs] = await Promise.all([
    readRecords(deps.db, shopId, orderId),
    changesOf(deps.db, asked),
    promisesOf(deps.db, asked),
    linesOf(deps.db, asked),
    jobsOf(deps.db, asked),
  ])
  return {
    order: {
      id: order.order_id,
      number: order.number,
      state: order.state as OrderState,
      attention: order.attention,
      placedAt: order.placed_at.toISOString(),
    },
    lines: lines.map(
      ({ id, offer_id, spec_id, quantity, purchase, after_sale_id, free_return }) => ({
        id,
        offer: offer_id,
        ...(spec_id !== null && { spec: spec_id }),
        quantity,
        purchase,
        ...(after_sale_id !== null && { afterSale: after_sale_id }),
        freeReturn: free_return,
      }),
    ),
    ...(order.seat?.group_state && { group: toldGroup(order.seat) }),
    things: order.supplierOrders
      .map(({ supplier_order_id: id, state, failure }) => ({
        id,
        state,
        ...(failure && { failure }),
      }))
      .concat(order.payments.map(({ payment_id: id, state }) => ({ id, state }))),
    moneyBack: tellMoneyBack(order),
    items: inOrder([...changes.map(toChange), ...records, ...promises.map(toPromise)]),
    waiting: jobs.map((row) => toWaiting(row, deps.clock.now())),
  }
}

/** Who else is in it is nobody's business. */
function toldGroup({ group_state, size, ended_at }: SeatParts): OrderTimeline['group'] {
  return {
    state: group_state as GroupBuyState,
    size,
    ...(ended_at && { endedAt: new Date(ended_at).toISOString() }),
  }
}

interface ChangeRow {
  readonly at: Date
  readonly aggregate: string
  readonly aggregate_id: string
  readonly event: string
  readonly from_state: string | null
  readonly to_state: string
}

const changesOf = statement<ChangeRow>(`
  select at, aggregate, aggregate_id, event, from_state, to_state from transitions
  where shop_id = $1 and order_id = $2 order by transition_id`)

function toChange({ at, aggregate, aggregate_id, event, to_state }: ChangeRow): TimelineItem {
  const what = `${aggregate} ${event}`
  return { at: at.toISOString(), kind: 'change', what, outcome: to_state, about: aggregate_id }
}

interface PromiseRow {
  readonly at: Date
  readonly due_at: Date
  readonly kind: string
  readonly state: string
  readonly subject: string
}

const promisesOf = statement<PromiseRow>(`
  select start_at as at, due_at, kind, state, subject from deadlines
  where shop_id = $1 and order_id = $2 order by start_at`)

function toPromise({ at, due_at, kind, state, subject }: PromiseRow): TimelineItem {
  const what = `${kind} by ${due_at.toISOString()}`
  return { at: at.toISOString(), kind: 'deadline', what, outcome: state, about: subject }
}

const linesOf = statement<{
  id: string
  offer_id: string
  spec_id: string | null
  quantity: number
  purchase: string
  after_sale_id: string | null
  free_return: boolean
}>(`
  select order_line_id as id, offer_id, spec_id, quantity, supplier_order_id as purchase, after_sale_id,
    exists (select from offer_snapshots as snapshot,
        jsonb_array_elements(snapshot.offer -> 'labels') as label
      where snapshot.shop_id = line.shop_id and snapshot.offer_id = line.offer_id
        and snapshot.content_hash = line.content_hash
        and label ->> 'kind' = 'free_return') as free_return
  from order_lines as line
  where shop_id = $1 and order_id = $2 order by position`)

interface JobRow {
  readonly name: string
  readonly wait: number
  readonly attempts: number
  readonly last_error: string | null
}

const jobsOf = statement<JobRow>(`
  select task.identifier as name, job.attempts, job.last_error,
    extract(epoch from job.run_at - now())::float8 * 1000 as wait
  from graphile_worker._private_jobs as job
  join graphile_worker._private_tasks as task on task.id = job.task_id
  where job.payload ->> 'shopId' = $1 and (job.payload ->> 'orderId' = $2
    or job.payload ->> 'supplierOrderId' in (
      select supplier_order_id from supplier_orders where shop_id = $1 and order_id = $2)
    or job.payload ->> 'paymentId' in (
      select payment_id from payments where shop_id = $1 and order_id = $2)
    or job.payload ->> 'refundId' in (
      select refund_id from refunds where shop_id = $1 and order_id = $2)
    or job.payload ->> 'deadlineId' in (
      select deadline_id from deadlines where shop_id = $1 and order_id = $2)
    or job.payload ->> 'groupId' = (
      select group_id from group_seats where shop_id = $1 and order_id = $2 and state = 'paid'))
  order by job.run_at`)

function toWaiting({ name, wait, attempts, last_error }: JobRow, now: number): WaitingJob {
  return {
    job: name,
    dueAt: new Date(now + Math.round(wait)).toISOString(),
    attempts,
    ...(last_error && { failed: true }),
  }
}

/** Stable: what happened in the same millisecond stays as it was told. */
function inOrder(items: readonly TimelineItem[]): TimelineItem[] {
  return [...items].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
