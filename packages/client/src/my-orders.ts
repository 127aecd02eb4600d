import {
  idMillis,
  isErased,
  isOpenAfterSale,
  type Money,
  type OrderState,
  type OrderView,
  type ShopError,
  seatStanding,
} from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from './client.ts'
import { browserNames, type KeptNames } from './kept-names.ts'
import { readKept } from './storage.ts'
import { asFailure } from './stores/loadable.ts'

export { browserNames, type KeptNames } from './kept-names.ts'
export { miniNames } from './mini/names.ts'

/** What a list says of an order. It stays on the device with the order's token and tells nothing of who bought. */
export interface OrderGist {
  readonly number: string
  readonly state: OrderState
  /**
   * What matters more than its state: the address has to be changed, a claim is open, it waits for its
   * group, all its goods went back.
   */
  readonly note?: 'address' | 'claim' | 'group' | 'returned' | undefined
  /** Title and picture of its first line. */
  readonly title: string
  readonly imageUrl?: string | undefined
  /** How many lines it has, and how many pieces in all. */
  readonly lines: number
  readonly pieces: number
  readonly total: Money
  readonly placedAt: string
}

/** An order that this device made, or followed by its link. */
export interface MyOrder {
  readonly id: string
  readonly token: string
  /** When it was placed, in ms since 1970: by its id, so also where nothing else is known. */
  readonly at: number
  /** As the gateway told it last; nothing before it ever did. */
  readonly gist: OrderGist | undefined
}

export interface MyOrdersNow {
  /** Newest first, as many as were asked for. */
  readonly orders: readonly MyOrder[]
  /** How many older ones the device keeps besides, of those that are listed at all. */
  readonly more: number
  readonly loading: boolean
  /** Why an order that is shown could not be read now: its gist may be old, or absent. */
  readonly error: ShopError | undefined
  /** False where nothing is kept beyond the page, as in private windows, or nobody can say what is. */
  readonly isKeeping: boolean
}

export interface MyOrdersStore {
  readonly $orders: ReadableAtom<MyOrdersNow>
  /** Reads what is shown; also when the page is shown again. */
  refresh(): Promise<void>
  /** Shows as many older ones as it began with. */
  more(): Promise<void>
  /** Takes an order off this device, with what opens it. */
  forget(order: string): void
  stop(): void
}

export interface MyOrdersOptions {
  /** How many are shown first, and more each time; 10 unless given. */
  readonly limit?: number
  /**
   * What the client's storage keeps: `miniNames(wx)` in a mini-program, yours where the client was given a
   * storage of its own; the browser's unless given.
   */
  readonly names?: KeptNames
}

/** How many of a shop's orders a device lists. Older ones open by their links, as ever. */
export const mostOrders = 50

/** Instead of a gist: its data was erased, so the device lists it no more. The page of the order opens. */
const erased = 'erased'
const orderId = /^ord_[0-9A-HJKMNP-TV-Z]{26}$/
const slotOf = (order: string) => `order/${order}`
const gistSlot = (order: string) => `${slotOf(order)}/gist`

/**
 * The orders of a shop that this device keeps what opens them of. Nobody else is asked which those are: each is
 * read with its own token, and forgotten once its token opens nothing any more or its data was erased. Follows
 * other tabs until it is stopped. Call `refresh` to begin.
 */
export function myOrders(client: Client, options: MyOrdersOptions = {}): MyOrdersStore {
  const { limit = 10, names = browserNames() } = options
  const { storage } = client
  const own = `/${client.gateway}/${client.key}/`
  const isKeeping = names.isKeeping()
  let shown = limit
  let reading: Promise<void> | undefined
  let isStopped = false

  /** What a name means in this shop's part of the storage. */
  const nameIn = (key: string) => key.split(own)[1] || ''

  /** All that is kept, newest first: an id begins with its time. */
  function kept(): MyOrder[] {
    const ids = names.all().map((key) => nameIn(key).slice(slotOf('').length))
    return ids
      .filter((id) => orderId.test(id))
      .sort()
      .reverse()
      .flatMap((id) => {
        const token = storage.get(slotOf(id))
        if (!token || storage.get(gistSlot(id)) === erased) return []
        return [{ id, token, at: idMillis(id), gist: readKept(storage, gistSlot(id), isGist) }]
      })
  }

  function look() {
    const all = kept()
    for (const { id, gist } of all.splice(mostOrders))
      if (gist) storage.set(gistSlot(id), undefined)
    return { orders: all.slice(0, shown), more: Math.max(0, all.length - shown), isKeeping }
  }

  const $orders = atom<MyOrdersNow>({ ...look(), loading: true, error: undefined })
  const update = (part: Partial<MyOrdersNow>) => {
    if (!isStopped) $orders.set({ ...$orders.get(), ...part })
  }

  async function read({ id, token }: MyOrder): Promise<ShopError | undefined> {
    try {
      const order = await client.orders.read(id, { token })
      // Not where another tab has forgotten it meanwhile.
      if (storage.get(slotOf(id))) storage.set(gistSlot(id), toKeep(order))
      return undefined
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code !== 'ORDER_NOT_FOUND') return failure
      // Another tab may have got a new one meanwhile.
      if (storage.get(slotOf(id)) === token) drop(id)
      return undefined
    }
  }

  function drop(id: string) {
    // An erasure whose answer was lost: the page of her data finishes it, and needs what is kept.
    const isUnderWay = storage.get(`${slotOf(id)}/next`)
    if (!isUnderWay) storage.set(slotOf(id), undefined)
    storage.set(gistSlot(id), isUnderWay && erased)
  }

  /** What comes into sight meanwhile is read too; after a failure no more is asked. */
  async function readShown() {
    const asked = new Set<string>()
    let error: ShopError | undefined
    for (;;) {
      const now = look()
      const unread = now.orders.filter(({ id }) => !asked.has(id))
      const loading = unread.length > 0 && !error
      update({ ...now, loading, error })
      if (!loading || isStopped) return
      for (const { id } of unread) asked.add(id)
      const failures = await Promise.all(unread.map(read))
      error = failures.find((failure) => failure)
    }
  }

  function refresh(): Promise<void> {
    reading ||= readShown().finally(() => {
      reading = undefined
    })
    return reading
  }

  const leave = names.watch((key) => {
    const name = key === null ? slotOf('') : nameIn(key)
    if (!name.startsWith(slotOf(''))) return
    // What another tab has read needs no reading here.
    if (name.endsWith('/gist')) update(look())
    else void refresh()
  })

  return {
    $orders,
    refresh,
    more() {
      shown += limit
      return refresh()
    },
    forget(order) {
      for (const end of ['', '/gist', '/next']) storage.set(slotOf(order) + end, undefined)
      update(look())
    },
    stop() {
      isStopped = true
      leave()
    },
  }
}

const toKeep = (order: OrderView) =>
  isErased(order.address) ? erased : JSON.stringify(toGist(order))

function toGist(order: OrderView): OrderGist {
  const { number, state, lines, total, placedAt } = order
  const [first] = lines
  return {
    number,
    state,
    note: noteOf(order),
    title: first?.title || '',
    imageUrl: first?.imageUrl,
    lines: lines.length,
    pieces: lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
    total,
    placedAt,
  }
}

function noteOf(order: OrderView): OrderGist['note'] {
  const standing = seatStanding(order)
  if (order.addressChange === 'needed') return 'address'
  if (order.afterSales.some(isOpenAfterSale)) return 'claim'
  if (standing === 'waiting' || standing === 'missed') return 'group'
  const isBack = order.lines.every(({ quantity, returned = 0 }) => returned >= quantity)
  return isBack ? 'returned' : undefined
}

function isGist(value: unknown): value is OrderGist {
  const { number, total } = (value || {}) as Partial<OrderGist>
  return typeof number === 'string' && typeof total?.amount === 'number'
}
