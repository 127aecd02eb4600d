import { chance } from '../chance.ts'
import { type Order, toShip } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import { appOf, type World } from '../world/world.ts'
import { changePrice } from './change-price.ts'
import { closeOrder } from './close-order.ts'
import { shipOrder } from './ship-order.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** What an unpaid order may meet: some suppliers change the price within minutes. */
export function temperUnpaid(world: World, order: Order): void {
  if (!appOf(world).autoShip || order.temperament !== 'changes-price') return
  const ms = Math.round((0.5 + 4 * draw(world, order, 'reprice')) * MINUTE_MS)
  plan(world, { at: world.now() + ms, kind: 'reprice', about: order.id })
}

/** 3 to 20 % dearer, once, as long as nobody has paid. */
export function reprice(world: World, order: Order): void {
  if (order.status !== 'waitbuyerpay') return
  const percent = 103 + Math.floor(18 * draw(world, order, 'dearer'))
  changePrice(world, order, Math.ceil((order.totalFen * percent) / 100))
}

/** Plans what the supplier of a paid order does, given the hours it promised. */
export function temperPaid(world: World, order: Order, hours: number): void {
  if (!appOf(world).autoShip) return
  for (const { part, ...what } of intentions(order, draw(world, order, 'ship'))) {
    const at = world.now() + Math.round(hours * HOUR_MS * part)
    plan(world, { at, about: order.id, ...what })
  }
}

interface Intention {
  /** Of the promised time; above 1 is late. */
  readonly part: number
  readonly kind: 'ship' | 'seller-close'
  readonly detail?: 'part' | 'fake'
}

/** Nobody ships at once; most ship well within what they promise. `drawn` is in [0, 1). */
function intentions(order: Order, drawn: number): readonly Intention[] {
  const usual = 0.05 + 0.85 * drawn
  switch (order.temperament) {
    case 'late':
      return [{ part: 1.2 + 1.8 * drawn, kind: 'ship' }]
    case 'part-by-part':
      return [
        { part: usual / 2, kind: 'ship', detail: 'part' },
        { part: usual + 1, kind: 'ship' },
      ]
    case 'fake-tracking':
      // A number at once, and nothing ever moves.
      return [{ part: 0.01, kind: 'ship', detail: 'fake' }]
    case 'closes':
      return [{ part: usual, kind: 'seller-close' }]
    default:
      return [{ part: usual, kind: 'ship' }]
  }
}

/** Ships as planned: all that is left, the first half of it, or a parcel that does not exist. */
export function shipAsPlanned(world: World, order: Order, how: string | undefined): void {
  if (how === 'part') {
    shipOrder(world, order, { goods: firstHalf(order) })
    return
  }
  shipOrder(world, order, how === 'fake' ? { standsStill: true } : {})
}

/** At least one piece and, where there are several, not all of them. */
function firstHalf(order: Order): { readonly subId: string; readonly quantity: number }[] {
  const pieces = order.items.reduce((sum, item) => sum + toShip(item), 0)
  let open = Math.max(1, Math.floor(pieces / 2))
  return order.items.flatMap((item) => {
    const quantity = Math.min(open, toShip(item))
    open -= quantity
    return quantity > 0 ? [{ subId: item.subId, quantity }] : []
  })
}

/** The goods have run out: the trade is closed, the money goes back. */
export function closeForLack(world: World, order: Order): void {
  if (order.status !== 'waitsellersend' || order.parcels.length > 0) return
  closeOrder(world, order, { by: 'SELLER', reason: 'sellerGoodsLack', remark: '缺货' })
}

/** Twice no, then yes: by then the platform has been called [sbx]. */
export const refusesRefund = (order: Order, rejectTimes: number): boolean =>
  order.temperament === 'refuses-refunds' && rejectTimes < 2

const draw = (world: World, order: Order, about: string): number =>
  chance(world.seed, `${about} ${order.id}`)
