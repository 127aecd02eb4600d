import { type Difference, type DifferenceKind, fen, formatMoney, RefusedDeed } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import * as v from 'valibot'
import { table } from './table.ts'

/** What does not agree, row by row; then of each refusal and each bill what happened and what to do. */
export function differenceTable(differences: readonly Difference[], texts: Texts): string {
  const { columns } = texts.cli
  const rows = table(
    [
      { title: columns.difference, value: ({ id }) => id },
      { title: columns.check, value: ({ kind }) => texts.differenceKinds[kind] },
      { title: columns.orderId, value: ({ order = '-' }) => order },
      { title: columns.row, value: ({ subject }) => subject },
      {
        title: '',
        value: ({ detail }) =>
          Object.entries(detail)
            .map(([name, value]) => `${name}=${value}`)
            .join(' '),
      },
    ],
    differences,
  )
  const said = differences.flatMap((each) => [...refusalOf(each, texts), ...billOf(each, texts)])
  return [rows, ...said].join('\n')
}

/** As sentences; nothing for a difference that is no refusal. */
function refusalOf({ id, kind, detail }: Difference, texts: Texts): string[] {
  const deed = v.safeParse(RefusedDeed, detail.deed)
  if (kind !== 'refused' || !deed.success) return []
  const { happened, next } = texts.refusedDeeds[deed.output]
  const code = String(detail.reason)
  const known = texts.refusalReasons[code]
  const amount = typeof detail.amount === 'number' ? formatMoney(fen(detail.amount)) : ''
  return ['', `${id}`, `  ${happened(known ? `${known} (${code})` : code, amount)}`, `  ${next}`]
}

/** As sentences; nothing for a difference that no bill showed. */
function billOf({ id, kind, detail }: Difference, texts: Texts): string[] {
  const { provider, bill, problem = '', amount, here, there, refund, payment } = detail
  if (bill === undefined) return []
  const isRefund = refund !== undefined
  const name = problem !== '' ? 'unreadBill' : findings[kind]?.[isRefund ? 'refund' : 'payment']
  if (name === undefined) return []
  const money = (value: string | number | undefined) =>
    typeof value === 'number' ? formatMoney(fen(value)) : String(value ?? '')
  const { happened, next } = texts.billFindings[name]
  const about = {
    ...{ number: String(refund ?? payment ?? ''), isRefund, problem: String(problem) },
    ...{ amount: money(amount), here: money(here), there: money(there) },
  }
  return ['', `${id}`, `  ${happened(`${provider} ${bill}`, about)}`, `  ${next}`]
}

type BillFindingName = keyof Texts['billFindings']

/** What a difference of a bill is called, by its kind and by what it is about. */
const findings: Readonly<
  Partial<Record<DifferenceKind, Readonly<Record<'payment' | 'refund', BillFindingName>>>>
> = {
  missing_here: { payment: 'strangePayment', refund: 'strangeRefund' },
  missing_there: { payment: 'notOnBill', refund: 'notOnBill' },
  amount: { payment: 'otherAmount', refund: 'otherAmount' },
  state: { payment: 'otherState', refund: 'otherState' },
}
