import {
  type SupplierOrderEvent,
  type SupplierOrderState,
  supplierOrderMoves,
} from '@xiaopu/domain'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { Shipments, SupplierOrders } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import type { OrderLineRow } from '../orders/orders.ts'
import { may, moveWithHistory, next } from '../orders/transitions.ts'

export type SupplierOrderRow = Selectable<SupplierOrders>

export interface PlannedSupplierOrder {
  readonly supplier_order_id: string
  readonly seq: number
  readonly supplier: { readonly id: string; readonly name: string }
  readonly out_order_id: string
  readonly expected_goods: number
  readonly expected_freight: number
  readonly ship_within_hours: number
}

export async function insertSupplierOrders(
  tx: Tx,
  { shopId, orderId }: { shopId: string; orderId: string },
  planned: readonly PlannedSupplierOrder[],
): Promise<void> {
  await tx
    .insertInto('supplier_orders')
    .values(
      planned.map(({ supplier, ...row }) => ({
        ...row,
        shop_id: shopId,
        order_id: orderId,
        supplier_id: supplier.id,
        supplier_name: supplier.name,
        state: 'planned',
      })),
    )
    .execute()
}

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

export async function readSupplierOrder(
  db: Database | Tx,
  shopId: string,
  supplierOrderId: string,
): Promise<SupplierOrderRow | undefined> {
  return db
    .selectFrom('supplier_orders')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('supplier_order_id', '=', supplierOrderId)
    .executeTakeFirst()
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

export async function readLinesOf(
  db: Database | Tx,
  { shop_id, supplier_order_id }: SupplierOrderRow,
): Promise<OrderLineRow[]> {
  return db
    .selectFrom('order_lines')
    .selectAll()
    .where('shop_id', '=', shop_id)
    .where('supplier_order_id', '=', supplier_order_id)
    .orderBy('position')
    .execute()
}

/** Moves a purchase by one event where its table allows that now; the row as it then is, or undefined. */
export async function moveSupplierOrder(
  deps: Deps,
  tx: Tx | Database,
  row: SupplierOrderRow,
  event: SupplierOrderEvent,
  also: Updateable<SupplierOrders> = {},
): Promise<SupplierOrderRow | undefined> {
  const from = row.state as SupplierOrderState
  if (!may(supplierOrderMoves, from, event)) return undefined
  const to = next(supplierOrderMoves, from, event)
  const update = tx
    .updateTable('supplier_orders')
    .set({ ...also, state: to })
    .where('shop_id', '=', row.shop_id)
    .where('supplier_order_id', '=', row.supplier_order_id)
    .where('state', '=', from)
    .returning('supplier_order_id')
  const moved = await moveWithHistory(deps, tx, update, {
    shopId: row.shop_id,
    orderId: row.order_id,
    aggregate: 'supplier_order',
    id: row.supplier_order_id,
    from,
    to,
    event,
  })
  return moved ? ({ ...row, ...also, state: to } as SupplierOrderRow) : undefined
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
