import {
  day,
  isOpenAfterSale,
  minute,
  type OrderState,
  type OrderView,
  type ProviderName,
  type ShopError,
  second,
} from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.ts'
import { asFailure } from './loadable.ts'
import { browserPage, later, type Page, type Schedule } from './page.ts'

/** The token that opens an order, as long as this browser keeps it. */
export function orderToken(client: Client, order: string): string | undefined {
  return client.storage.get(`order/${order}`)
}

/** Keeps the token of an order that was placed elsewhere, as from a link to it. */
export function keepOrderToken(client: Client, order: string, token: string): void {
  client.storage.set(`order/${order}`, token)
}

export interface OrderNow {
  readonly order: OrderView | undefined
  readonly error: ShopError | undefined
  readonly loading: boolean
  /** What the buyer asked for and is not answered yet. */
  readonly doing: 'pay' | 'close' | 'receive' | 'claim' | undefined
}

export interface OrderStore {
  readonly $order: ReadableAtom<OrderNow>
  /** Reads it now, and polls faster again. */
  refresh(): Promise<void>
  /** Has the provider asked whether the money came. */
  check(): Promise<void>
  /**
   * Starts to pay; answers the cashier's address, or `undefined` where nothing is to pay.
   *
   * @param provider - what the buyer chose among `order.payWith`; the shop's best unless given
   */
  pay(returnUrl: string, provider?: ProviderName): Promise<string | undefined>
  /**
   * Cancels an order that is not paid.
   *
   * @throws ShopError as the gateway refused it; so do `pay`, `receive` and `claim`
   */
  close(): Promise<void>
  /** Confirms that everything arrived. */
  receive(): Promise<void>
  /** Does something else about the order (after-sales, its address), by a call that answers it. */
  claim(ask: () => Promise<OrderView>): Promise<void>
  /** Reads no more. */
  stop(): void
}

export interface WatchOptions {
  readonly order: string
  readonly token: string
  /** The buyer comes from the cashier: the provider is asked first. */
  readonly paid?: boolean
  readonly page?: Page
  readonly schedule?: Schedule
}

type Pace = readonly [first: number, longest: number]

/** First and longest time between two readings, by how soon something can happen. */
const pace: Record<OrderState, Pace | undefined> = {
  pending_payment: [2 * second, 30 * second],
  paid: [2 * second, minute],
  placing: [2 * second, minute],
  placed: [15 * second, 5 * minute],
  partly_shipped: [30 * second, 5 * minute],
  shipped: [30 * second, 5 * minute],
  received: [minute, day],
  completed: undefined,
  closed: undefined,
}

/** Money on its way back, and claims that somebody has to answer, move in orders that are over too. */
function paceOf({ state, refunds, afterSales }: OrderView): Pace | undefined {
  if (refunds.some((refund) => refund.state === 'processing')) return pace.paid
  const isOpen = afterSales.some(isOpenAfterSale)
  return isOpen ? pace.placed : pace[state]
}

/**
 * An order while somebody looks at it: read again and again, slower and slower until it moves,
 * not at all while the page is hidden or once it is over.
 */
export function watchOrder(client: Client, options: WatchOptions): OrderStore {
  const { order: id, token } = options
  const page = options.page || client.page || browserPage()
  const schedule = options.schedule || later
  const $order = atom<OrderNow>({
    order: undefined,
    error: undefined,
    loading: false,
    doing: undefined,
  })
  const update = (part: Partial<OrderNow>) => $order.set({ ...$order.get(), ...part })
  let cancel = () => {}
  let stopped = false
  let unchanged = 0
  /** The last reading; none after a failed one. */
  let last: string | undefined

  function take(order: OrderView) {
    const text = JSON.stringify(order)
    // Why a deed was refused is said until something changes, not until the next reading.
    if (text === last) {
      unchanged++
      update({ order })
    } else {
      unchanged = 0
      update({ order, error: undefined })
    }
    last = text
  }

  function plan() {
    cancel()
    const { order } = $order.get()
    const times = order ? paceOf(order) : pace.pending_payment
    if (stopped || page.isHidden() || !times) return
    const [first, longest] = times
    cancel = schedule(() => void read(), Math.min(longest, first * 1.5 ** unchanged))
  }

  async function read(ask = () => client.orders.read(id, { token })) {
    cancel()
    update({ loading: true })
    try {
      take(await ask())
    } catch (error) {
      unchanged++
      last = undefined
      update({ error: asFailure(error) })
    } finally {
      update({ loading: false })
      plan()
    }
  }

  async function act(doing: OrderNow['doing'], ask: () => Promise<OrderView>) {
    update({ doing, error: undefined })
    try {
      take(await ask())
    } catch (error) {
      update({ error: asFailure(error) })
      throw error
    } finally {
      unchanged = 0
      update({ doing: undefined })
      plan()
    }
  }

  const forget = page.watch(() => {
    unchanged = 0
    if (page.isHidden()) cancel()
    else if (!$order.get().loading) void read()
  })
  void read(options.paid ? () => client.orders.check(id, { token }) : undefined)

  return {
    $order,
    refresh() {
      unchanged = 0
      return read()
    },
    check() {
      unchanged = 0
      return read(() => client.orders.check(id, { token }))
    },
    async pay(returnUrl, provider) {
      await act('pay', () => client.orders.pay(id, { returnUrl, provider }, { token }))
      return $order.get().order?.payment?.cashierUrl
    },
    close: () => act('close', () => client.orders.close(id, { token })),
    receive: () => act('receive', () => client.orders.receive(id, { token })),
    claim: (ask) => act('claim', ask),
    stop() {
      stopped = true
      cancel()
      forget()
    },
  }
}
