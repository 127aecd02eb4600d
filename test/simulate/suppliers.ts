import type { Sandbox } from '@xiaopu/sandbox'
import type { Chance } from '../fuzz/chance.ts'
import { type Goods, sandboxUrl } from './ground.ts'
import type { Scheduler } from './scheduler.ts'

export interface SuppliersOptions {
  readonly sandbox: Sandbox
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly goods: readonly Goods[]
  /** How often something goes against the shop, from 0 to 1; asked each time. */
  readonly business: () => number
  /** From now on everything is sent and signed for at once. */
  readonly isWilling: () => boolean
  readonly mark: (label: string) => void
}

type Order = NonNullable<ReturnType<Sandbox['world']['orders']['get']>>

const minute = 60_000

/** Sent, and not signed for: what has arrived arrives once. */
function isOnItsWay({ status, parcels }: Order): boolean {
  const isThere = parcels.every(({ nodes }) => nodes.some((node) => node.status === 'SIGN'))
  return status === 'waitbuyerreceive' && !isThere
}

/** What suppliers and carriers do: send, sign, and sometimes raise prices, run out or close. */
export class Suppliers {
  readonly #options: SuppliersOptions
  /** Orders that were looked at when they were new. */
  #seen = 0

  constructor(options: SuppliersOptions) {
    this.#options = options
  }

  /** Looks at everything every now and then, until nobody waits for it. */
  async work(isOver: () => boolean): Promise<void> {
    const { scheduler, chance } = this.#options
    while (!isOver()) {
      await scheduler.sleep((3 + chance.below(20)) * minute, 'suppliers look')
      await this.lookRound()
    }
  }

  async lookRound(): Promise<void> {
    const { sandbox, chance, business, isWilling } = this.#options
    for (const order of [...sandbox.world.orders.values()]) {
      const path = `orders/${order.id}`
      if (order.status === 'waitsellersend') {
        if (chance.next() < business() / 4)
          await this.#do(`${path}/close`, 'closed by the supplier')
        else if (isWilling() || chance.next() < 0.6) await this.#do(`${path}/ship`)
      } else if (isOnItsWay(order) && (isWilling() || chance.next() < 0.5)) {
        await this.#do(`${path}/deliver`)
      } else if (order.status === 'waitbuyerpay' && chance.next() < business() / 2)
        await this.#reprice(order)
    }
    await this.#answerClaims()
    if (chance.next() < business() * 2) await this.#moveMarket()
  }

  /** Sets another total of what was ordered just now, while it is being paid. */
  seeNew(): void {
    const { sandbox, chance, business } = this.#options
    const { orders } = sandbox.world
    if (orders.size === this.#seen) return
    const fresh = [...orders.values()].slice(this.#seen)
    this.#seen = orders.size
    for (const order of fresh)
      if (order.status === 'waitbuyerpay' && chance.next() < business() * 2)
        this.#reprice(order).catch(() => undefined)
  }

  #reprice({ id, totalFen }: Order): Promise<void> {
    const changed = Math.max(1, totalFen + (this.#options.chance.below(400) - 200))
    return this.#do(`orders/${id}/price`, 'other total', { totalFen: changed })
  }

  /** To money, to goods that come back, or that they came; what is not answered ends by itself. */
  async #answerClaims(): Promise<void> {
    const { sandbox, chance, business, isWilling } = this.#options
    for (const { id, status } of [...sandbox.world.refunds.values()]) {
      if (status !== 'waitselleragree' && status !== 'waitsellerreceive') continue
      if (chance.next() < business()) await this.#do(`refunds/${id}/reject`, 'claim rejected')
      else if (isWilling() || chance.next() < 0.5)
        await this.#do(`refunds/${id}/agree`, 'claim agreed')
    }
  }

  /** Everything is on sale again, plenty of it. */
  async restock(): Promise<void> {
    for (const { offerId } of this.#options.goods) {
      await this.#do(`offers/${offerId}`, undefined, { status: 'published', stock: 500 })
    }
  }

  async #moveMarket(): Promise<void> {
    const { chance, goods } = this.#options
    const { offerId } = chance.of(goods)
    const change = chance.of([
      { consignFen: 2_000 + chance.below(3_000) },
      { stock: chance.below(3) },
      { stock: 0 },
      { stock: 500 },
      { status: 'expired' },
      { status: 'published' },
    ])
    await this.#do(`offers/${offerId}`, `offer ${Object.keys(change)[0]}`, change)
  }

  /** One thing done by hand at the sandbox; what it announces goes its own way. */
  async #do(path: string, mark?: string, body: object = {}): Promise<void> {
    const { scheduler, sandbox } = this.#options
    if (mark) this.#options.mark(mark)
    await scheduler.call({ label: path.replaceAll(/\d{6,}/g, '*') }, () => {
      const init = { method: 'POST', body: JSON.stringify(body) }
      sandbox.fetch(new Request(`${sandboxUrl}/sandbox/api/${path}`, init)).catch(() => undefined)
    })
  }
}
