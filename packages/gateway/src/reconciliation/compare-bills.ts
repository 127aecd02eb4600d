import {
  type BillDifference,
  type BillLine,
  compareBill,
  day,
  isShopError,
  type PaymentProvider,
  theirsOf,
} from '@xiaopu/domain'
import { statement } from '../db/statement.ts'
import { noteBilledRefund } from '../payments/refunds.ts'
import {
  type BilledAccount,
  type Booked,
  findNamed,
  noteBilled,
  readDue,
  readKnown,
} from './bill-books.ts'
import {
  daysToCompare,
  duePeriod,
  type KnownDays,
  noteCompared,
  noteUnread,
  readKnownDays,
} from './bill-days.ts'
import { type Found, settleDifference } from './differences.ts'
import type { Look } from './look.ts'
import { askFor, askForRefund } from './reconcile-payments.ts'

/** How long a bill may keep us waiting before a person hears of it. */
const patienceMillis = day

/**
 * Holds the bill of each day that is over against the books, for every account whose provider writes
 * bills: the shop's own, and the gateway's.
 */
export async function compareBills(look: Look): Promise<void> {
  const { deps, shopId } = look
  for (const account of await accountsOf(look)) {
    const provider = await deps.payments.of(shopId, account.provider)
    if (!provider.bill || provider.merchant !== account.merchant) continue
    const known = await readKnownDays(deps.db, shopId, account.provider)
    for (const date of daysToCompare(deps.clock.now(), account.since.getTime(), known)) {
      const days = await readKnownDays(deps.db, shopId, account.provider)
      await compareDay(look, { provider, account, date, days })
    }
  }
}

/** The gateway's own account is every shop's: of money that none of them knows only a shop alone is told. */
async function accountsOf({ deps, shopId }: Look): Promise<BilledAccount[]> {
  const own = (await accounts(deps.db, [shopId])).map((account) => ({
    ...{ shopId, hearsOfStrangers: true, ...account },
  }))
  const { own: shared } = deps.payments
  if (!shared?.bill) return own
  const [shop] = await shopBegan(deps.db, [shopId])
  if (!shop) return own
  const { name: provider, merchant } = shared
  const everyShops = { provider, merchant, since: shop.since, hearsOfStrangers: shop.is_alone }
  return [...own.filter((account) => account.provider !== provider), { shopId, ...everyShops }]
}

const accounts = statement<{ provider: string; merchant: string; since: Date }>(`
  select provider, merchant, merchant_since as since from payment_accounts
  where shop_id = $1 order by provider`)

const shopBegan = statement<{ since: Date; is_alone: boolean }>(`
  select created_at as since,
    not exists (select from shops as other where other.shop_id <> $1) as is_alone
  from shops where shop_id = $1`)

interface Asked {
  readonly provider: PaymentProvider
  readonly account: BilledAccount
  readonly date: string
  readonly days: KnownDays
}

/** One day: its differences are noted, those that are over are settled, and then it counts as compared. */
async function compareDay(look: Look, asked: Asked): Promise<void> {
  const { deps, shopId } = look
  const { account, date } = asked
  try {
    const lines = await asked.provider.bill?.(date)
    if (!lines) return await missBill(look, asked, 'not made yet')
    await compareLines(look, asked, lines)
    const { provider } = account
    await noteCompared(deps.db, { shopId, provider, date, now: deps.clock.now() })
  } catch (error) {
    if (!isShopError(error)) throw error
    await missBill(look, asked, String(error.detail.reason ?? error.code))
  }
}

/** It is asked for again by the next look; when that has gone on for a day a person hears of it. */
async function missBill(look: Look, { account, date }: Asked, problem: string): Promise<void> {
  const { deps, shopId } = look
  const { provider } = account
  const now = deps.clock.now()
  deps.log({ level: 'warn', event: 'bill.unread', shop: shopId, provider, bill: date, problem })
  const since = await noteUnread(deps.db, { shopId, provider, date, now }, problem)
  if (since === undefined || now < since + patienceMillis) return
  const detail = { provider, bill: date, problem }
  const missing = { kind: 'missing_there', subject: `${provider} ${date}`, detail } as const
  const closed = closedOf(await ofBill(deps.db, [shopId, provider, date]))
  if (!closed.has(keyOf(missing))) await look.differ(missing)
}

async function compareLines(
  look: Look,
  { account, date, days }: Asked,
  all: readonly BillLine[],
): Promise<void> {
  const { deps, shopId } = look
  const named = await readKnown(deps.db, account, all)
  // What came in before the shop had the account, or for a neighbour with the same one, is not its own.
  const lines = all.filter(
    ({ outTradeNo, at }) =>
      named.orders.has(outTradeNo) ||
      (account.hearsOfStrangers &&
        !named.others.has(outTradeNo) &&
        Date.parse(at) >= account.since.getTime()),
  )
  for (const entry of named.booked) await bringUp(look, entry)
  for (const { row, line } of await findNamed(deps.db, account, lines))
    await noteBilledRefund(deps, deps.db, row, { refundId: line.refundId, on: date })
  for (const { kind } of lines) await look.step(kind === 'payment' ? 'payments' : 'refunds')
  const due = await readDue(deps.db, account, date, duePeriod(date, days))
  const { booked, orders } = await readKnown(deps.db, account, lines)
  const onBill = new Set(booked.map(({ kind, number }) => `${kind} ${number}`))
  const books = [...booked, ...due.filter(({ kind, number }) => !onBill.has(`${kind} ${number}`))]
  const { billed, differences } = compareBill(lines, books)
  const found = differences.map((difference) => foundOf(difference, account, date, orders))
  await noteAll(look, account, date, found)
  await noteBilled(deps.db, shopId, date, billed)
}

/** A bill is no evidence of a payment or a refund; what the provider answers about its number is. */
async function bringUp(look: Look, entry: Booked): Promise<void> {
  if (entry.isCounted) return
  if (entry.kind === 'payment') await askFor(look, entry.row)
  else await askForRefund(look, entry.row)
}

/** A difference in the words of the seller's list: no more of the other side than numbers and amounts. */
function foundOf(
  difference: BillDifference<Booked>,
  { provider }: BilledAccount,
  date: string,
  orders: ReadonlyMap<string, string>,
): Omit<Found, 'shopId'> {
  const bill = { provider, bill: date }
  if (difference.kind === 'missing_here') {
    const { line } = difference
    const { outTradeNo: payment, amount } = line
    const orderId = orders.get(payment)
    const numbers = line.kind === 'refund' ? { refund: line.outRefundNo, payment } : { payment }
    return {
      kind: 'missing_here',
      subject: theirsOf(line),
      ...(orderId && { orderId }),
      detail: { ...bill, ...numbers, amount: amount.amount },
    }
  }
  const { kind, entry } = difference
  const { orderId, amount, number } = entry
  const about = {
    subject: entry.kind === 'payment' ? entry.row.payment_id : entry.row.refund_id,
    orderId,
  }
  const numbered = { ...bill, [entry.kind]: number }
  if (kind === 'missing_there')
    return { kind, ...about, detail: { ...numbered, here: entry.row.state, amount: amount.amount } }
  const there = difference.line.amount.amount
  const detail =
    kind === 'amount'
      ? { ...numbered, here: amount.amount, there }
      : {
          ...numbered,
          here: entry.row.state,
          there: entry.kind === 'payment' ? 'paid' : 'refunded',
        }
  return { kind, ...about, detail }
}

/** Notes what was found and settles what of this bill was not found again; what a person closed stays closed. */
async function noteAll(
  look: Look,
  { provider }: BilledAccount,
  date: string,
  found: readonly Omit<Found, 'shopId'>[],
): Promise<void> {
  const { deps, shopId } = look
  const noted = await ofBill(deps.db, [shopId, provider, date])
  const closed = closedOf(noted)
  const now = new Set(found.map(keyOf))
  for (const each of found) if (!closed.has(keyOf(each))) await look.differ(each)
  for (const { kind, subject, is_open } of noted)
    if (is_open && !now.has(keyOf({ kind, subject })))
      await settleDifference(deps, { shopId, kind, subject })
}

const keyOf = ({ kind, subject }: Pick<Found, 'kind' | 'subject'>) => `${kind} ${subject}`

/** Those that a person has closed. */
const closedOf = (noted: readonly Noted[]): ReadonlySet<string> =>
  new Set(noted.filter(({ is_open }) => !is_open).map(keyOf))

type Noted = Pick<Found, 'kind' | 'subject'> & { readonly is_open: boolean }

const ofBill = statement<Noted>(`
  select kind, subject, resolved_at is null as is_open from differences
  where shop_id = $1 and detail ->> 'provider' = $2 and detail ->> 'bill' = $3
    and resolved_by is distinct from 'reconciliation'`)
