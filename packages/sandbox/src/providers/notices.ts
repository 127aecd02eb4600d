import { randomBytes } from 'node:crypto'
import { count } from '../world/count.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import {
  type Account,
  accountKey,
  type Books,
  keyOf,
  type ProviderFault,
  type ProviderName,
  type Trade,
  type TradeNotice,
  type TradeRefund,
  takeFault,
} from './books.ts'

/** What there is to say, and how wrongly. */
export interface Said {
  readonly account: Account
  readonly notice: TradeNotice
  readonly trade: Trade
  readonly refund?: TradeRefund
  /** Epoch ms on the merchant's clock. */
  readonly at: number
  /** Fen to be said more than is true. */
  readonly more: number
  /** Signed with a key that is not the provider's. */
  readonly forged: boolean
}

/** How a provider tells merchants. */
export interface Voice {
  /** Seconds between attempts; the first is made at once. */
  readonly waits: readonly number[]
  say(said: Said): {
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    /** Put behind the merchant's address. */
    readonly query?: Readonly<Record<string, string>>
  }
  /** Whether the answer means that the merchant has understood. */
  isHeard(status: number, body: string): boolean
}

export type Voices = Readonly<Record<ProviderName, Voice>>

/** Attempt `attempt` (from 0) of a notice. */
interface NoticeDue {
  readonly id: string
  readonly attempt: number
  /** Already put off by a `late` fault. */
  readonly late?: boolean
}

export const noticeName = 'providers.notify'
export const refundName = 'providers.refund'

/** Has the clock hand `data` back under `name` at a time. */
export function remind(world: World, at: number, name: string, data: unknown): void {
  const about = `provider ${count(world, 'providers')}`
  plan(world, { at, kind: 'cashier', about, detail: JSON.stringify([name, data]) })
}

/** Writes down what a merchant must be told and plans the first attempt. */
export function announce(
  world: World,
  books: Books,
  { provider, app, outTradeNo }: Trade,
  url: string,
  outRefundNo?: string,
): void {
  const id = randomBytes(16).toString('hex')
  books.notices.put(id, {
    ...{ id, provider, app, outTradeNo, url, attempts: 0, state: 'waiting' },
    ...(outRefundNo !== undefined && { outRefundNo }),
  })
  remind(world, world.now(), noticeName, { id, attempt: 0 } satisfies NoticeDue)
}

/** What sending needs from outside. */
export interface Outside {
  readonly fetch: typeof fetch
  readonly voices: Voices
}

/** Makes one attempt and plans the next when it fails. One that was made before is not repeated. */
export async function attemptNotice(
  world: World,
  books: Books,
  outside: Outside,
  data: unknown,
): Promise<void> {
  const due = data as NoticeDue
  const notice = books.notices.get(due.id)
  if (notice?.state !== 'waiting' || notice.attempts !== due.attempt) return
  const { store } = world
  const late = due.late
    ? undefined
    : store.transaction(() => takeFault(books, notice.provider, 'late'))
  if (late) {
    const at = world.now() + (late.seconds ?? 60) * 1000
    return store.transaction(() => remind(world, at, noticeName, { ...due, late: true }))
  }
  const fault = store.transaction(() =>
    takeFault(books, notice.provider, 'drop', 'duplicate', 'wrong-amount', 'wrong-signature'),
  )
  const result =
    fault?.kind === 'drop' ? 'dropped' : await send(world, books, outside, notice, fault)
  if (fault?.kind === 'duplicate') await send(world, books, outside, notice)
  store.transaction(() =>
    afterAttempt(world, books, outside.voices[notice.provider], notice, result),
  )
}

function afterAttempt(
  world: World,
  books: Books,
  voice: Voice,
  notice: TradeNotice,
  result: string,
): void {
  const [, status = '0', body = ''] = /^(\d{3}) ?(.*)$/s.exec(result) ?? []
  const wait = voice.waits[notice.attempts]
  const isHeard = voice.isHeard(Number(status), body)
  const state = isHeard ? 'delivered' : wait === undefined ? 'given-up' : 'waiting'
  const attempts = notice.attempts + 1
  books.notices.put(notice.id, { ...notice, attempts, state, lastResult: result })
  if (state === 'waiting' && wait !== undefined)
    remind(world, world.now() + wait * 1000, noticeName, { id: notice.id, attempt: attempts })
}

/** Status and body of the answer, or why none came. */
async function send(
  world: World,
  books: Books,
  { fetch, voices }: Outside,
  notice: TradeNotice,
  fault?: ProviderFault,
): Promise<string> {
  const account = books.accounts.get(accountKey(notice.provider, notice.app))
  const trade = books.trades.get(keyOf(notice, notice.outTradeNo))
  if (!account || !trade) return 'unknown'
  const refund = books.refunds.get(keyOf(notice, notice.outRefundNo ?? ''))
  const {
    headers,
    body,
    query = {},
  } = voices[notice.provider].say({
    ...{ account, notice, trade, at: world.now() + trade.ahead },
    ...(refund && { refund }),
    more: fault?.kind === 'wrong-amount' ? 1 : 0,
    forged: fault?.kind === 'wrong-signature',
  })
  const search = new URLSearchParams(query).toString()
  try {
    const answer = await fetch(search ? `${notice.url}?${search}` : notice.url, {
      ...{ method: 'POST', headers, body, redirect: 'manual' },
      signal: AbortSignal.timeout(5_000),
    })
    return `${answer.status} ${(await answer.text()).slice(0, 200)}`
  } catch (error) {
    return error instanceof Error ? error.name : 'failed'
  }
}
