import { day, hour, minute } from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { BillDays } from '../db/tables.generated.ts'
import { dayBegins, shopDay } from '../shops/shop-time.ts'

/** WeChat makes the bill of a day after ten in the morning of the next. */
const askedAfterMillis = day + 10 * hour + 30 * minute

/** Days that were missed are looked at as far back as this; WeChat keeps bills for three months. */
const oldestDays = 30

/** Bills that one look at a shop's books fetches of an account. */
const daysPerLook = 7

/** Clocks differ, and a notice may say no time: what came in later than this may be on the next day's bill. */
const marginMillis = 10 * minute

/** What is known of an account's days so far. */
export interface KnownDays {
  readonly states: ReadonlyMap<string, string>
  /** Days whose bill has a difference that is open. */
  readonly open: ReadonlySet<string>
}

/**
 * The days whose bills a look fetches, oldest first: those that nobody looked at yet before those
 * that could not be read, and these before those on which something did not agree.
 *
 * @param since - when the account began, ms since 1970
 */
export function daysToCompare(now: number, since: number, { states, open }: KnownDays): string[] {
  const newest = dayBegins(shopDay(now - askedAfterMillis))
  const all = Array.from({ length: oldestDays }, (_, back) => shopDay(newest - back * day))
  const urgency = (date: string) => ['compared', 'unread', undefined].indexOf(states.get(date))
  const wanted = all
    .filter((date) => date >= shopDay(since))
    .filter((date) => states.get(date) !== 'compared' || open.has(date))
    .toReversed()
  return wanted
    .toSorted((one, other) => urgency(other) - urgency(one))
    .slice(0, daysPerLook)
    .toSorted()
}

/** When something happened that must stand on a day's bill or an earlier one; ms since 1970, `to` is no part of it. */
export interface DuePeriod {
  readonly from: number
  readonly to: number
  /** The day before was compared: what may stand on its bill was looked for there. */
  readonly isFollowing: boolean
}

/** What happened around midnight may stand on either bill, so it is due on the second of them that is compared. */
export function duePeriod(date: string, { states }: KnownDays): DuePeriod {
  const begins = dayBegins(date)
  const isCompared = (at: number) => states.get(shopDay(at)) === 'compared'
  const isFollowing = isCompared(begins - day)
  return {
    from: begins - (isFollowing ? marginMillis : 0),
    to: begins + day - (isCompared(begins + day) ? 0 : marginMillis),
    isFollowing,
  }
}

export async function readKnownDays(
  db: Database,
  shopId: string,
  provider: string,
): Promise<KnownDays> {
  const [rows, open] = [
    await daysOf(db, [shopId, provider]),
    await openDays(db, [shopId, provider]),
  ]
  return {
    states: new Map(rows.map((row) => [row.day, row.state])),
    open: new Set(open.map((row) => row.day)),
  }
}

type BillDay = Pick<Selectable<BillDays>, 'day' | 'state'>

const daysOf = statement<BillDay>(`
  select day, state from bill_days where shop_id = $1 and provider = $2
  order by day desc limit ${oldestDays + 1}`)

const openDays = statement<Pick<BillDay, 'day'>>(`
  select distinct detail ->> 'bill' as day from differences
  where shop_id = $1 and resolved_at is null and detail ->> 'provider' = $2
    and detail ->> 'bill' is not null`)

interface LookedAt {
  readonly shopId: string
  readonly provider: string
  readonly date: string
  /** ms since 1970 */
  readonly now: number
}

/** A day's bill was held against the books. */
export async function noteCompared(
  db: Database,
  { shopId, provider, date, now }: LookedAt,
): Promise<void> {
  await compared(db, [shopId, provider, date, new Date(now)])
}

const compared = statement(`
  insert into bill_days (shop_id, provider, day, state, looked_at)
  values ($1, $2, $3, 'compared', $4)
  on conflict (shop_id, provider, day) do update set
    state = excluded.state, problem = null, looked_at = excluded.looked_at`)

/**
 * A day's bill could not be had, and why.
 *
 * @returns since when, ms since 1970; undefined where it was compared before, which it stays
 */
export async function noteUnread(
  db: Database,
  { shopId, provider, date, now }: LookedAt,
  problem: string,
): Promise<number | undefined> {
  const [row] = await unread(db, [shopId, provider, date, problem, new Date(now)])
  return row?.looked_at.getTime()
}

/** What was looked at in vain keeps the time of the first of these looks. */
const unread = statement<{ looked_at: Date }>(`
  insert into bill_days as known (shop_id, provider, day, state, problem, looked_at)
  values ($1, $2, $3, 'unread', $4, $5)
  on conflict (shop_id, provider, day) do update set problem = excluded.problem
    where known.state = 'unread'
  returning looked_at`)
