import type { OrderLine, OrderTimeline } from '@xiaopu/domain'
import { type Casting, castGoods, fillCart, quoteCart, type StandIn, standInsOf } from './goods.ts'
import { castDeal } from './group-deeds.ts'
import type { Stage } from './stage.ts'

/** Who acts in a play, on one order. */
export interface Actor {
  readonly stage: Stage
  /** As it was recorded. */
  readonly timeline: OrderTimeline
  /** On the stage. */
  readonly order: string
  readonly token: string
  readonly lines: readonly OrderLine[]
  readonly cast: readonly Casting[]
  /** Of each recorded line. */
  readonly standIns: readonly StandIn[]
  /** The group deal on the stage; absent where she bought alone. */
  readonly deal: string | undefined
  /** The claims that were opened on the stage, by the id of the recorded one. */
  readonly claims: Map<string, string>
  /** Our purchase on the stage, for a purchase of the recorded order. */
  purchaseOf(purchase: string | undefined): Promise<string>
  /** Its number at 1688. */
  numberOf(purchase: string | undefined): Promise<string>
}

/** Orders what stands in for the recorded goods. */
export async function placeOrder(stage: Stage, timeline: OrderTimeline): Promise<Actor> {
  const cast = await castGoods(stage, timeline)
  const standIns = standInsOf(timeline, cast)
  const deal = await castDeal(stage, timeline, cast)
  const quote = await quoteCart(stage, await fillCart(stage, standIns, deal ? { deal } : undefined))
  const { order, token } = await stage.client.orders.place({ quote: quote.id, total: quote.total })
  const claims = new Map<string, string>()
  async function purchaseOf(purchase: string | undefined): Promise<string> {
    const offer = cast.find((each) => each.purchase === purchase)?.listing.offer.offerId
    const { lines } = await stage.seller.orders.timeline(order.id)
    const exchange = timeline.lines.find((line) => line.purchase === purchase)?.afterSale
    const claim = exchange && claims.get(exchange)
    const ours = lines.find((line) =>
      exchange ? line.afterSale === claim : line.offer === offer,
    )?.purchase
    if (!ours) throw new Error('no purchase stands in for the recorded one')
    return ours
  }
  return {
    ...{ stage, timeline, order: order.id, token, lines: order.lines, cast, standIns, deal },
    claims,
    purchaseOf,
    numberOf: async (purchase) => (await purchaseOf(purchase)).slice('sor_'.length),
  }
}
