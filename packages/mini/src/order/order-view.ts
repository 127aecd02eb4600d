import type { OrderNow } from '@xiaopu/client/mini'
import { formatMoney, type OrderView, type Shipment, seatStanding } from '@xiaopu/domain'
import { addressView } from '../checkout/checkout-view.ts'
import { type LineView, lineView } from '../look/line.ts'
import type { ShopTexts } from '../shop/texts.ts'
import { clock, moment } from './moment.ts'

interface Happened {
  readonly key: string
  readonly at: string
  readonly text: string
}

/** One order as its buyer follows it. */
export interface OrderPage {
  readonly state: string
  readonly hint: string
  readonly attention: string
  /** Buttons; empty where there is nothing to do. */
  readonly pay: string
  readonly check: string
  readonly cancel: string
  readonly receive: string
  /** Another group, where hers had ended; an invitation, where others are missing. */
  readonly another: string
  readonly invite: string
  readonly busy: boolean
  readonly parcels: readonly {
    readonly title: string
    readonly state: string
    readonly number: string
    readonly copy: string
    readonly copyLabel: string
    readonly noTrail: string
    readonly trail: readonly Happened[]
  }[]
  readonly refunds: readonly Happened[]
  readonly refundsTitle: string
  readonly lines: readonly LineView[]
  readonly rows: readonly { readonly name: string; readonly value: string }[]
  readonly who: string
  readonly where: string
  readonly addressTitle: string
  /** The button by which it is changed; empty where it stays. */
  readonly editAddress: string
  readonly useAddress: string
  /** Its supplier cannot send there: said above everything else, where it can be corrected. */
  readonly addressRefused: string
  readonly steps: readonly Happened[]
  readonly stepsTitle: string
  readonly number: string
}

export function orderPage(order: OrderView, now: OrderNow, texts: ShopTexts): OrderPage {
  const { order: t, checkout, afterSales } = texts
  const waits = order.state === 'pending_payment'
  const isBack = order.lines.every(({ quantity, returned = 0 }) => returned >= quantity)
  const next =
    seatHint(order, texts) || (isBack ? afterSales.allBack : texts.orderHints[order.state])
  const standing = seatStanding(order)
  const doing = now.doing !== undefined
  const isNeeded = order.addressChange === 'needed'
  return {
    state: texts.orderStates[order.state],
    hint: waits ? t.payBefore(clock(order.payBefore)) : next,
    attention: order.attention && !isNeeded ? t.attention : '',
    pay: waits ? (now.doing === 'pay' ? checkout.toCashier : t.pay(order.total)) : '',
    check: waits ? t.checkPayment : '',
    cancel: waits ? t.cancel : '',
    receive: order.state === 'shipped' ? t.receive : '',
    another: standing === 'missed' ? texts.seat.another : '',
    invite: standing === 'waiting' ? texts.seat.invite : '',
    busy: doing,
    parcels: parcelsView(order, texts),
    refunds: refundsView(order, texts),
    refundsTitle: afterSales.refunds,
    lines: order.lines.map((line) => lineView(line, backOf(line, texts))),
    rows: sumRows(order, texts),
    ...addressView(order.address),
    addressTitle: checkout.addressTitle,
    editAddress: order.addressChange ? checkout.editAddress : '',
    useAddress: doing ? checkout.quoting : checkout.useAddress,
    addressRefused: isNeeded ? t.addressRefused : '',
    steps: [...order.steps].reverse().map(({ state, at }) => ({
      key: state + at,
      at: moment(at),
      text: texts.orderStates[state],
    })),
    stepsTitle: t.steps,
    number: t.number(order.number),
  }
}

function seatHint(order: OrderView, { seat: t }: ShopTexts): string {
  const { size = 0, paid = 0, deadline = '', chooseBefore = '' } = order.seat ?? {}
  switch (seatStanding(order)) {
    case 'missed':
      return t.missed(moment(chooseBefore))
    case 'waiting':
      return t.waiting(size - paid, moment(deadline))
    case 'full':
      return t.full
    case 'failed':
      return t.failed
    default:
      return ''
  }
}

function parcelsView({ shipments }: OrderView, texts: ShopTexts): OrderPage['parcels'] {
  const first = shipments.filter(({ afterSale }) => !afterSale)
  return shipments.map((shipment) => {
    const title = shipment.afterSale
      ? texts.afterSales.kinds.exchange
      : texts.order.parcel(first.indexOf(shipment) + 1, first.length)
    return parcelView(shipment, title, texts)
  })
}

function parcelView(shipment: Shipment, title: string, texts: ShopTexts) {
  const { order: t } = texts
  const { carrier, number, state, trail } = shipment
  return {
    title,
    state: texts.shipmentStates[state],
    number: t.parcelNumber(carrier, number),
    copy: number,
    copyLabel: t.copyParcelNumber,
    noTrail: trail.length === 0 ? t.noTrail : '',
    trail: trail.map(({ at, text }) => ({ key: at + text, at: moment(at), text })),
  }
}

/** Money that goes back, newest first. */
function refundsView({ refunds }: OrderView, { afterSales: t }: ShopTexts): Happened[] {
  return [...refunds].reverse().map(({ id, amount, state, reason, note, at, means }) => ({
    key: id,
    at: moment(at),
    text: [
      formatMoney(amount),
      means ? t.states.done : t.refundStates[state],
      t.refundReasons[reason],
      note,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
}

function sumRows(order: OrderView, { order: t, checkout }: ShopTexts) {
  const { goods, freight, discount, total, coupon, state } = order
  return [
    { name: checkout.goods, value: formatMoney(goods) },
    {
      name: checkout.freight,
      value: freight.amount === 0 ? checkout.freeFreight : formatMoney(freight),
    },
    ...(discount.amount > 0
      ? [{ name: `${checkout.discount} ${coupon?.code ?? ''}`, value: `-${formatMoney(discount)}` }]
      : []),
    ...(coupon?.backUntil
      ? [{ name: t.couponBack(coupon.code, moment(coupon.backUntil)), value: '' }]
      : []),
    { name: state === 'pending_payment' ? checkout.total : t.total, value: formatMoney(total) },
  ]
}

/** What of a line was given back: pieces, or only money. */
function backOf(
  { returned = 0, refunded }: OrderView['lines'][number],
  { afterSales: t }: ShopTexts,
): string {
  if (!refunded) return ''
  return returned > 0 ? t.returned(returned) : t.compensated(refunded)
}
