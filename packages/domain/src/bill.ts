import type { Money } from './money.ts'

interface Billed {
  /** Our number of the payment, or what stands there where it is not one of ours. */
  readonly outTradeNo: string
  /** The provider's number of the payment. */
  readonly transactionId: string
  /** What came in or went back; never negative. */
  readonly amount: Money
  /** RFC 3339: when it was paid, or when the provider took the refund on. */
  readonly at: string
}

export interface BilledPayment extends Billed {
  readonly kind: 'payment'
}

export interface BilledRefund extends Billed {
  readonly kind: 'refund'
  readonly outRefundNo: string
  /** The provider's number of the refund. */
  readonly refundId: string
}

/** One movement on a provider's bill of a day. */
export type BillLine = BilledPayment | BilledRefund

/** What our books hold of one payment or refund that a bill may speak of. */
export interface BookEntry {
  readonly kind: BillLine['kind']
  /** Our number at the provider: of the payment, or of the refund. */
  readonly number: string
  /** The provider's, where we know it. */
  readonly theirs?: string | undefined
  readonly amount: Money
  /** Our books count it: money that came in, or a refund that the provider took on. */
  readonly isCounted: boolean
  /** Counted, and this bill is the last on which it may stand. */
  readonly isDue: boolean
}

/** What a bill and the books do not agree on, in the words of `DifferenceKind`. */
export type BillDifference<Entry extends BookEntry> =
  | { readonly kind: 'missing_here'; readonly line: BillLine }
  | { readonly kind: 'missing_there'; readonly entry: Entry }
  | { readonly kind: 'amount' | 'state'; readonly line: BillLine; readonly entry: Entry }

/** What came of holding a bill against the books. */
export interface BillComparison<Entry extends BookEntry> {
  /** What of the books stands on this bill, with whatever amount. */
  readonly billed: readonly Entry[]
  readonly differences: readonly BillDifference<Entry>[]
}

/**
 * Holds a bill against the books, line by line.
 *
 * Nothing is lost: what the bill has more than the books is the sum of what the differences say. A
 * second line under one number, or one that the provider numbers otherwise than we know, is money of
 * which our books know nothing.
 *
 * @param books - what may stand on it, each number once: more than is due does no harm
 */
export function compareBill<Entry extends BookEntry>(
  lines: readonly BillLine[],
  books: readonly Entry[],
): BillComparison<Entry> {
  const left = new Map(books.map((entry) => [`${entry.kind} ${entry.number}`, entry]))
  const billed: Entry[] = []
  const differences: BillDifference<Entry>[] = []
  for (const line of lines) {
    const key = `${line.kind} ${numberOf(line)}`
    const entry = left.get(key)
    if (!entry || (entry.theirs !== undefined && entry.theirs !== theirsOf(line))) {
      differences.push({ kind: 'missing_here', line })
      continue
    }
    left.delete(key)
    billed.push(entry)
    if (!isSame(entry.amount, line.amount)) differences.push({ kind: 'amount', line, entry })
    else if (!entry.isCounted) differences.push({ kind: 'state', line, entry })
  }
  for (const entry of left.values())
    if (entry.isDue) differences.push({ kind: 'missing_there', entry })
  return { billed, differences }
}

/** Our number of what a line is about. */
export const numberOf = (line: BillLine): string =>
  line.kind === 'payment' ? line.outTradeNo : line.outRefundNo

/** The provider's number of what a line is about. */
export const theirsOf = (line: BillLine): string =>
  line.kind === 'payment' ? line.transactionId : line.refundId

const isSame = (one: Money, other: Money): boolean =>
  one.amount === other.amount && one.currency === other.currency
