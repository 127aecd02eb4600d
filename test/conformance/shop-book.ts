import { type Offer, type Platform, type Purchase, ShopError } from '@xiaopu/domain'

/** What a reading brought, not written down yet: readings overtake each other on their way. */
export type Reading = () => void

/**
 * A shop's own book of what it bought and sells, kept by what messages make it read and by looking
 * itself. It believes no message, and of two readings the one of the later version.
 */
export class ShopBook {
  readonly purchases = new Map<string, Purchase>()
  readonly offers = new Map<string, Offer>()
  readonly #platform: Platform
  readonly #now: () => number
  #sweptTo: string
  readonly #heard = new Set<string>()

  constructor(platform: Platform, now: () => number) {
    this.#platform = platform
    this.#now = now
    this.#sweptTo = this.#at()
  }

  /** Takes a pushed form in; whatever it is about is read again. */
  async hear(form: URLSearchParams): Promise<Reading[]> {
    try {
      const { messageId, platformOrderId, platformOrderIds, offerIds } =
        this.#platform.readMessage(form)
      if (this.#heard.has(messageId)) return []
      this.#heard.add(messageId)
      const orderIds = platformOrderIds ?? (platformOrderId ? [platformOrderId] : [])
      return [
        ...(await Promise.all(orderIds.map((id) => this.read(id)))),
        ...(await Promise.all(offerIds.map((id) => this.look(id)))),
      ]
    } catch (error) {
      if (error instanceof ShopError && error.code === 'MESSAGE_NOT_GENUINE') return []
      throw error
    }
  }

  async read(platformOrderId: string): Promise<Reading> {
    const purchase = await this.#platform.purchase(platformOrderId)
    return () => this.#write(purchase)
  }

  async look(offerId: string): Promise<Reading> {
    const offer = await this.#platform.offer(offerId)
    return () => {
      const known = this.offers.get(offerId)
      if (offer && (!known || known.capturedAt <= offer.capturedAt)) this.offers.set(offerId, offer)
    }
  }

  /** Everything that changed since the last sweep began. */
  async sweep(): Promise<void> {
    const begun = this.#at()
    for await (const purchase of this.#platform.purchasesChanged({ from: this.#sweptTo })) {
      this.#write(purchase)
    }
    this.#sweptTo = begun
  }

  /** Messages that never came. */
  async catchUp(from: string): Promise<Reading[]> {
    const readings: Reading[] = []
    for await (const { platformOrderId, offerIds } of this.#platform.missedMessages({ from })) {
      if (platformOrderId) readings.push(await this.read(platformOrderId))
      for (const offerId of offerIds) readings.push(await this.look(offerId))
    }
    return readings
  }

  /** Fen that left the account and did not come back, by this book. */
  spent(): number {
    return [...this.purchases.values()].reduce((sum, purchase) => sum + spentOn(purchase), 0)
  }

  #write(purchase: Purchase): void {
    const known = this.purchases.get(purchase.platformOrderId)
    if (known && (known.changedAt ?? '') > (purchase.changedAt ?? '')) return
    this.purchases.set(purchase.platformOrderId, purchase)
  }

  #at(): string {
    return new Date(this.#now()).toISOString()
  }
}

function spentOn({ state, goods, freight, refunded }: Purchase): number {
  const back = refunded?.amount ?? 0
  const wasPaid = state !== 'unpaid' && (state !== 'cancelled' || back > 0)
  return wasPaid ? goods.amount + freight.amount - back : 0
}
