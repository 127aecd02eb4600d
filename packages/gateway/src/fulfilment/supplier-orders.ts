import {
  type SupplierOrderEvent,
  type SupplierOrderState,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Shipments, SupplierOrders } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import type { JobToWrite } from '../jobs/jobs.ts'
import type { OrderLineRow } from '../orders/orders.ts'
import { may, moveRow, pathOf, type Subject } from '../orders/transitions.ts'
import type { SealedRecipient } from '../personal/sealed-address.ts'

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
    'offer_id' | 'spec_id' | 'sku_id' | 'title' | 'quantity' | 'price'
  >[]
}

const purchaseWhere = (where: string) =>
  statement<Purchase>(`
    select purchase.*, ordered.address, ordered.remark, ordered.sealed, ordered.forgotten_at,
      (select json_agg(json_build_object('offer_id', offer_id, 'spec_id', spec_id, 'sku_id', sku_id,
          'title', title, 'quantity', quantity, 'price', price) order by position)
        from order_lines as line
        where line.shop_id = purchase.shop_id
          and line.supplier_order_id = purchase.supplier_order_id) as lines
    from supplier_orders as purchase
    join orders as ordered
      on ordered.shop_id = purchase.shop_id and ordered.order_id = purchase.order_id
    where purchase.shop_id = $1 and purchase.${where} = $2
    order by purchase.seq`)

const onePurchase = purchaseWhere('supplier_order_id')
const purchasesOf = purchaseWhere('order_id')

export async function readPurchase(
  db: Database,
  shopId: string,
  supplierOrderId: string,
): Promise<Purchase | undefined> {
  const [purchase] = await onePurchase(db, [shopId, supplierOrderId])
  return purchase
}

/** Every purchase of an order, by its number in it. */
export function readPurchases(db: Database, shopId: string, orderId: string): Promise<Purchase[]> {
  return purchasesOf(db, [shopId, orderId])
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
 * @param job - written with the move or not at all
 */
export async function moveSupplierOrder<Row extends SupplierOrderRow>(
  deps: Deps,
  tx: Tx | Database,
  row: Row,
  events: SupplierOrderEvent | readonly [SupplierOrderEvent, ...SupplierOrderEvent[]],
  also: Updateable<SupplierOrders> = {},
  job?: JobToWrite,
): Promise<Row | undefined> {
  const from = row.state as SupplierOrderState
  const list = typeof events === 'string' ? [events] : events
  if (!may(supplierOrderMoves, from, list[0] as SupplierOrderEvent)) return undefined
  const path = pathOf(supplierOrderMoves, from, list)
  const moved = await moveRow(deps, tx, purchaseSubject(row), path, also, job)
  return moved ? ({ ...row, ...also, state: path.at(-1)?.to } as Row) : undefined
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
