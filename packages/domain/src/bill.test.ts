import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BillDifference, type BillLine, type BookEntry, compareBill } from './bill.ts'
import { fen } from './money.ts'

const kind = fc.constantFrom('payment' as const, 'refund' as const)
const number = fc.constantFrom('n1', 'n2', 'n3', 'n4', 'n5')
const amount = fc.integer({ min: 1, max: 5 }).map(fen)

const lines: fc.Arbitrary<BillLine[]> = fc.array(
  fc.record({ kind, number, theirs: fc.constantFrom('t1', 't2'), amount }).map(lineOf),
  { maxLength: 8 },
)
const books: fc.Arbitrary<BookEntry[]> = fc.uniqueArray(
  fc
    .record({
      kind,
      number,
      theirs: fc.option(fc.constantFrom('t1', 't2'), { nil: undefined }),
      amount,
      isCounted: fc.boolean(),
      isDue: fc.boolean(),
    })
    .map((entry) => ({ ...entry, isDue: entry.isDue && entry.isCounted })),
  { selector: (entry) => `${entry.kind} ${entry.number}` },
)

function lineOf(of: Pick<BookEntry, 'kind' | 'number' | 'theirs' | 'amount'>): BillLine {
  const { theirs = 't1', amount } = of
  const at = '2026-11-24T08:00:00.000Z'
  if (of.kind === 'payment')
    return { kind: 'payment', outTradeNo: of.number, transactionId: theirs, amount, at }
  const payment = { outTradeNo: 'paid', transactionId: 'paid-there' }
  return { kind: 'refund', ...payment, outRefundNo: of.number, refundId: theirs, amount, at }
}

const signed = ({ kind, amount }: Pick<BookEntry, 'kind' | 'amount'>) =>
  kind === 'payment' ? amount.amount : -amount.amount
const total = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0)

/** What a difference makes the bill more than the books. */
function more(difference: BillDifference<BookEntry>): number {
  const there = 'line' in difference ? signed(difference.line) : 0
  const isHere = 'entry' in difference && difference.entry.isCounted
  return there - (isHere ? signed(difference.entry) : 0)
}

test('what a bill has more than the books is what the differences say, to the fen', () => {
  fc.assert(
    fc.property(lines, books, (bill, entries) => {
      const { billed, differences } = compareBill(bill, entries)
      const looked = entries.filter(
        (entry) => entry.isCounted && (entry.isDue || billed.includes(entry)),
      )
      expect(total(bill.map(signed)) - total(looked.map(signed))).toBe(total(differences.map(more)))
    }),
  )
})

test('a bill that says what the books say has no difference, in whatever order', () => {
  fc.assert(
    fc.property(
      books.chain((entries) =>
        fc.tuple(
          fc.constant(entries.filter(({ isCounted }) => isCounted)),
          fc.shuffledSubarray(entries.filter(({ isCounted }) => isCounted).map(lineOf), {
            minLength: entries.filter(({ isCounted }) => isCounted).length,
          }),
        ),
      ),
      ([entries, bill]) => {
        expect(compareBill(bill, entries).differences).toEqual([])
      },
    ),
  )
})

test('each kind of difference is told apart', () => {
  const entry = { kind: 'payment', amount: fen(5), isCounted: true, isDue: true } as const
  const open = { ...entry, number: 'open', isCounted: false, isDue: false }
  const dear = { ...entry, number: 'dear' }
  const lost = { ...entry, number: 'lost' }
  const later = { ...entry, number: 'later', isDue: false }
  const bill = [
    lineOf({ ...entry, number: 'strange' }),
    lineOf(open),
    lineOf({ ...dear, amount: fen(6) }),
    lineOf({ ...dear, amount: fen(5) }),
  ]
  const { billed, differences } = compareBill(bill, [open, dear, lost, later])
  expect(billed).toEqual([open, dear])
  expect(differences).toEqual([
    { kind: 'missing_here', line: bill[0] },
    { kind: 'state', line: bill[1], entry: open },
    { kind: 'amount', line: bill[2], entry: dear },
    { kind: 'missing_here', line: bill[3] },
    { kind: 'missing_there', entry: lost },
  ])
})

test('a refund is no payment, though both have one number', () => {
  const paid = {
    ...({ kind: 'payment', number: 'n1', amount: fen(5), isCounted: true, isDue: true } as const),
  }
  const back = lineOf({ ...paid, kind: 'refund' })
  expect(compareBill([back], [paid]).differences.map((each) => each.kind)).toEqual([
    'missing_here',
    'missing_there',
  ])
})
