import { hour, isShopError, type ReportedParcel } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import { openPayer } from './payer.ts'

/** What is refused is told again after this long, this often: a code may be learned, an account mended. */
const againMillis = hour
const mostTries = 48

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

const plan = statement(`
  insert into shipping_reports as report (shop_id, order_id, payment_id, state, updated_at)
  select shop_id, order_id, payment_id, 'due', $3 from payments
  where shop_id = $1 and order_id = $2 and state = 'succeeded'
    and provider = 'wechat' and way = 'mini' and payer is not null
  on conflict (shop_id, order_id) do update set state = 'due', tries = 0, updated_at = $3
    where report.state <> 'due' and report.told is distinct from (
      select array_agg(distinct number order by number) from shipments
      where shipments.shop_id = $1 and shipments.order_id = $2)
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
        from shipments where shop_id = $1 and order_id = $2 order by number, shipment_id) as parcel) as parcels
  from shipping_reports as report
  join payments as payment using (shop_id, payment_id)
  join orders on orders.shop_id = report.shop_id and orders.order_id = report.order_id
  where report.shop_id = $1 and report.order_id = $2 and report.state = 'due'`)

/** Tells what is known now; again where that was refused, until it is accepted or nobody can help it. */
export async function reportShipping(
  deps: Deps,
  asked: { readonly shopId: string; readonly orderId: string },
): Promise<void> {
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
    await settle(deps.db, [shopId, orderId, 'told', null, numbers, new Date(deps.clock.now())])
  } catch (error) {
    if (!isShopError(error) || error.retry) throw error
    await putOff(deps, asked, due, String(error.detail.reason ?? error.code))
  }
}

async function putOff(
  deps: Deps,
  asked: { readonly shopId: string; readonly orderId: string },
  { tries }: Due,
  problem: string,
): Promise<void> {
  const { shopId, orderId } = asked
  const isOver = tries + 1 >= mostTries
  deps.log({ level: isOver ? 'error' : 'warn', event: 'shipping.refused', order: orderId, problem })
  const now = new Date(deps.clock.now())
  await settle(deps.db, [shopId, orderId, isOver ? 'failed' : 'due', problem, null, now])
  if (isOver) return
  const at = deps.clock.now() + againMillis
  await addJob(deps, deps.db, 'report-shipping', asked, { at, key: `shipping:${orderId}` })
}

const settle = statement(`
  update shipping_reports set state = $3, problem = $4, told = coalesce($5::text[], told),
    uploads = uploads + case when $3 = 'told' then 1 else 0 end, tries = tries + 1, updated_at = $6
  where shop_id = $1 and order_id = $2 and state = 'due'`)
