import { invariants } from '@xiaopu/gateway'
import type { Sandbox } from '@xiaopu/sandbox'
import type pg from 'pg'
import type { Acknowledged } from './buyer.ts'
import { merchant } from './ground.ts'
import { moneyAtWechat } from './wechat-books.ts'

/** Somebody who may read the shop's books. */
export interface Auditor {
  readonly watcher: Pick<pg.Client, 'query'>
}

const everyInvariant = invariants
  .map(
    ({ id, sql }) =>
      `select '${id}' as id, subject::text, detail from (${sql}) as broken_${id.replaceAll('-', '_')}`,
  )
  .join(' union all ')

/** What breaks an invariant now, in the gateway's own books. */
export async function breaches({ watcher }: Auditor): Promise<string[]> {
  const { rows } = await watcher.query<{ id: string; subject: string; detail: string | null }>({
    name: 'every_invariant',
    text: everyInvariant,
  })
  return rows.map(({ id, subject, detail }) => `${id} ${subject} ${detail ?? ''}`)
}

interface PurchaseRow {
  readonly out_order_id: string
  readonly platform_order_id: string | null
  readonly state: string
  readonly order_state: string
  readonly attention: boolean
  readonly paid: number | null
  readonly quantity: number
}

interface PaymentRow {
  readonly out_trade_no: string
  readonly state: string
  readonly amount: number
  readonly order_state: string
}

const live = new Set([
  'created',
  'paying',
  'paid_up',
  'part_shipped',
  'shipped',
  'received',
  'done',
])

/** What is wrong between our books and those of the platform and the cashier, when all is over. */
export async function compareBooks(
  seats: Auditor,
  sandbox: Sandbox,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const { rows: purchases } = await seats.watcher.query<PurchaseRow>(`
    select purchase.out_order_id, platform_order_id, purchase.state, orders.state as order_state,
      orders.attention, actual_goods + actual_freight as paid,
      (select sum(quantity - dropped)::int from order_lines as line
        where line.supplier_order_id = purchase.supplier_order_id) as quantity
    from supplier_orders as purchase join orders using (shop_id, order_id)`)
  const { rows: payments } = await seats.watcher.query<PaymentRow>(`
    select out_trade_no, payments.state, amount, orders.state as order_state
    from payments join orders using (shop_id, order_id) where provider = 'sandbox'`)
  return [
    ...purchasesAt1688(sandbox, purchases),
    ...(await backFromSuppliers(seats, sandbox)),
    ...(await walletAt1688(seats, sandbox)),
    ...(await parcelsShown(seats, sandbox)),
    ...(await moneyAtCashier(seats, sandbox, payments)),
    ...(await bills(seats)),
    ...(await moneyAtWechat(seats, sandbox)),
    ...(await keptPromises(seats, acknowledged)),
  ]
}

/** All money at the cashier moved for an order: none of its bills has anything that our books have not. */
async function bills({ watcher }: Auditor): Promise<string[]> {
  const { rows } = await watcher.query<{ kind: string; subject: string; detail: object }>(`
    select kind, subject, detail from differences
    where resolved_at is null and detail ? 'bill' and not detail ? 'problem'`)
  return rows.map(
    ({ kind, subject, detail }) => `bill: ${kind} ${subject} ${JSON.stringify(detail)}`,
  )
}

/** INV-20, 21 and 23: bought once, what was promised, for what we say it cost. */
function purchasesAt1688(sandbox: Sandbox, purchases: readonly PurchaseRow[]): string[] {
  const found: string[] = []
  const known = new Set(purchases.map(({ out_order_id }) => out_order_id))
  for (const { outOrderId } of sandbox.world.orders.values())
    if (!known.has(outOrderId ?? '')) found.push(`1688 has ${outOrderId}, which nobody ordered`)
  for (const row of purchases) {
    const orders = [...sandbox.world.orders.values()].filter(
      ({ outOrderId }) => outOrderId === row.out_order_id,
    )
    const open = orders.filter(({ status }) => status !== 'cancel' && status !== 'terminated')
    const name = `${row.out_order_id} (${row.state})`
    if (open.length > 1) found.push(`${name} is at 1688 ${open.length} times`)
    const [there] = open
    if (row.state === 'done' && orders.some((each) => gaveAllBack(each, row))) continue
    if (!live.has(row.state)) {
      if (there && there.paidFen > 0 && row.state !== 'held')
        found.push(`${name} is paid at 1688 though it is not bought`)
      continue
    }
    if (!there || there.id !== row.platform_order_id) {
      found.push(`${name} is not at 1688 under the number that we know`)
      continue
    }
    const pieces = there.items.reduce((sum, { quantity }) => sum + quantity, 0)
    if (pieces !== row.quantity) found.push(`${name}: ${pieces} pieces instead of ${row.quantity}`)
    if (there.paidFen > 0 && there.paidFen !== row.paid)
      found.push(`${name}: 1688 took ${there.paidFen}, we say ${row.paid}`)
  }
  return found
}

/** Ended by its supplier's giving everything back, after it had left. */
function gaveAllBack(
  {
    id,
    status,
    paidFen,
    refundedFen,
  }: { id: string; status: string; paidFen: number; refundedFen: number },
  { platform_order_id, paid }: PurchaseRow,
): boolean {
  return id === platform_order_id && status === 'terminated' && paidFen === paid && refundedFen > 0
}

/** What suppliers gave back, claim by claim, is what they gave back by their own books. */
async function backFromSuppliers({ watcher }: Auditor, sandbox: Sandbox): Promise<string[]> {
  const { rows } = await watcher.query<{ id: string; refunded: number | null }>(
    'select platform_refund_id as id, refunded from supplier_claims where platform_refund_id is not null',
  )
  const found: string[] = []
  for (const { id, status, paymentFen, carriageFen } of sandbox.world.refunds.values()) {
    const there = status === 'refundsuccess' ? paymentFen + carriageFen : 0
    const row = rows.find((each) => each.id === id)
    // One that ended without money may be nobody's: it was asked unheard, and asked anew.
    if (!row && status !== 'refundclose') found.push(`1688 has refund ${id}, which nobody claimed`)
    else if (row && (row.refunded ?? 0) !== there)
      found.push(`refund ${id}: 1688 gave ${there}, we say ${row.refunded}`)
  }
  return found
}

/** What suppliers have sent is shown to its buyer, and that it arrived; nobody follows what was given back whole on its way. */
async function parcelsShown({ watcher }: Auditor, sandbox: Sandbox): Promise<string[]> {
  const { rows } = await watcher.query<{ id: string; state: string }>(
    'select logistics_id as id, state from shipments',
  )
  const shown = new Map(rows.map(({ id, state }) => [id, state]))
  const kept = [...sandbox.world.orders.values()].filter(({ status }) => status !== 'terminated')
  return kept.flatMap(({ parcels, signedAt }) =>
    parcels.flatMap(({ logisticsId: id }) => {
      const here = shown.get(id)
      const isRight = signedAt === undefined ? here !== undefined : here === 'signed'
      return isRight ? [] : [`parcel ${id} is ${signedAt ? 'there' : 'sent'}, and ${here} here`]
    }),
  )
}

/** What suppliers got for an order and kept, by their own books, is what its ledger says that buying it took. */
async function walletAt1688({ watcher }: Auditor, sandbox: Sandbox): Promise<string[]> {
  const { rows } = await watcher.query<{ no: string; bought: string[]; taken: number }>(`
    select orders.number as no, array_agg(platform_order_id) as bought, (
      select coalesce(-sum(amount), 0)::int from ledger_entries as entry
        where entry.shop_id = orders.shop_id and entry.order_id = orders.order_id
          and account = 'platform_wallet') as taken
    from orders join supplier_orders using (shop_id, order_id)
    where platform_order_id is not null group by orders.shop_id, orders.order_id`)
  return rows.flatMap(({ no, bought, taken }) => {
    const kept = bought
      .map((id) => sandbox.world.orders.get(id))
      .reduce((sum, there) => sum + (there ? there.paidFen - there.refundedFen : 0), 0)
    return kept === taken ? [] : [`order ${no}: suppliers kept ${kept}, our book says ${taken}`]
  })
}

/** INV-19, 22 and 24: every fen that buyers paid is an order's, or went back. */
async function moneyAtCashier(
  seats: Auditor,
  sandbox: Sandbox,
  payments: readonly PaymentRow[],
): Promise<string[]> {
  const found: string[] = []
  const state = sandbox.cashier.state()
  const refunds = Object.values(state.refunds)
  for (const paid of Object.values(state.payments)) {
    if (paid.merchant !== merchant || !paid.paidAt) continue
    const row = payments.find(({ out_trade_no }) => out_trade_no === paid.outTradeNo)
    const name = `payment ${paid.outTradeNo}`
    if (!row) found.push(`${name} is in nobody's books`)
    else if (row.amount !== paid.amount) found.push(`${name}: ${paid.amount}, we say ${row.amount}`)
    else if (!/^(succeeded|duplicate|late_success)$/.test(row.state))
      found.push(`${name} was paid and is ${row.state} here`)
    const back = refunds
      .filter(({ outTradeNo, state: is }) => outTradeNo === paid.outTradeNo && is === 'success')
      .reduce((sum, { amount }) => sum + amount, 0)
    if (row && /^(duplicate|late_success)$/.test(row.state) && back !== paid.amount)
      found.push(`${name} is ${row.state}; ${back} of ${paid.amount} went back`)
  }
  for (const row of payments) {
    const there = state.payments[`${merchant}/${row.out_trade_no}`]
    if (row.state === 'succeeded' && !there?.paidAt)
      found.push(`payment ${row.out_trade_no} succeeded only here`)
  }
  const { rows: ours } = await seats.watcher.query<{ no: string; state: string; amount: number }>(
    `select out_refund_no as no, refunds.state, refunds.amount
      from refunds join payments using (shop_id, payment_id) where provider = 'sandbox'`,
  )
  for (const refund of refunds)
    if (!ours.some(({ no, amount }) => no === refund.outRefundNo && amount === refund.amount))
      found.push(`refund ${refund.outRefundNo} of ${refund.amount} was asked by nobody`)
  for (const { no, state: is } of ours) {
    const there = refunds.find(({ outRefundNo }) => outRefundNo === no)
    if (is === 'succeeded' && there?.state !== 'success')
      found.push(`refund ${no} succeeded only here`)
  }
  return found
}

/** INV-39: what was acknowledged is there, and what was paid at the cashier is paid here. */
async function keptPromises(
  { watcher }: Auditor,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const { rows } = await watcher.query<{ order_id: string; payments: string[] | null }>(`
    select order_id, (select array_agg(payments.state) from payments
      where payments.order_id = orders.order_id) as payments from orders`)
  const found: string[] = []
  for (const { order, paid } of acknowledged) {
    const row = rows.find(({ order_id }) => order_id === order)
    if (!row) found.push(`order ${order} was acknowledged and is gone`)
    else if (paid && !row.payments?.some((is) => /^(succeeded|duplicate|late_success)$/.test(is)))
      found.push(`order ${order} was paid and is not`)
  }
  const numbers = new Set(rows.map(({ order_id }) => order_id))
  if (numbers.size !== rows.length) found.push('an order is there twice')
  return found
}

/** What still waits when everybody has had two months to do his part. */
export async function unfinished({ watcher }: Auditor): Promise<string[]> {
  const { rows } = await watcher.query<{ what: string }>(`
    select 'order ' || order_id || ' is ' || state as what from orders
      where state not in ('completed', 'closed') and not attention
    union all
    select 'purchase ' || supplier_order_id || ' is ' || purchase.state
      from supplier_orders as purchase join orders using (shop_id, order_id)
      where purchase.state in ('creating', 'in_doubt', 'paying') and not attention
    union all
    select 'refund ' || refund_id || ' is ' || state from refunds where state <> 'succeeded'
    union all
    select 'claim ' || after_sale_id || ' is ' || state from after_sales
      where state not in ('done', 'refused', 'withdrawn')
    union all
    select 'group ' || group_id || ' is ' || state from group_buys where state = 'recruiting'
    union all
    select 'claim ' || claim_id || ' against a supplier is ' || state from supplier_claims
      where state not in ('refunded', 'refused', 'closed', 'written_off')
    union all
    select 'job ' || identifier || ' ' || job.payload || ' ' || job.attempts || ' ' || coalesce(job.locked_by, '') || ' '
        || job.run_at || ' ' || coalesce(job.last_error, '')
      from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where job.payload::jsonb - array['shopId', 'offerId', 'listingId'] <> '{}' and (job.attempts >= job.max_attempts
        or not exists (select from orders where state not in ('completed', 'closed')))
        -- What a supplier refuses is on the seller's list, and a loss when its days are over.
        and not exists (select from supplier_claims where claim_id = job.payload ->> 'claimId' and state = 'refused')`)
  return rows.map(({ what }) => what)
}
