import {
  type Cart,
  type FailureCode,
  failures,
  type ListingGroups,
  type OrderView,
  type Quote,
} from '@xiaopu/domain'
import { address } from '../address.ts'
import type { Chance } from '../fuzz/chance.ts'
import { baseUrl, type Goods } from './ground.ts'

/** How a buyer reaches a shop: a request is answered, refused or lost; time passes when she waits. */
export interface Phone {
  send(request: Request): Promise<Response>
  wait(ms: number): Promise<void>
  /** ms since 1970, by a clock that is right. */
  now(): number
}

/** An order that the shop said was placed. */
export interface Acknowledged {
  /** Who placed it. */
  readonly buyer: string
  readonly order: string
  readonly token: string
  /** Whether the cashier said that it was paid. */
  paid: boolean
}

export interface BuyerOptions {
  readonly name: string
  readonly phone: Phone
  readonly chance: Chance
  readonly key: string
  readonly goods: readonly Goods[]
  /** Orders whose placing was answered. */
  readonly acknowledged: Acknowledged[]
  /** Shop and cashier in other words than they should have. */
  readonly complain: (what: string) => void
  /** Code of a coupon that she was given. */
  readonly coupon?: string | undefined
  /** She orders with others, where there is a deal. */
  readonly together?: boolean | undefined
  /** She comes for the group of a friend, as soon as it is there or when its time is nearly over. */
  readonly joins?: 'soon' | 'late' | undefined
  /** Which buyer she is, so that each who orders together has a phone of her own. */
  readonly nth?: number | undefined
  /** Notes that something was met. */
  readonly mark?: (label: string) => void
  /** What she has in mind; drawn where absent. */
  readonly mood?: Mood | undefined
}

const second = 1_000
const minute = 60 * second

/** Refusals that people may meet in a shop that works as it should. */
const understood = new Set<FailureCode>([
  'QUOTE_EXPIRED',
  'ORDER_CLOSED',
  'ORDER_ALREADY_PAID',
  'OUT_OF_STOCK',
  'OFFER_OFFLINE',
  'OFFER_NOT_FOUND',
  'LISTING_NOT_ON_SALE',
  'PRICE_CHANGED',
  'TOTAL_CHANGED',
  'CART_EMPTY',
  'BAD_TRANSITION',
  'ORDER_NOT_PAID',
  'REFUND_TOO_MUCH',
  'AFTER_SALE_OPEN',
  'EXCHANGE_TOO_EARLY',
  'PURCHASE_NO_REPLACEMENT',
  'COUPON_NOT_VALID',
  'COUPON_USED_UP',
  'GROUP_DEAL_OVER',
  'GROUP_BUY_OVER',
  'GROUP_BUY_FULL',
  'GROUP_BUY_JOINED',
])

interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Somebody who buys, in one of several moods, and does not give up because of the weather. */
export async function buyer(options: BuyerOptions): Promise<void> {
  const { chance, phone, acknowledged, name } = options
  await phone.wait(chance.below(20) * minute)
  const { cart, to } = await fillCart(options)
  if (!cart) return
  const ask = (coupon?: string) =>
    persist<Quote>(options, `/v1/carts/${cart.id}/quote`, { body: { address: to, coupon } })
  // Where a price has moved she looks at the new one, and goes on; without a coupon that is gone.
  const quote = (await ask(options.coupon)) ?? (await ask()) ?? (await ask())
  if (!quote) return
  const place = () =>
    persist<{ order: OrderView; token: string }>(options, '/v1/orders', {
      body: { quote: quote.id, total: quote.total },
      headers: { 'idempotency-key': `${name}-place-1` },
    })
  const taps = await Promise.all(chance.next() < 0.2 ? [place(), place()] : [place()])
  const [placed] = taps.flatMap((tap) => tap ?? [])
  if (!placed) return
  if (taps.some((tap) => tap && tap.order.id !== placed.order.id))
    options.complain('a double tap made two orders')
  const mine: Acknowledged = {
    buyer: name,
    order: placed.order.id,
    token: placed.token,
    paid: false,
  }
  acknowledged.push(mine)
  const mood = options.mood ?? chance.of(moods)
  await mood(options, mine)
}

/** What a buyer has in her cart, and where it goes. */
interface Filled {
  readonly cart: Cart | undefined
  readonly to: typeof address
}

/** Some of the goods; or with others who buy together the first of them, each with a phone of her own. */
async function fillCart(options: BuyerOptions): Promise<Filled> {
  const { chance, goods, name } = options
  if (options.together) return together(options)
  const wanted = goods.filter((_, i) => i === 0 || chance.next() < 0.4)
  const changes = wanted.map(({ listing, sku }, i) => ({
    action: 'add',
    id: `${name}-${i}-change`,
    listing,
    sku,
    quantity: 1 + chance.below(3),
  }))
  return { cart: await persist<Cart>(options, '/v1/carts', { body: { changes } }), to: address }
}

/** Joins a group that waits, or begins one. */
async function together(options: BuyerOptions): Promise<Filled> {
  const { goods, name, nth = 0 } = options
  const [{ listing, sku } = { listing: '', sku: '' }] = goods
  const to = { ...address, phone: `139${String(nth).padStart(8, '0')}` }
  const look = () => persist<ListingGroups>(options, `/v1/listings/${listing}/groups`, {})
  const groups = options.joins ? await friends(options, look) : await look()
  if (!groups?.deal) return { cart: undefined, to }
  const [open] = groups.open
  const add = { action: 'add', id: `${name}-change`, listing, sku, quantity: 1 + (nth % 2) }
  const forGroup = { deal: groups.deal.id, ...(open && { groupBuy: open.id }) }
  const body = { changes: [add], forGroup }
  return { cart: await persist<Cart>(options, '/v1/carts', { body }), to }
}

/** Looks until there is a group; one that is joined late has been there for most of its hour. */
async function friends(
  { phone, joins }: BuyerOptions,
  look: () => Promise<ListingGroups | undefined>,
): Promise<ListingGroups | undefined> {
  for (let times = 0; times < 60; times++) {
    const groups = await look()
    const [open] = groups?.open ?? []
    if (open) {
      const left = Date.parse(open.deadline) - phone.now()
      if (joins === 'late') await phone.wait(Math.max(0, left - 4 * minute))
      return groups
    }
    await phone.wait(minute)
  }
  return undefined
}

export type Mood = (options: BuyerOptions, mine: Acknowledged) => Promise<void>

const moods: readonly Mood[] = [
  pays,
  pays,
  pays,
  async () => {},
  cancels,
  async (options, mine) => {
    await Promise.all([pays(options, mine), cancels(options, mine)])
  },
  async (options, mine) => {
    await Promise.all([pays(options, mine), pays(options, mine)])
  },
  async (options, mine) => {
    const url = await openCashier(options, mine)
    // Just about when the time to pay ends.
    await options.phone.wait(14 * minute + options.chance.below(80) * second)
    if (url) await payAt(options, mine, url)
    await waits(options, mine)
  },
  paysTooLate,
  paysTwice,
  paysTwice,
]

/** The plain case. */
export async function pays(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const url = await openCashier(options, mine)
  if (!url) return
  await options.phone.wait(options.chance.below(90) * second)
  await payAt(options, mine, url)
  if (options.chance.next() < 0.5)
    await persist(options, `${pathOf(mine)}/payments/check`, as(mine))
  await waits(options, mine)
}

/** Is at the cashier while the time of her group runs out, and takes another one or her money. */
export async function missesHerGroup(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const url = await openCashier(options, mine)
  await options.phone.wait(5 * minute)
  if (url) await payAt(options, mine, url)
  await options.phone.wait(options.chance.below(3) * minute)
  await choosesSeat(options, mine)
  await waits(options, mine)
}

async function choosesSeat(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const order = await persist<OrderView>(options, pathOf(mine), { headers: as(mine).headers })
  if (order?.seat?.state !== 'missed') return
  const choice = options.chance.next() < 0.6 ? 'join' : 'refund'
  await persist(options, `${pathOf(mine)}/seat`, { ...as(mine), body: { choice } })
}

/** Gives it up, and taps 支付 all the same on the page that is still open. */
async function paysTooLate(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const url = await openCashier(options, mine)
  await persist(options, `${pathOf(mine)}/close`, as(mine))
  if (url) await payAt(options, mine, url)
  await waits(options, mine)
}

/** Asks what became of it, opens another page, and pays on both. */
async function paysTwice(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  const first = await openCashier(options, mine)
  await options.phone.wait(options.chance.below(60) * second)
  await persist(options, `${pathOf(mine)}/payments/check`, as(mine))
  const other = await openCashier(options, mine)
  for (const url of new Set([other, first])) if (url) await payAt(options, mine, url)
  await waits(options, mine)
}

async function cancels(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  await options.phone.wait(options.chance.below(120) * second)
  await persist(options, `${pathOf(mine)}/close`, as(mine))
}

/** Comes back a few times, and says that the goods came when they did. */
async function waits(options: BuyerOptions, mine: Acknowledged): Promise<void> {
  for (let look = 0; look < 4; look++) {
    await options.phone.wait((5 + options.chance.below(25)) * minute)
    const order = await persist<OrderView>(options, pathOf(mine), { headers: as(mine).headers })
    if (order?.seat?.state === 'missed') {
      const choice = options.chance.next() < 0.6 ? 'join' : 'refund'
      await persist(options, `${pathOf(mine)}/seat`, { ...as(mine), body: { choice } })
    }
    if (order?.state === 'shipped' && options.chance.next() < 0.7) {
      await persist(options, `${pathOf(mine)}/receive`, as(mine))
      return
    }
  }
}

export async function openCashier(
  options: BuyerOptions,
  mine: Acknowledged,
): Promise<string | undefined> {
  const { chance, name } = options
  const opened = await persist<OrderView>(options, `${pathOf(mine)}/payments`, {
    body: { returnUrl: `${baseUrl}/shop/demo` },
    headers: { ...as(mine).headers, 'idempotency-key': `${name}-pay-${chance.below(1e6)}` },
  })
  return opened?.payment?.cashierUrl
}

/** Taps 支付; the page says whether it went through by where it leads. */
export async function payAt(options: BuyerOptions, mine: Acknowledged, url: string): Promise<void> {
  for (let tap = 0; tap < 3; tap++) {
    try {
      const answer = await options.phone.send(new Request(`${url}/pay`, { method: 'POST' }))
      mine.paid ||= answer.headers.get('location')?.startsWith(baseUrl) ?? false
      return
    } catch {
      await options.phone.wait(5 * second)
    }
  }
}

export const pathOf = ({ order }: Acknowledged) => `/v1/orders/${order}`
export const as = ({ token }: Acknowledged) => ({ body: {}, headers: { 'x-order-token': token } })

/** Asks until somebody answers; undefined where the answer is a refusal, or where nobody ever did. */
export function persist<Body>(
  options: BuyerOptions,
  path: string,
  asked: Asked,
): Promise<Body | undefined> {
  return insist(options, () => requestFor(options.key, path, asked))
}

/** Sends the same request until it is answered: the weather is no reason to give up. */
export async function insist<Body>(
  { phone, chance, complain, mark }: Pick<BuyerOptions, 'phone' | 'chance' | 'complain' | 'mark'>,
  request: () => Request,
): Promise<Body | undefined> {
  for (let attempt = 0; attempt < 12; attempt++) {
    try {
      const answer = await phone.send(request())
      if (answer.ok) return (await answer.json()) as Body
      const { code } = (await answer.json()) as { code: FailureCode }
      if (answer.status < 500 && !failures[code].retry) {
        if (/^(COUPON|GROUP)/.test(code)) mark?.(code)
        if (!understood.has(code))
          complain(`${new URL(request().url).pathname}: ${answer.status} ${code}`)
        return undefined
      }
    } catch {
      // The weather: asked again under the same key.
    }
    await phone.wait((1 + chance.below(4)) * second * (attempt + 1))
  }
  return undefined
}

function requestFor(key: string, path: string, { body, headers }: Asked): Request {
  return new Request(`${baseUrl}${path}?shop=${key}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
