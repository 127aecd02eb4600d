import {
  formatMoney,
  isFailureCode,
  type Money,
  type SellerOrder,
  seatStanding,
} from '@xiaopu/domain'
import { orderStateText, type Texts } from '@xiaopu/texts'
import { sentenceOf } from '../describe.ts'
import { claimTable } from './claim-table.ts'
import { inShopTime } from './shop-time.ts'
import { columns, table } from './table.ts'

/** One row for each order. */
export function orderTable(orders: readonly SellerOrder[], texts: Texts): string {
  const { cli, channels } = texts
  const titles = cli.columns
  return table(
    [
      { title: titles.orderId, value: ({ id }) => id },
      { title: titles.order, value: ({ number }) => number },
      { title: titles.placedAt, value: ({ placedAt }) => inShopTime(placedAt) },
      { title: titles.state, value: (order) => orderStateText(order, texts) },
      { title: titles.total, value: ({ total }) => formatMoney(total), right: true },
      { title: titles.cost, value: ({ book, cost }) => oncePaid(book, cost), right: true },
      { title: titles.profit, value: ({ book, profit }) => oncePaid(book, profit), right: true },
      {
        title: titles.share,
        value: ({ credit }) => (credit ? `${credit.code} ${channels[credit.channel]}` : ''),
      },
    ],
    orders,
  )
}

/** Of an order that nobody paid nothing is earned, whatever was expected of it. */
const oncePaid = (book: SellerOrder['book'], money: Money): string =>
  book.length > 0 ? formatMoney(money) : '-'

/** An order with everything that belongs to it: goods, purchases, parcels, money that goes back, profit. */
export function describeOrder(order: SellerOrder, texts: Texts): string {
  const parts = [
    [
      orderTable([order], texts),
      ...order.lines.map(lineText(texts)),
      ...freightOf(order, texts),
      ...discountOf(order, texts),
      addressOf(order, texts),
      ...seatOf(order, texts),
    ].join('\n'),
    purchaseTable(order, texts),
    ...order.supplierOrders.flatMap((purchase) => decisionOf(order.id, purchase, texts)),
    ...(order.shipments.length > 0 ? [parcelTable(order, texts)] : []),
    ...(order.refunds.length > 0 ? [refundTable(order, texts)] : []),
    ...(order.afterSales.length > 0 ? [claimTable(order.afterSales, texts)] : []),
    ...(order.commissions ? [commissionTable(order.commissions, texts)] : []),
    ...(order.book.length > 0 ? [bookOf(order, texts)] : []),
  ]
  return parts.join('\n\n')
}

const lineText =
  ({ widgets }: Texts) =>
  (line: SellerOrder['lines'][number], index: number): string => {
    const { title, properties, quantity, price, returned = 0, refunded } = line
    const t = widgets.afterSales
    const back = returned > 0 ? t.returned(returned) : refunded && t.compensated(refunded)
    const words = [title, ...properties.map(({ value }) => value), ...(back ? [`(${back})`] : [])]
    return `  ${index + 1}. ${quantity} × ${formatMoney(price)}  ${words.join(' ')}`
  }

function freightOf({ freight }: SellerOrder, { cli }: Texts): string[] {
  return freight.amount === 0 ? [] : [`  ${cli.columns.freight}  ${formatMoney(freight)}`]
}

/** Where the goods go, masked: enough to see that a pasted address was understood. */
function addressOf({ address }: SellerOrder, { cli }: Texts): string {
  const { name, phone, province, city, district, street } = address
  const place = [province, city, district, street].join('')
  return `  ${[cli.columns.address, name, phone, place].filter(Boolean).join('  ')}`
}

function discountOf({ discount, coupon }: SellerOrder, { cli }: Texts): string[] {
  if (discount.amount === 0) return []
  return [`  ${cli.coupons.columns.off} ${coupon?.code ?? ''}  -${formatMoney(discount)}`]
}

/** How its group stands, as long as that decides what becomes of it. */
function seatOf(order: SellerOrder, { cli: { groupDeals: t } }: Texts): string[] {
  const { seat } = order
  const standing = seatStanding(order)
  if (seat?.deadline && standing === 'waiting')
    return [`  ${t.seat(seat.size, seat.paid, inShopTime(seat.deadline))}`]
  if (seat?.chooseBefore && standing === 'missed')
    return [`  ${t.choosing(inShopTime(seat.chooseBefore))}`]
  return []
}

function purchaseTable(order: SellerOrder, texts: Texts): string {
  const { columns: titles, refunds } = texts.cli
  const { exchange } = texts.widgets.afterSales.kinds
  return table(
    [
      { title: refunds.columns.purchase, value: ({ id }) => id },
      { title: titles.supplier, value: ({ supplier }) => supplier.name, width: 30 },
      { title: titles.platformOrder, value: ({ platformOrderId }) => platformOrderId ?? '-' },
      {
        title: titles.state,
        value: ({ state, afterSale }) =>
          [named(texts.supplierOrderStates, state), afterSale && exchange]
            .filter(Boolean)
            .join(' · '),
      },
      { title: titles.cost, value: ({ goods }) => formatMoney(goods), right: true },
      { title: titles.freight, value: ({ freight }) => formatMoney(freight), right: true },
      { title: refunds.columns.reason, value: ({ failure }) => failure ?? '' },
    ],
    order.supplierOrders,
  )
}

/** Why a purchase waits and until when, and what its supplier is asked to give back. */
function decisionOf(
  order: string,
  { id, failure, reasons = [], decideBefore, claims }: SellerOrder['supplierOrders'][number],
  texts: Texts,
): string[] {
  const { cli } = texts
  const t = cli.refunds
  const isHeld = decideBefore !== undefined
  const why = isHeld ? reasons.map((reason) => named(t.reasons, reason)) : []
  const failed =
    isHeld && failure && failure !== 'PURCHASE_HELD' && isFailureCode(failure)
      ? [sentenceOf({ code: failure, detail: {} }, texts).replace(/[。.]$/, '')]
      : []
  const left = isHeld ? [t.left(inShopTime(decideBefore))] : []
  const asked = claims.map(
    ({ state, wanted, refunded }) => `${t.claims[state]} ${formatMoney(refunded ?? wanted)}`,
  )
  const facts = [...why, ...failed, ...left, ...asked]
  const lines = [
    ...(facts.length > 0 ? [`  ${id}  ${facts.join(' · ')}`] : []),
    ...(isHeld ? [`    xiaopu decide ${order} ${id} buy|replace|refund`] : []),
  ]
  return lines.length > 0 ? [lines.join('\n')] : []
}

function parcelTable(order: SellerOrder, texts: Texts): string {
  const titles = texts.cli.columns
  return table(
    [
      { title: titles.parcel, value: ({ carrier, number }) => `${carrier} ${number}` },
      { title: titles.state, value: ({ state }) => texts.shipmentStates[state] },
      { title: titles.row, value: ({ trail }) => trail[0]?.text ?? '', width: 60 },
    ],
    order.shipments,
  )
}

function refundTable(order: SellerOrder, { cli, widgets }: Texts): string {
  const { refundReasons, states } = widgets.afterSales
  return table(
    [
      {
        title: cli.refunds.columns.refund,
        value: ({ amount }) => formatMoney(amount),
        right: true,
      },
      {
        title: cli.columns.state,
        value: ({ state, means }) => (means ? states.done : cli.refunds.states[state]),
      },
      { title: cli.refunds.columns.reason, value: ({ reason }) => named(refundReasons, reason) },
      {
        title: cli.refunds.columns.words,
        value: ({ note, byHand }) => [byHand?.reference, note].filter(Boolean).join(' · '),
        width: 40,
      },
      { title: cli.refunds.columns.refundId, value: ({ id }) => id },
    ],
    order.refunds,
  )
}

/** Who earns by the order, and why she does not. */
function commissionTable(
  commissions: NonNullable<SellerOrder['commissions']>,
  { cli, refusalReasons }: Texts,
): string {
  const words = cli.promoters
  return table(
    [
      { title: words.columns.id, value: ({ promoter }) => promoter },
      { title: words.columns.part, value: ({ amount }) => formatMoney(amount), right: true },
      {
        title: words.columns.state,
        value: ({ state, reason }) =>
          reason === undefined
            ? words.commissions[state]
            : words.because(words.commissions[state], refusalReasons[reason] ?? reason),
      },
    ],
    commissions,
  )
}

/** What the order brought and cost, down to its profit. */
function bookOf({ book, profit }: SellerOrder, { cli }: Texts): string {
  const rows = book.map(({ account, amount }) => [cli.refunds.accounts[account], signed(amount)])
  const all = [...rows, [cli.columns.profit, signed(profit)]] as [string, string][]
  return `${cli.refunds.columns.book}\n${columns(all)}`
}

function signed(money: Money): string {
  return money.amount > 0 ? `+${formatMoney(money)}` : formatMoney(money)
}

function named(texts: Readonly<Record<string, string>>, code: string): string {
  return texts[code] ?? code
}
