import { type Difference, fen, formatMoney, RefusedDeed } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import * as v from 'valibot'
import { table } from './table.ts'

/** What does not agree, row by row; then of each refusal what happened and what to do. */
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
  return [rows, ...differences.flatMap((each) => refusalOf(each, texts))].join('\n')
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
