import {
  type Money,
  type OrderLine,
  plainYuan,
  type SellerOrder,
  type Shipment,
  sum,
} from '@xiaopu/domain'
import { orderStateText, type Texts } from '@xiaopu/texts'
import type { Field } from '../http/csv.ts'
import { isStray } from '../payments/refunds.ts'
import { shopTime } from '../shops/shop-time.ts'

/** An order as its table has it, and who brought it. */
export interface TabledOrder {
  readonly order: SellerOrder
  /** What the seller called the share that is credited. */
  readonly shareName?: string | undefined
  /** Id of the promoter. */
  readonly promoter?: string | undefined
}

interface Row extends TabledOrder {
  readonly line: OrderLine
  /** Amounts of the whole order stand here only, so that a column adds up. */
  readonly isFirst: boolean
  readonly parcels: readonly Shipment[]
}

type Title = keyof Texts['orderTable']['columns']
type Write = (row: Row, texts: Texts) => Field

const columns: readonly (readonly [Title, Write])[] = [
  ['order', ({ order }) => order.number],
  ['placedAt', ({ order }) => shopTime(Date.parse(order.placedAt))],
  ['paidAt', ({ order }) => paidAt(order)],
  ['state', ({ order }, texts) => orderStateText(order, texts)],
  ['title', ({ line }) => line.title],
  ['properties', ({ line }) => propertiesOf(line)],
  ['quantity', ({ line }) => ({ number: String(line.quantity) })],
  ['price', ({ line }) => yuan(line.price)],
  ['subtotal', ({ line }) => yuan(line.subtotal)],
  ['freight', ofOrder(({ freight }) => freight)],
  ['discount', ofOrder(({ discount }) => discount)],
  ['total', ofOrder(({ total }) => total)],
  ['cost', ofOrder((order) => (isPaid(order) ? order.cost : undefined))],
  ['profit', ofOrder((order) => (isPaid(order) ? order.profit : undefined))],
  ['profitKind', ({ order }, texts) => profitKind(order, texts)],
  ['refunded', ofOrder(refunded)],
  ['share', ({ order, shareName }) => shareName ?? order.credit?.code ?? ''],
  ['channel', ({ order }, texts) => (order.credit ? texts.channels[order.credit.channel] : '')],
  ['promoter', ({ promoter }) => promoter ?? ''],
  ['carrier', ({ parcels }) => listed(parcels.map(({ carrier }) => carrier))],
  ['parcel', ({ parcels }) => listed(parcels.map(({ number }) => number))],
  ['buyer', ({ order }) => order.address.name],
  ['remark', ({ order }) => order.remark ?? ''],
]

/** What stands above the columns. */
export function orderTableTitles({ orderTable }: Texts): Field[] {
  return columns.map(([title]) => orderTable.columns[title])
}

/** One record for each line of an order, in its own order. */
export function orderTableRecords(tabled: TabledOrder, texts: Texts): Field[][] {
  return tabled.order.lines.map((line, index) => {
    const isFirst = index === 0
    const row = { ...tabled, line, isFirst, parcels: parcelsOf(tabled.order, line, isFirst) }
    return columns.map(([, write]) => write(row, texts))
  })
}

/** A figure of the whole order; nothing where it has none yet. */
function ofOrder(amount: (order: SellerOrder) => Money | undefined): Write {
  return ({ order, isFirst }) => {
    const money = isFirst ? amount(order) : undefined
    return money ? yuan(money) : ''
  }
}

function yuan(money: Money): Field {
  return { number: plainYuan(money) }
}

/** Before that nothing is in the book, and what an order might have earned is no profit. */
function isPaid({ book }: SellerOrder): boolean {
  return book.length > 0
}

function paidAt({ steps }: SellerOrder): string {
  const paid = steps.find(({ state }) => state === 'paid')
  return paid ? shopTime(Date.parse(paid.at)) : ''
}

function profitKind(order: SellerOrder, { orderTable }: Texts): string {
  return isPaid(order) ? orderTable.profitKinds[order.profitKind] : ''
}

/** On its way back or back. What came twice or too late was never in the order's total. */
function refunded({ refunds }: SellerOrder): Money {
  const own = refunds.filter((each) => !isStray(each) && each.state !== 'abnormal')
  return sum(own.map(({ amount }) => amount))
}

function propertiesOf({ properties }: OrderLine): string {
  return listed(properties.map(({ name, value }) => (name ? `${name}: ${value}` : value)))
}

/** Parcels that a line travels in; one of which nobody says what is inside stands with the first line. */
function parcelsOf({ lines, shipments }: SellerOrder, line: OrderLine, isFirst: boolean) {
  const skus = new Set(lines.map(({ sku }) => sku))
  return shipments.filter((parcel) => {
    const inside = parcel.lines.filter(({ sku }) => skus.has(sku))
    return inside.length === 0 ? isFirst : inside.some(({ sku }) => sku === line.sku)
  })
}

function listed(words: readonly string[]): string {
  return words.join('; ')
}
