import type { AfterSaleView, OrderLine, SellerOrder } from '@xiaopu/domain'
import type { Chance } from '../fuzz/chance.ts'
import { type Acknowledged, insist, type Phone } from './buyer.ts'
import { baseUrl } from './ground.ts'

export interface SellerOptions {
  readonly phone: Phone
  readonly chance: Chance
  /** The shop's secret key. */
  readonly key: string
  readonly acknowledged: readonly Acknowledged[]
  readonly complain: (what: string) => void
  readonly mark: (label: string) => void
}

const minute = 60_000

/** Who keeps the shop: answers claims, gives money back of her own accord, decides what is held. */
export class Seller {
  readonly #options: SellerOptions
  #deeds = 0

  constructor(options: SellerOptions) {
    this.#options = options
  }

  /** Comes by every now and then; silence in between is an answer too. */
  async work(isOver: () => boolean): Promise<void> {
    const { phone, chance } = this.#options
    while (!isOver()) {
      await phone.wait((10 + chance.below(60)) * minute)
      if (isOver()) return
      await this.#answerClaims()
      await this.#lookAtAnOrder()
      await this.#lookAtAnOrder()
    }
  }

  async #answerClaims(): Promise<void> {
    const { chance } = this.#options
    const page = await this.#ask<{ items: AfterSaleView[] }>('after-sales')
    for (const claim of page?.items ?? []) {
      const answer = this.#answerTo(claim)
      if (answer && chance.next() < 0.7) await this.#ask(`after-sales/${claim.id}/answer`, answer)
    }
  }

  #answerTo({ state, kind }: AfterSaleView): object | undefined {
    const { chance } = this.#options
    const returnTo = '浙江省义乌市 退货仓 13800000000'
    if (state === 'opened' && chance.next() < 0.35) return { answer: 'refuse', words: '看不出问题' }
    if (state === 'opened' && kind === 'refund_only' && chance.next() < 0.4)
      return { answer: 'approve', agreed: { amount: 1 + chance.below(300), currency: 'CNY' } }
    if (state === 'opened' && kind === 'exchange' && chance.next() < 0.5)
      return { answer: 'approve', keepGoods: true }
    const isNamed = state === 'opened' && chance.next() < 0.5 && kind !== 'refund_only'
    if (state === 'opened') return { answer: 'approve', ...(isNamed && { returnTo }) }
    if ((state === 'replacing' || state === 'resending') && chance.next() < 0.1)
      return { answer: 'refund', words: '换不了，给你退款' }
    if (state !== 'returning' && state !== 'inspecting') return undefined
    return chance.next() < 0.7
      ? { answer: 'accept-goods' }
      : { answer: 'refuse-goods', words: '不是我们的货' }
  }

  /** Gives back pieces, or some money for them; or decides about a purchase that waits for her. */
  async #lookAtAnOrder(): Promise<void> {
    const { chance, acknowledged } = this.#options
    if (acknowledged.length === 0) return
    const path = `orders/${chance.of(acknowledged).order}`
    const order = await this.#ask<SellerOrder>(path)
    if (!order) return
    const held = order.supplierOrders.find(({ state }) => state === 'held')
    const decision = chance.of(['buy', 'replace', 'refund'])
    if (held && chance.next() < 0.5) {
      this.#options.mark(`seller decides ${decision}`)
      await this.#ask(`${path}/purchases/${held.id}/decide`, { decision })
    } else if (order.payment?.state === 'succeeded' && chance.next() < 0.2) {
      this.#options.mark('seller gives back')
      await this.#ask(`${path}/refunds`, { lines: [this.#back(chance.of(order.lines))] })
    }
  }

  #back({ id: line, quantity }: OrderLine): object {
    const { chance } = this.#options
    return chance.next() < 0.5
      ? { line, quantity: 1 + chance.below(quantity) }
      : { line, quantity: 0, amount: { amount: 1 + chance.below(200), currency: 'CNY' } }
  }

  #ask<Body>(path: string, body?: object): Promise<Body | undefined> {
    const { key } = this.#options
    const deed = `seller-deed-${++this.#deeds}`
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': deed }),
    }
    const init = body
      ? { method: 'POST', headers, body: JSON.stringify(body) }
      : { method: 'GET', headers }
    return insist<Body>(this.#options, () => new Request(`${baseUrl}/v1/seller/${path}`, init))
  }
}
