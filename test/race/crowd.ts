import type { Cart, OrderView, Quote } from '@xiaopu/domain'
import { expect } from 'vitest'
import { address } from '../address.ts'
import type { Town } from '../kill/town.ts'
import type { Goods } from '../simulate/ground.ts'

export interface Told<Body> {
  readonly status: number
  readonly json: Body
}

export interface Placed {
  readonly order: OrderView
  readonly token: string
}

interface QuoteWish {
  readonly phone?: string
  readonly coupon?: string
  readonly forGroup?: { readonly deal: string; readonly groupBuy?: string }
}

type Headers = Readonly<Record<string, string>>

/** Many people in one town, each at another gateway than the one before. */
export class Crowd {
  readonly #town: Town
  #turn = 0

  constructor(town: Town) {
    this.#town = town
  }

  async ask<Body>(path: string, body?: object, headers: Headers = {}): Promise<Told<Body>> {
    const gateway = this.#town.address(this.#turn++ % this.#town.size)
    const answer = await fetch(`${gateway}${path}?shop=${this.#town.keys.publishable}`, {
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Body }
  }

  /** As the seller. */
  sell<Body>(path: string, body?: object, key = ''): Promise<Told<Body>> {
    return this.ask<Body>(path, body, {
      authorization: `Bearer ${this.#town.keys.secret}`,
      ...(key && { 'idempotency-key': key }),
    })
  }

  /** A quote for one piece; `name` tells buyers apart. */
  async quote({ listing, sku }: Goods, name: string, also: QuoteWish = {}): Promise<Quote> {
    const { phone = address.phone, coupon, forGroup } = also
    const change = { action: 'add', id: `add-${name}`, listing, sku, quantity: 1 }
    const cart = await this.ask<Cart>('/v1/carts', { changes: [change], forGroup })
    const wish = { address: { ...address, phone }, coupon }
    const { json } = await this.ask<Quote>(`/v1/carts/${cart.json.id}/quote`, wish)
    return json
  }

  place({ id, total }: Quote, key = `place-${id}`): Promise<Told<Placed>> {
    return this.ask<Placed>('/v1/orders', { quote: id, total }, { 'idempotency-key': key })
  }

  async placed(goods: Goods, name: string): Promise<Placed> {
    const { status, json } = await this.place(await this.quote(goods, name))
    expect(status).toBe(200)
    return json
  }

  startPayment({ order, token }: Placed, key: string): Promise<Told<OrderView>> {
    return this.ask<OrderView>(
      `/v1/orders/${order.id}/payments`,
      { returnUrl: 'http://127.0.0.1:8688/' },
      { 'x-order-token': token, 'idempotency-key': key },
    )
  }

  /** A buyer's write. */
  tell({ order, token }: Placed, what: string, body: object = {}, key = '') {
    return this.ask<OrderView>(`/v1/orders/${order.id}/${what}`, body, {
      'x-order-token': token,
      ...(key && { 'idempotency-key': key }),
    })
  }

  async read({ order, token }: Placed): Promise<OrderView> {
    const headers = { 'x-order-token': token }
    return (await this.ask<OrderView>(`/v1/orders/${order.id}`, undefined, headers)).json
  }

  async openCashier(mine: Placed): Promise<string> {
    const { json } = await this.startPayment(mine, `pay-${mine.order.id}`)
    return json.payment?.cashierUrl ?? ''
  }

  async payAtCashier(mine: Placed): Promise<void> {
    await payAt(await this.openCashier(mine))
  }
}

/** Taps 支付; whether the cashier took the money is in its books. */
export async function payAt(cashierUrl: string): Promise<void> {
  await fetch(`${cashierUrl}/pay`, { method: 'POST', redirect: 'manual' })
}

export function together<T>(count: number, each: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => each(at)))
}

/** Only clean answers: done, or refused because of the others. */
export function expectClean(answers: readonly Told<unknown>[]): void {
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].filter((status) => status !== 200 && status !== 409)).toEqual([])
}
