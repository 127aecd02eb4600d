import { creditWindowMillis, isShopError, minute } from '@xiaopu/domain'
import { atom, type ReadableAtom } from 'nanostores'
import type { Client } from '../client.ts'
import { readKept } from '../storage.ts'

/** The share that this browser came through. */
export interface Arrival {
  readonly code: string
  /** Names this browser to nobody but this shop. */
  readonly visitor: string
  /** ms since 1970 */
  readonly at: number
  /** Whether the gateway knows. */
  readonly told: boolean
  /** The visit that the short link recorded on the way here. */
  readonly opening?: string | undefined
}

export interface ShareStore {
  readonly $share: ReadableAtom<Arrival | undefined>
  /**
   * Reads a page's address and tells the gateway of the visit: `s=` is the share, `#v=` the visit
   * that the short link recorded, `u=` who came, where another page of the shop knew. Never fails.
   */
  arrive(url: string): Promise<void>
  /** What an order carries: the share within its seven days, or nothing. */
  credit(): { share?: string; visitor?: string }
  /** The same for the address of another page of the shop: `&s=…&u=…`, or nothing. */
  suffix(): string
}

const storageKey = 'share'
/** Reloading a page is the same visit. */
const sameVisitMillis = 30 * minute

/** Names this browser to nobody but this shop: the same where it makes shares and where it comes through one. */
export function visitorOf(client: Client): string {
  const visitor = client.storage.get('visitor') || client.newKey()
  client.storage.set('visitor', visitor)
  return visitor
}

/** Who is to be credited for what this browser orders, for seven days. */
export function shareStore(client: Client): ShareStore {
  const $share = atom<Arrival | undefined>(
    current(client, readKept(client.storage, storageKey, isArrival)),
  )

  function keep(arrival: Arrival | undefined) {
    client.storage.set(storageKey, arrival && JSON.stringify(arrival))
    $share.set(arrival)
  }

  async function tell(arrival: Arrival) {
    try {
      const { code, visitor, opening } = arrival
      await client.shares.visit({ code, visitor, opening })
      keep({ ...arrival, told: true })
    } catch (error) {
      // Anything else is told with the next page.
      if (isShopError(error) && error.code === 'SHARE_NOT_FOUND') keep(undefined)
    }
  }

  return {
    $share,
    async arrive(url) {
      const before = current(client, $share.get())
      const code = codeIn(url) || (before?.told === false ? before.code : undefined)
      if (!code) return
      const now = client.now()
      const isSameVisit = before?.code === code && now - before.at < sameVisitMillis
      if (isSameVisit && before.told) return
      const visitor = valueIn(url, 'u', /^[0-9A-Z]{26}$/) || before?.visitor || visitorOf(client)
      const at = isSameVisit ? before.at : now
      const opening = valueIn(url, 'v', /^vis_[0-9A-Z]{26}$/)
      const arrival = { code, visitor, at, told: false, opening }
      keep(arrival)
      await tell(arrival)
    },
    credit() {
      const arrival = current(client, $share.get())
      return arrival ? { share: arrival.code, visitor: arrival.visitor } : {}
    },
    suffix() {
      const arrival = current(client, $share.get())
      return arrival ? `&s=${arrival.code}&u=${arrival.visitor}` : ''
    },
  }
}

/** The code in an address: eight characters that survive being read aloud. */
function codeIn(url: string): string | undefined {
  return valueIn(url, 's', /^[2-9A-HJ-NP-Za-km-z]{8}$/)
}

/** A value of the query or the fragment, by hand: mini-programs have no `URLSearchParams`. */
function valueIn(url: string, name: string, shape: RegExp): string | undefined {
  const values = url.split(/[?&#]/).filter((part) => part.startsWith(`${name}=`))
  return values.map((part) => part.slice(name.length + 1)).find((value) => shape.test(value))
}

function current(client: Client, arrival: Arrival | undefined): Arrival | undefined {
  return arrival && client.now() - arrival.at <= creditWindowMillis ? arrival : undefined
}

function isArrival(value: unknown): value is Arrival {
  const { code, visitor, at } = (value || {}) as Partial<Arrival>
  return typeof code === 'string' && typeof visitor === 'string' && typeof at === 'number'
}
