import {
  fen,
  hour,
  type MoneyFact,
  type PurchasePolicy,
  type SupplierOrderEvent,
  type SupplierOrderState,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement, type Values } from '../db/statement.ts'
import type { Shipments, SupplierOrders } from '../db/tables.generated.ts'
import { endingDeadlines, type NewDeadline, writingDeadline } from '../deadlines/deadlines.ts'
import type { Deps } from '../deps.ts'
import type { OrderLineRow } from '../orders/orders.ts'
import { releasingPurchase } from '../orders/stock.ts'
import { may, moveRow, pathOf, type Subject, type Then } from '../orders/transitions.ts'
import type { SealedRecipient } from '../personal/sealed-address.ts'
import { shopDay } from '../shops/shop-time.ts'

export type SupplierOrderRow = Selectable<SupplierOrders>

export async function readSupplierOrders(
  db: Database | Tx,
  shopId: string,
  orderId: string,
): Promise<SupplierOrderRow[]> {
  return db
    .selectFrom('supplier_orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .orderBy('seq')
    .execute()
}

/** A purchase with what buying and following it takes of its order. */
export interface Purchase extends SupplierOrderRow, Omit<SealedRecipient, 'phone_hash'> {
  readonly lines: readonly Pick<
    OrderLineRow,
    | 'order_line_id'
    | 'offer_id'
    | 'spec_id'
    | 'sku_id'
    | 'title'
    | 'quantity'
    | 'dropped'
    | 'price'
    | 'cost'
    | 'properties'
  >[]
  /** Its order's group has not filled yet. */
  readonly awaits_group: boolean
  /** What the buyer's coupon took off the whole order, and what its goods were without it; fen. */
  readonly order_discount: number
  readonly order_goods: number
  /** The shop's own rules for buying, as far as it has set any. */
  readonly policy: Partial<PurchasePolicy>
  /** Fen that the shop bought for today. */
  readonly bought_today: number
}

const purchaseWhere = (where: string) =>
  statement<Purchase>(`
    select purchase.*, ordered.address, ordered.remark, ordered.sealed, ordered.forgotten_at,
      ordered.awaits_group, ordered.discount as order_discount, ordered.goods as order_goods,
      shop.purchase_policy as policy,
      coalesce(today.amount, 0) as bought_today,
      (select coalesce(json_agg(json_build_object('order_line_id', order_line_id, 'offer_id', offer_id,
          'spec_id', spec_id, 'sku_id', sku_id, 'title', title, 'quantity', quantity,
          'dropped', dropped, 'price', price, 'cost', cost,
          'properties', properties) order by position), '[]')
        from order_lines as line
        where line.shop_id = purchase.shop_id
          and line.supplier_order_id = purchase.supplier_order_id) as lines
    from supplier_orders as purchase
    join orders as ordered
      on ordered.shop_id = purchase.shop_id and ordered.order_id = purchase.order_id
    join shops as shop on shop.shop_id = purchase.shop_id
    left join purchase_days as today on today.shop_id = purchase.shop_id and today.day = $3::date
    where purchase.shop_id = $1 and purchase.${where} = $2
    order by purchase.seq`)

const onePurchase = purchaseWhere('supplier_order_id')
const purchasesOf = purchaseWhere('order_id')

export async function readPurchase(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  supplierOrderId: string,
): Promise<Purchase | undefined> {
  const [purchase] = await onePurchase(db, [shopId, supplierOrderId, shopDay(clock.now())])
  return purchase
}

/** Every purchase of an order, by its number in it. */
export function readPurchases(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
  orderId: string,
): Promise<Purchase[]> {
  return purchasesOf(db, [shopId, orderId, shopDay(clock.now())])
}

export async function lockSupplierOrder(
  tx: Tx,
  shopId: string,
  supplierOrderId: string,
): Promise<SupplierOrderRow | undefined> {
  return tx
    .selectFrom('supplier_orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('supplier_order_id', '=', supplierOrderId)
    .forUpdate()
    .executeTakeFirst()
}

export async function findByPlatformOrder(
  db: Database | Tx,
  platformOrderId: string,
): Promise<SupplierOrderRow[]> {
  return db
    .selectFrom('supplier_orders')
    .selectAll()
    .where('platform_order_id', '=', platformOrderId)
    .execute()
}

/**
 * Moves a purchase by events, one after the other, where its table allows that now; the row as it
 * then is, or undefined.
 *
 * Where it is paid on the way, what it cost is posted with it; once it is paid, or given up unpaid,
 * it holds no stock any more. What the supplier promised begins when it is paid, and is called off
 * where it comes to nothing.
 */
export async function moveSupplierOrder<Row extends SupplierOrderRow>(
  deps: Pick<Deps, 'clock' | 'newId'>,
  tx: Tx | Database,
  row: Row,
  events: SupplierOrderEvent | readonly [SupplierOrderEvent, ...SupplierOrderEvent[]],
  also: Updateable<SupplierOrders> = {},
  then: Then = {},
): Promise<Row | undefined> {
  const from = row.state as SupplierOrderState
  const list = typeof events === 'string' ? [events] : events
  if (!may(supplierOrderMoves, from, list[0] as SupplierOrderEvent)) return undefined
  const path = pathOf(supplierOrderMoves, from, list)
  const isPaid = row.paid_at === null && path.some((step) => step.to === 'paid_up')
  const to = path.at(-1)?.to
  const set = {
    ...(from === 'held' && (to === 'planned' || to === 'paying') && nothingToDecide),
    ...(isPaid && { ...nothingWrong, paid_at: new Date(deps.clock.now()) }),
    ...also,
  }
  const after = { ...row, ...set, state: to } as Row
  const moved = await moveRow(deps, tx, purchaseSubject(row), path, set, {
    ...then,
    facts: [...(then.facts ?? []), ...(isPaid ? [boughtFact(after)] : [])],
    parts: [
      ...(then.parts ?? []),
      ...(isPaid ? [(v: Values) => countingDay(deps, v, after)] : []),
      ...(isPaid ? [(v: Values) => writingDeadline(deps, v, shipPromise(deps, row), 'moved')] : []),
      ...(isOver(after) ? [(v: Values) => endingDeadlines(v, promises(row), 'moved')] : []),
      ...(isPlanned(row) && (isPaid || isGivenUp(after))
        ? [(v: Values) => releasingPurchase(v, row.shop_id, row.supplier_order_id)]
        : []),
    ],
  })
  return moved ? after : undefined
}

/** What kept a purchase from being paid is over once it is, whoever paid it and whoever heard of it. */
const nothingWrong = { failure: null, reasons: null }

/** What its owner had to decide, and until when, is over once it is bought all the same. */
const nothingToDecide = { ...nothingWrong, decide_before: null }

/** Ended without goods: what it cost is settled, and nothing is claimed of its supplier. */
export function isOver({ state }: Pick<SupplierOrderRow, 'state'>): boolean {
  return state === 'cancelled' || state === 'rejected'
}

const promises = (row: SupplierOrderRow) => ({
  shopId: row.shop_id,
  subject: row.supplier_order_id,
})

/** The supplier ships within the hours that the offer promised, from when he was paid. */
function shipPromise({ clock }: Pick<Deps, 'clock'>, row: SupplierOrderRow): NewDeadline {
  const startAt = clock.now()
  const dueAt = startAt + row.ship_within_hours * hour
  return { ...promises(row), orderId: row.order_id, kind: 'ship', startAt, dueAt }
}

/** Whether a purchase was planned with its order: neither in place of another nor in an exchange. */
export function isPlanned({
  replaces,
  after_sale_id,
}: Pick<SupplierOrderRow, 'replaces' | 'after_sale_id'>): boolean {
  return replaces === null && after_sale_id === null
}

/** Ended without ever having been paid. */
function isGivenUp(row: SupplierOrderRow): boolean {
  return row.paid_at === null && isOver(row)
}

/** What the platform took for a purchase. */
function boughtFact(row: SupplierOrderRow): MoneyFact {
  return {
    kind: 'bought',
    ref: row.supplier_order_id,
    goods: fen(row.actual_goods ?? row.expected_goods),
    freight: fen(row.actual_freight ?? row.expected_freight),
  }
}

/** Part of a statement: adds a purchase to what was bought today, where `moved` has its row. */
function countingDay(deps: Pick<Deps, 'clock'>, v: Values, row: SupplierOrderRow): string {
  const cost =
    (row.actual_goods ?? row.expected_goods) + (row.actual_freight ?? row.expected_freight)
  return `counted as (
    insert into purchase_days as known (shop_id, day, amount)
    select ${v.add(row.shop_id)}, ${v.add(shopDay(deps.clock.now()))}::date, ${v.add(cost)}::bigint from moved
    on conflict (shop_id, day) do update set amount = known.amount + excluded.amount)`
}

/** Whether something of a purchase is on its way, or there. */
export function hasLeft({ state }: Pick<SupplierOrderRow, 'state'>): boolean {
  return left.has(state)
}

const left: ReadonlySet<string> = new Set(['part_shipped', 'shipped', 'received', 'done'])

/** Paid as far as we know, or being paid by a job that nothing has gone wrong for yet. */
export function isBought({ state, failure }: Pick<SupplierOrderRow, 'state' | 'failure'>): boolean {
  return failure === null && bought.includes(state)
}

const bought = ['paying', 'paid_up', 'part_shipped', 'shipped', 'received', 'done']

/** What `isBought` says, in SQL. */
export const isBoughtSql = `(failure is null and state in ('${bought.join("', '")}'))`

/** Whether all of a purchase has left, or is there. */
export function isWholly({ state }: Pick<SupplierOrderRow, 'state'>): boolean {
  return wholly.has(state)
}

const wholly: ReadonlySet<string> = new Set(['shipped', 'received', 'done'])

/** The purchase that was planned when the order was made, of one that stands in its place. */
export function originOf(
  purchases: readonly SupplierOrderRow[],
  supplierOrderId: string,
): SupplierOrderRow | undefined {
  const own = purchases.find((each) => each.supplier_order_id === supplierOrderId)
  return own?.replaces ? originOf(purchases, own.replaces) : own
}

export function purchaseSubject(row: SupplierOrderRow): Subject {
  const { shop_id: shopId, order_id: orderId, supplier_order_id: id } = row
  return { shopId, orderId, aggregate: 'supplier_order', id }
}

export async function noteOnSupplierOrder(
  db: Database | Tx,
  row: SupplierOrderRow,
  note: Updateable<SupplierOrders>,
): Promise<void> {
  await db
    .updateTable('supplier_orders')
    .set(note)
    .where('shop_id', '=', row.shop_id)
    .where('supplier_order_id', '=', row.supplier_order_id)
    .execute()
}

/** Counts one denial more of a purchase in doubt; false where something has happened to it since it was read. */
export async function countDenial(db: Database, row: SupplierOrderRow): Promise<boolean> {
  const { shop_id, supplier_order_id, asked_at, absent_count } = row
  return (await counting(db, [shop_id, supplier_order_id, asked_at, absent_count])).length > 0
}

const counting = statement(`
  update supplier_orders set absent_count = absent_count + 1
  where shop_id = $1 and supplier_order_id = $2 and state = 'in_doubt'
    and asked_at is not distinct from $3 and absent_count = $4
  returning 1`)

/** What is known of a purchase's parcels, in a word that is another one where any of it has changed. */
export async function parcelsKnown(
  db: Database | Tx,
  { shop_id, supplier_order_id }: Pick<SupplierOrderRow, 'shop_id' | 'supplier_order_id'>,
): Promise<string> {
  const [known] = await parcels(db, [shop_id, supplier_order_id])
  return known?.word ?? ''
}

const parcels = statement<{ readonly word: string | null }>(`
  select md5(string_agg(concat_ws(' ', logistics_id, carrier, number, state, lines, trail), ' '
    order by logistics_id)) as word
  from shipments where shop_id = $1 and supplier_order_id = $2`)

/** A parcel is known by the platform's logistics id; telling it again updates it. */
export async function putShipment(tx: Tx, shipment: Insertable<Shipments>): Promise<void> {
  const { carrier, number, state, lines, trail } = shipment
  await tx
    .insertInto('shipments')
    .values(shipment)
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'supplier_order_id', 'logistics_id'])
        .doUpdateSet({ carrier, number, state, lines, trail }),
    )
    .execute()
}
