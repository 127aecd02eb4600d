import { hour, type ReportedParcel } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { lockOrder } from '../orders/orders.ts'
import { noteRefusal, settleRefusal, whyRefused } from '../refusals/refusals.ts'
import { openPayer } from './payer.ts'

/** What is refused is told again after this long, this often: a code may be learned, an account mended. */
const againMillis = hour
const mostTries = 48

/** WeChat may hear of a payment late: its seller is told when this many tries were refused. */
const quietTries = 2

interface Asked {
  readonly shopId: string
  readonly orderId: string
}

/**
 * Has the platform told of an order's parcels where it was paid in a mini-program: in the transaction
 * in which they became known.
 */
export async function planShippingReport(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  { shop_id: shopId, order_id: orderId }: { readonly shop_id: string; readonly order_id: string },
): Promise<void> {
  const [due] = await plan(tx, [shopId, orderId, new Date(deps.clock.now())])
  if (!due) return
  const key = `shipping:${orderId}`
  await addJob(deps, tx, 'report-shipping', { shopId, orderId }, { key })
}

/** Sent in exchange: the platform was told of the goods that were paid, and asks for no others. */
const isAgain = `exists (select from supplier_orders as purchase
  where purchase.shop_id = shipments.shop_id
    and purchase.supplier_order_id = shipments.supplier_order_id
    and purchase.after_sale_id is not null)`

const plan = statement(`
  insert into shipping_reports as report (shop_id, order_id, payment_id, state, updated_at)
  select shop_id, order_id, payment_id, 'due', $3 from payments
  where shop_id = $1 and order_id = $2 and state = 'succeeded'
    and provider = 'wechat' and way = 'mini' and payer is not null
  on conflict (shop_id, order_id) do update set state = 'due', tries = 0, updated_at = $3
    where report.state <> 'due' and report.told is distinct from (
      select array_agg(distinct number order by number) from shipments
      where shipments.shop_id = $1 and shipments.order_id = $2 and not ${isAgain})
  returning 1`)

interface Due {
  readonly payment_id: string
  readonly shop_id: string
  readonly provider: string
  readonly out_trade_no: string
  readonly payer: string | null
  readonly phone: string
  readonly tries: number
  readonly is_complete: boolean
  readonly parcels: readonly (ReportedParcel & { readonly number: string })[] | null
}

const readDue = statement<Due>(`
  select payment.payment_id, payment.shop_id, payment.provider, payment.out_trade_no, payment.payer,
    orders.address ->> 'phone' as phone, report.tries,
    orders.state in ('shipped', 'received', 'completed') as is_complete,
    (select json_agg(json_build_object('carrier', carrier, 'number', number, 'goods', goods) order by number)
      from (select distinct on (number) carrier, number,
          (select string_agg(line ->> 'title', '、') from jsonb_array_elements(lines) as line) as goods
        from shipments where shop_id = $1 and order_id = $2 and not ${isAgain}
        order by number, shipment_id) as parcel) as parcels
  from shipping_reports as report
  join payments as payment using (shop_id, payment_id)
  join orders on orders.shop_id = report.shop_id and orders.order_id = report.order_id
  where report.shop_id = $1 and report.order_id = $2 and report.state = 'due'`)

/** Tells what is known now; again where that was refused, until it is accepted or given up. */
export async function reportShipping(deps: Deps, asked: Asked): Promise<void> {
  const { shopId, orderId } = asked
  const [due] = await readDue(deps.db, [shopId, orderId])
  if (!due?.parcels) return
  const payer = await openPayer(deps, due)
  const { shipping } = await deps.payments.of(shopId, due.provider)
  if (!payer || !shipping) return
  const numbers = due.parcels.map(({ number }) => number)
  try {
    await shipping.report({
      outTradeNo: due.out_trade_no,
      payer,
      parcels: due.parcels,
      isComplete: due.is_complete,
      phone: due.phone,
      at: new Date(deps.clock.now()).toISOString(),
    })
    await deps.db.transaction().execute(async (tx) => {
      await lockOrder(tx, shopId, orderId)
      await settle(tx, [shopId, orderId, 'told', null, numbers, new Date(deps.clock.now())])
      // What left meanwhile found this report under way.
      await planShippingReport(deps, tx, { shop_id: shopId, order_id: orderId })
      await settleRefusal(deps, tx, { shopId, subject: orderId })
    })
  } catch (error) {
    const reason = whyRefused(error)
    if (reason === undefined) throw error
    await putOff(deps, asked, due, reason)
  }
}

async function putOff(deps: Deps, asked: Asked, { tries }: Due, problem: string): Promise<void> {
  const { shopId, orderId } = asked
  const isOver = tries + 1 >= mostTries
  deps.log({ level: isOver ? 'error' : 'warn', event: 'shipping.refused', order: orderId, problem })
  const now = new Date(deps.clock.now())
  await deps.db.transaction().execute(async (tx) => {
    await lockOrder(tx, shopId, orderId)
    const state = isOver ? 'failed' : 'due'
    // Left to the seller meanwhile: she is not asked again.
    if ((await settle(tx, [shopId, orderId, state, problem, null, now])).length === 0) return
    if (tries >= quietTries)
      await noteRefusal(deps, tx, {
        ...{ shopId, orderId, subject: orderId },
        ...{ deed: 'shipping', reason: problem },
      })
    if (isOver) return
    const at = deps.clock.now() + againMillis
    await addJob(deps, tx, 'report-shipping', asked, { at, key: `shipping:${orderId}` })
  })
}

/** For a locked order: has refused parcels told again now, and for two days more. */
export async function reportAgain(deps: Deps, tx: Tx, { shopId, orderId }: Asked): Promise<void> {
  const now = new Date(deps.clock.now())
  if ((await renew(tx, [shopId, orderId, now, quietTries])).length === 0) return
  await addJob(deps, tx, 'report-shipping', { shopId, orderId }, { key: `shipping:${orderId}` })
}

const renew = statement(`
  update shipping_reports set state = 'due', tries = $4, updated_at = $3
  where shop_id = $1 and order_id = $2 and state <> 'told' returning 1`)

/** For a locked order: the seller has told WeChat herself. */
export async function leaveShipping(deps: Deps, tx: Tx, { shopId, orderId }: Asked): Promise<void> {
  await leave(tx, [shopId, orderId, new Date(deps.clock.now())])
}

/** What is there now counts as told; parcels that follow are told of again. */
const leave = statement(`
  update shipping_reports set state = 'failed', updated_at = $3, told = (
    select array_agg(distinct number order by number) from shipments
    where shipments.shop_id = $1 and shipments.order_id = $2 and not ${isAgain})
  where shop_id = $1 and order_id = $2 and state <> 'told'`)

const settle = statement(`
  update shipping_reports set state = $3, problem = $4, told = coalesce($5::text[], told),
    uploads = uploads + case when $3 = 'told' then 1 else 0 end, tries = tries + 1, updated_at = $6
  where shop_id = $1 and order_id = $2 and state = 'due' returning 1`)
