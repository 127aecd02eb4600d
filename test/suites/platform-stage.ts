import type { Address, Offer, Platform, PlatformLine } from '@xiaopu/domain'

/** What the suite lets happen to the next call of a kind. */
export interface Mishap {
  readonly call: 'create' | 'pay' | 'read-order'
  /**
   * `unheard`: it never reached the books. `unanswered`: it is in the books, no answer came.
   * `silent`: as unanswered, by a time-out. `denied`: it is in the books, the answer says no.
   */
  readonly how: 'unheard' | 'unanswered' | 'silent' | 'denied' | 'busy'
  readonly times?: number
}

/** An order as the platform itself keeps it, in fen. */
export interface Booked {
  readonly platformOrderId: string
  readonly goods: number
  readonly freight: number
  readonly paid: number
}

/** A platform to play on: what a shop sees, and strings to pull behind the scene. */
export interface Stage {
  readonly platform: Platform
  /** Offer ids of one supplier: with variants, without, and one from three pieces on that does not go to Tibet. */
  readonly offers: { readonly varied: string; readonly plain: string; readonly bulky: string }
  suffer(mishap: Mishap): Promise<void>
  change(
    offerId: string,
    change: { readonly stock?: number; readonly online?: boolean; readonly dropship?: boolean },
  ): Promise<void>
  turnClock(millis: number): Promise<void>
  /** Ships one piece of the first line, or everything that is left. */
  ship(platformOrderId: string, what: 'one' | 'rest'): Promise<void>
  /** Lets the carriers hand over every parcel. */
  deliver(platformOrderId: string): Promise<void>
  /** Every order the platform holds. */
  booked(): Promise<readonly Booked[]>
  /** Forms of the push messages sent so far, oldest first. */
  pushes(): readonly URLSearchParams[]
  /** Stops the platform. */
  close(): Promise<void>
}

export const home: Address = {
  name: '王小明',
  phone: '13812345678',
  province: '四川省',
  city: '成都市',
  district: '武侯区',
  regionCode: '510107',
  street: '科华北路62号',
}

export const tibet: Address = {
  ...home,
  province: '西藏自治区',
  city: '拉萨市',
  district: '城关区',
  regionCode: '540102',
}

export async function offerOf(stage: Stage, offerId: string): Promise<Offer> {
  const offer = await stage.platform.offer(offerId)
  if (!offer) throw new TypeError(`the stage has no offer ${offerId}`)
  return offer
}

/** A line of the first Sku in stock. */
export function lineOf(offer: Offer, quantity: number): PlatformLine {
  const sku = offer.skus.find((each) => each.stock > 0) ?? offer.skus[0]
  return { offerId: offer.offerId, ...(sku?.specId && { specId: sku.specId }), quantity }
}

/** Two lines of one supplier: two of a variant, one of the plain offer. */
export async function basket(stage: Stage): Promise<PlatformLine[]> {
  const { varied, plain } = stage.offers
  return [lineOf(await offerOf(stage, varied), 2), lineOf(await offerOf(stage, plain), 1)]
}
