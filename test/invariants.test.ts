import { type Connection, connect, findBreaches, invariants } from '@xiaopu/gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillCart, listGoods, payAt, placeOrder, quoteFor, startPaying } from './market.ts'
import { eventually, type OpenShop, openShop } from './shop.ts'

let market: OpenShop
/** One connection, so that what it begins is seen by whatever it asks next. */
let books: Connection

/** A bought order of two suppliers, and a second that waits for its money. */
beforeAll(async () => {
  market = await openShop()
  books = connect({ url: market.databaseUrl, max: 1 })
  const goods = await listGoods(market, 2, 2)
  const order = async () =>
    placeOrder(
      market,
      await quoteFor(
        market,
        await fillCart(
          market,
          goods.map((listing) => ({ listing })),
        ),
      ),
    )
  const bought = await order()
  await payAt(market, await startPaying(bought))
  await eventually(async () => (await bought.read()).state === 'placed')
  await startPaying(await order())
})
afterAll(async () => {
  await books.close()
  await market.close()
})

const bought = `(select order_id from orders where state = 'placed')`
const waiting = `(select order_id from orders where state = 'pending_payment')`

/** A refund of a bought order, as nobody would write it. */
function aRefund(state: string, reason: string, more = ''): string {
  return `insert into refunds (shop_id, refund_id, order_id, payment_id, out_refund_no, amount, reason, state, created_at)
    select shop_id, 'rfd_1', order_id, payment_id, 'R1', amount ${more}, ${reason}, ${state}, now()
    from payments where state = 'succeeded'`
}

function aShare(state: string): string {
  return `insert into profit_shares (shop_id, payment_id, order_id, goods, refunded, levels, state, updated_at)
    select shop_id, payment_id, order_id, 100, 0, 1, '${state}', now() from payments where state = 'succeeded'`
}

/** @param taken - by how many orders it says that it is held */
function aCoupon(taken: number): string {
  return `insert into coupons
      (shop_id, coupon_id, code, off, min_spend, total, per_buyer, taken, valid_from, valid_until, created_at)
    select shop_id, 'cpn_1', 'TEST', '{}', 0, 9, 1, ${taken}, now(), now(), now() from shops limit 1`
}

/** @param state - of a group for two, of which somebody has paid */
function aGroup(state: string, taken = 1, paid = 1): string {
  return `insert into group_deals
      (shop_id, deal_id, listing_id, size, open_hours, off, prices, valid_until, created_at)
    select shop_id, 'gdl_1', listing_id, 2, 24, '{}', '{}', now(), now() from listings limit 1;
    insert into group_buys (shop_id, group_id, deal_id, state, size, taken, paid, deadline, opened_at)
    select shop_id, 'grp_1', deal_id, '${state}', 2, ${taken}, ${paid}, now(), now() from group_deals`
}

/** A seat of a bought order, at the price of its line. */
function aSeat(price = 'line.price'): string {
  return `insert into group_seats (shop_id, order_id, deal_id, group_id, state, price)
    select line.shop_id, order_id, deal_id, group_id, 'paid', ${price}
    from order_lines as line cross join group_buys where order_id in ${bought} and position = 0`
}

/** What would be found after a change that is undone at once. */
async function breachesAfter(change: string): Promise<string[]> {
  await books.pool.query('begin')
  try {
    await books.pool.query(change)
    return (await findBreaches(books.db)).map(({ invariant }) => invariant)
  } finally {
    await books.pool.query('rollback')
  }
}

const deadline = (state: string, columns: string, values: string) =>
  `insert into deadlines (shop_id, deadline_id, order_id, subject, kind, round, start_at, due_at, state ${columns})
    select shop_id, 'ddl_1', order_id, order_id, 'ship', 9, now(), now(), '${state}' ${values} from orders limit 1`

/** An exchange of a bought line, as nobody would write it. */
function anExchange(state: string, more = ''): string {
  return `insert into after_sales (shop_id, after_sale_id, order_id, kind, reason, state, lines, opened_at)
    select shop_id, 'asc_1', order_id, 'exchange', 'other', '${state}',
      jsonb_build_array(jsonb_build_object('line', order_line_id, 'quantity', quantity ${more})), now()
    from order_lines where order_id in ${bought} limit 1`
}

/** For each invariant a change that breaks it. */
const plants: Readonly<Record<string, string>> = {
  'INV-01': `update order_lines set quantity = quantity + 1`,
  'INV-02': `update orders set discount = discount + 1`,
  'INV-03': `update orders set total = total + 1`,
  'INV-04': `update supplier_orders set expected_freight = expected_freight + 1`,
  'INV-05': `update payments set amount = amount - 1 where state = 'succeeded'`,
  'INV-06': aRefund("'succeeded'", "'test'", '+ 1'),
  'INV-08': aRefund("'succeeded'", "'seller'"),
  'INV-08b': `update order_lines set dropped = 1`,
  'INV-09a': `update ledger_entries set amount = amount + 1`,
  'INV-09b': `delete from ledger_entries where account = 'merchant_cash'`,
  'INV-09c': `update ledger_entries set account = 'refund_clearing' where account = 'sales'`,
  'INV-09d': `update ledger_entries set account = 'suspense' where account = 'sales'`,
  'INV-09e': `delete from ledger_entries where account = 'platform_wallet'`,
  'INV-09f': `insert into commissions (shop_id, payment_id, promoter_id, order_id, level, permille, amount, state)
    select shop_id, payment_id, 'prm_1', order_id, 1, 1, 1, 'paid' from payments where state = 'succeeded'`,
  'INV-09g': `update ledger_entries set account = 'other_means' where account = 'sales'`,
  'INV-34': `update payments set shared = true;
    insert into commissions (shop_id, payment_id, promoter_id, order_id, level, permille, amount, state)
    select shop_id, payment_id, 'prm_1', order_id, 1, 301, goods * 301 / 1000 + 1, 'due'
    from payments join orders using (shop_id, order_id) where payments.state = 'succeeded'`,
  'INV-09': `update orders set cost_estimate = cost_estimate + 1`,
  'INV-10': `update order_lines set supplier_order_id = 'sor_nobody'`,
  'INV-10b': `delete from order_lines`,
  'INV-11': `update supplier_orders set platform_order_id = null`,
  'INV-11b': `update supplier_orders set failure = 'PLATFORM_SCHEMA' where state = 'paid_up'`,
  'INV-11c': `update supplier_orders set failure = 'OUT_OF_STOCK', state = 'planned'`,
  'INV-12': `update supplier_orders set platform_order_id = '2938624554509662976'`,
  'INV-15a': `delete from graphile_worker._private_jobs`,
  'INV-15b': `update supplier_orders set state = 'planned'`,
  'INV-15c': `delete from graphile_worker._private_jobs`,
  'INV-15d': `update supplier_orders set state = 'held'`,
  'INV-15e': aRefund("'processing'", "'test'"),
  'INV-15i': `insert into after_sales (shop_id, after_sale_id, order_id, kind, reason, state, lines, opened_at)
    select shop_id, 'asc_1', order_id, 'refund_only', 'other', 'opened', '[]', now() from orders limit 1`,
  'INV-15h': `insert into supplier_claims (shop_id, claim_id, order_id, supplier_order_id, lines, wanted_goods, wanted_freight, state, opened_at)
    select shop_id, 'scl_1', order_id, supplier_order_id, '[]', 1, 0, 'planned', now() from supplier_orders limit 1`,
  'INV-15f': `update orders set state = 'received'`,
  'INV-15j': `update payments set shared = true; update orders set state = 'completed' where state = 'placed'`,
  'INV-15k': `insert into shipping_reports (shop_id, order_id, payment_id, state, updated_at)
    select shop_id, order_id, payment_id, 'failed', now() from payments limit 1`,
  'INV-15l': `${aShare('refused')};
    insert into commissions (shop_id, payment_id, promoter_id, order_id, level, permille, amount, state)
    select shop_id, payment_id, 'prm_1', order_id, 1, 50, 5, 'refused' from payments where state = 'succeeded'`,
  'INV-15m': `${aRefund(`'succeeded'`, `'seller'`)};
    insert into commission_returns (shop_id, out_return_no, refund_id, payment_id, promoter_id, order_id, amount, state)
    select shop_id, 'R1r1', refund_id, payment_id, 'prm_1', order_id, 5, 'asked' from refunds`,
  'INV-15n': aShare('kept'),
  'INV-15g': `delete from graphile_worker._private_jobs`,
  'INV-17': `update transitions set event = 'close' where event = 'pay'`,
  'INV-19': `update payments set state = 'duplicate' where state = 'succeeded'`,
  'INV-20': `update supplier_orders set platform_order_id = 'x' || supplier_order_id where order_id in ${waiting}`,
  'INV-20c': `update orders set state = 'closed' where order_id in ${bought}`,
  'INV-31': aCoupon(1),
  'INV-31b': `${aCoupon(0)};
    insert into coupon_uses (shop_id, order_id, coupon_id, nth, discount, returned_at)
    select shop_id, order_id, 'cpn_1', 1, 0, now() from orders where order_id in ${bought}`,
  'INV-32': `update stock_held set held = held + 1`,
  'INV-20b': `delete from supplier_orders where order_id in ${bought}`,
  'INV-25': `delete from transitions where to_state = 'paid'`,
  'INV-25b': `update orders set state = 'shipped' where order_id in ${bought}`,
  'INV-26': `update inbox set state = 'parked'`,
  'INV-27': `insert into webhook_endpoints (shop_id, endpoint_id, url, events, secret, state,
      since_txid, since_id, seen_txid, seen_id, created_at)
    select shop_id, 'whk_1', 'https://example.com', '{order.*}', 'sealed', 'active', 0, 0, txid, transition_id, now()
    from transitions order by txid desc, transition_id desc limit 1`,
  'INV-51': `${aGroup('recruiting', 2)}; ${aSeat()}`,
  'INV-51b': `update orders set awaits_group = true where order_id in ${bought}`,
  'INV-51c': `${aGroup('recruiting')}; ${aSeat()}; update orders set awaits_group = true where order_id in ${bought}`,
  'INV-51d': `${aGroup('recruiting')}; ${aSeat('line.price - 1')}`,
  'INV-51e': `${aGroup('failed')}; ${aSeat()}; update orders set state = 'closed' where order_id in ${bought}`,
  'INV-33': `update idempotency set answer = null`,
  'INV-38': `update payments set out_trade_no = out_trade_no || 'x'`,
  'INV-39': `update idempotency set resource = 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV'`,
  'INV-29': deadline('running', '', ''),
  'INV-29c': `insert into shipments (shop_id, shipment_id, order_id, supplier_order_id, logistics_id, carrier, number, state, lines, trail, announced_at)
    select distinct on (order_id) shop_id, order_id, order_id, supplier_order_id, 'L1', 'SF', 'SF1', 'announced',
      '[]'::jsonb, '[]'::jsonb, now() from supplier_orders;
    update supplier_orders set state = 'done'; ${deadline('running', '', '')}`,
  'INV-29b': deadline('met', ', met_at', `, now() + interval '1 second'`),
  'INV-47': anExchange('replacing', '+ 1'),
  'INV-47b': `update order_lines set after_sale_id = 'asc_1'`,
  'INV-47c': anExchange('replacing'),
  'INV-41': `update orders set address = jsonb_set(address, '{phone}', '"13800138000"')`,
  'INV-41b': `update orders set forgotten_at = now()`,
  'INV-46': `select write_audit(shop_id, now(), 'gateway', 'key.make', 'key_1', null) from shops;
    update audit_log set actor = 'nobody'`,
  'INV-46b': `select write_audit(shop_id, now(), 'key_1', 'order.reveal', 'ord_1', '') from shops`,
  'INV-40': `update payments set shop_id = 'shp_other'`,
}

test('nothing is broken in a shop that sells', async () => {
  expect(await findBreaches(books.db)).toEqual([])
})

test('every invariant has a change that breaks it', () => {
  expect(Object.keys(plants).sort()).toEqual(invariants.map(({ id }) => id).sort())
})

test.each(Object.entries(plants))('%s is found broken', async (id, change) => {
  const alone = `alter table payments drop constraint if exists payments_shop_id_fkey`
  expect(await breachesAfter(`${alone}; ${change}`)).toContain(id)
})
