import { day, fen, type OrderTimeline } from '@xiaopu/domain'
import type { Actor } from './actor.ts'
import { type Casting, fillCart, quoteCart } from './goods.ts'
import type { Stage } from './stage.ts'

/** A group as the stage has it: two are enough for one that came about, and for one that did not. */
const stageSize = 2

/** Somebody else's phone: one has one seat. */
const otherPhone = '13800138001'

/** Makes what stands in for the recorded deal. @returns its id; nothing where she bought alone */
export async function castDeal(
  { seller }: Stage,
  { group, order }: OrderTimeline,
  [cast]: readonly Casting[],
): Promise<string | undefined> {
  if (!group || !cast) return undefined
  const { id } = await seller.groupDeals.create({
    listing: cast.listing.id,
    size: stageSize,
    off: { kind: 'fixed', amount: fen(1) },
    openHours: 72,
    validUntil: new Date(Date.parse(order.placedAt) + 30 * day).toISOString(),
  })
  return id
}

/** Everybody else has paid: on the stage one other buyer does. */
export async function fillGroup({ stage, deal, standIns, order, token }: Actor): Promise<void> {
  const { seat } = await stage.client.orders.read(order, { token })
  const [standIn] = standIns
  if (!deal || !seat?.groupBuy || !standIn) return
  const cart = await fillCart(stage, [{ ...standIn, quantity: 1 }], {
    deal,
    groupBuy: seat.groupBuy,
  })
  const quote = await quoteCart(stage, cart, otherPhone)
  const placed = await stage.client.orders.place({ quote: quote.id, total: quote.total })
  const returnUrl = 'http://127.0.0.1:8688/'
  const paying = await stage.client.orders.pay(
    placed.order.id,
    { returnUrl },
    { token: placed.token },
  )
  await stage.pay(paying.payment?.cashierUrl ?? '')
}

/** Its time was over, or its seller had stopped the deal: either way it ends without all its buyers. */
export async function endGroup({ stage, deal }: Actor): Promise<void> {
  if (deal) await stage.seller.groupDeals.stop(deal)
}

/** What of a group is not played: an order that was paid when its group had ended, or whose export does not tell. */
export function isPlayable({ group, items }: OrderTimeline): boolean {
  const own = items.filter(({ kind, what }) => kind === 'change' && what.startsWith('seat '))
  return own.every(({ what }) => what !== 'seat miss') && (own.length === 0 || group !== undefined)
}
