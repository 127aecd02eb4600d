import { minute, type Period } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { OrderPage, OrderQuery } from './calls/orders.ts'
import type { OpenApi } from './open-api.ts'
import type { PurchaseDetails } from './purchase-details.ts'

const pageSize = 50

/** How far the platform's clock and ours may be apart; its times may be cut to whole seconds too. */
const margin = minute

/** Rounds of looking again at what changed meanwhile; each is about a shorter time than the one before. */
const mostRounds = 8

export type OrderFilters = Omit<
  OrderQuery,
  'page' | 'pageSize' | 'changed' | 'created' | 'old' | 'outOrderId' | 'platformOrderIds'
>

/**
 * Every order that was changed (or made) in a period, once each, however many change while we read.
 *
 * The platform knows no cursor, and an order that changes leaves its place: reading pages forward would
 * jump over the one that takes it. So what is long over is read first, where orders can only leave, and
 * from the last page to the first: what moves up moves onto pages still to come. What left before we came
 * to it has changed since we began, and is met by looking from there on, until nothing is missing.
 *
 * @param now epoch milliseconds
 */
export async function* eachOrder(
  api: OpenApi,
  by: 'changed' | 'created',
  period: Period,
  now: () => number,
  filters: OrderFilters = {},
): AsyncGenerator<PurchaseDetails, void, undefined> {
  const seen = new Set<string>()
  let from = period.from
  for (let round = 0; round < mostRounds; round++) {
    const quiet = new Date(now() - margin).toISOString()
    const isPast = period.to !== undefined && period.to < quiet
    const to = round > 0 ? undefined : isPast ? period.to : quiet
    if (to === undefined || from <= to) {
      const reading = new Reading(api, { ...filters, [by]: { from, ...(to && { to }) } })
      for await (const order of reading.orders()) {
        if (seen.has(order.platformOrderId) || !mayBelong(order, by, period)) continue
        seen.add(order.platformOrderId)
        yield order
      }
      if (reading.isWhole && (round > 0 || isPast)) return
      if (quiet > from) from = quiet
    }
  }
}

/** Of later rounds: what was made after the period is none of it. */
const mayBelong = (order: PurchaseDetails, by: 'changed' | 'created', { to }: Period): boolean =>
  to === undefined ||
  (order.createdAt ?? to) <= to ||
  (by === 'changed' && (order.changedAt ?? to) <= to)

/** One look at all pages of a query. */
class Reading {
  /** Whether as many orders were met as the platform had promised. */
  isWhole = true
  readonly #api: OpenApi
  readonly #query: Omit<OrderQuery, 'page' | 'pageSize'>

  constructor(api: OpenApi, query: Omit<OrderQuery, 'page' | 'pageSize'>) {
    this.#api = api
    this.#query = query
  }

  /** The recent table first: an order that ages into the old one meanwhile is met there. */
  async *orders(): AsyncGenerator<PurchaseDetails, void, undefined> {
    yield* this.#table(false)
    yield* this.#table(true)
  }

  async *#table(old: boolean): AsyncGenerator<PurchaseDetails, void, undefined> {
    const ask = (page: number): Promise<OrderPage> =>
      this.#api.run(calls.orders, { ...this.#query, ...(old && { old }), page, pageSize })
    const first = await ask(1)
    if (first.total === undefined ? first.orders.length < pageSize : first.total <= pageSize) {
      yield* first.orders
      return
    }
    const met = new Set<string>()
    const pages = first.total === undefined ? await countPages(ask) : pagesOf(first.total)
    for (let page = pages; page >= 1; page--) {
      const { orders, total } = await ask(page)
      if (total !== first.total) this.isWhole = false
      for (const order of orders) {
        met.add(order.platformOrderId)
        yield order
      }
    }
    if (first.total === undefined || met.size < first.total) this.isWhole = false
  }
}

const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / pageSize))

async function countPages(ask: (page: number) => Promise<OrderPage>): Promise<number> {
  let page = 2
  while ((await ask(page)).orders.length === pageSize) page++
  return page
}
