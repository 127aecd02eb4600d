import type { OrderView } from '@xiaopu/domain'
import {
  type Acknowledged,
  as,
  type BuyerOptions,
  buyer,
  type Mood,
  openCashier,
  pathOf,
  payAt,
  persist,
} from '../simulate/buyer.ts'
import type { MessageFate } from '../simulate/wire.ts'
import type { Around } from './around.ts'

/** What a buyer does, and what others do meanwhile. */
export type Tale = (options: BuyerOptions, mine: Acknowledged, around: Around) => Promise<void>

/** A story whose end is known, to be told again with a kill at every moment. */
export interface Scenario {
  readonly name: string
  readonly tale: Tale
  /** Suppliers do only what the tale says, until it has been told. */
  readonly isScripted?: boolean
  /** Its buyer has a coupon. */
  readonly hasCoupon?: boolean
  /** Its buyer orders with others. */
  readonly together?: boolean
  /** What becomes of the `nth` message of this label, from 1. */
  readonly fate?: (label: string, nth: number) => MessageFate['kind']
}

const minute = 60_000

const buys: Mood = async (options, mine) => {
  const url = await openCashier(options, mine)
  if (!url) return
  await payAt(options, mine, url)
  for (let look = 0; look < 12; look++) {
    await options.phone.wait(30 * minute)
    const order = await persist<OrderView>(options, pathOf(mine), { headers: as(mine).headers })
    if (order?.state === 'received') return
    if (order?.state !== 'shipped') continue
    await persist(options, `${pathOf(mine)}/receive`, as(mine))
    return
  }
}

/** Somebody joins her group, and both have what they ordered. */
const joined: Tale = async (options, mine) => {
  const url = await openCashier(options, mine)
  if (url) await payAt(options, mine, url)
  await options.phone.wait(2 * minute)
  await buyer({ ...options, name: 'friend', nth: 2, mood: buys })
}

/** Nobody joins: her money goes back. */
const alone: Tale = async (options, mine, around) => {
  const url = await openCashier(options, mine)
  if (url) await payAt(options, mine, url)
  await options.phone.wait(65 * minute)
  await around.when(({ state }) => state === 'closed', 'closed')
}

const isCreate = (label: string) =>
  /alibaba\.trade\.(fastCreateOrder|createOrder|.*[cC]reate)/.test(label)

export const scenarios: readonly Scenario[] = [
  { name: 'bought, shipped and received', tale: buys },
  { name: 'never paid, closed by its timer', tale: async () => {}, hasCoupon: true },
  {
    name: 'cancelled by its buyer while the cashier is open',
    tale: async (options, mine) => {
      await openCashier(options, mine)
      await persist(options, `${pathOf(mine)}/close`, as(mine))
    },
  },
  {
    name: 'the answer to the purchase was lost after it was made',
    tale: buys,
    fate: (label, nth) => (isCreate(label) && nth === 1 ? 'lost-after' : 'fine'),
  },
  {
    name: 'the purchase never arrived',
    tale: buys,
    fate: (label, nth) => (isCreate(label) && nth === 1 ? 'lost-before' : 'fine'),
  },
  { name: 'two who order together', tale: joined, together: true },
  { name: 'a group that nobody joins', tale: alone, together: true },
  {
    name: 'no notice of the payment came',
    tale: buys,
    fate: (label) => (/callbacks\/payments/.test(label) ? 'lost-before' : 'fine'),
  },
]
