import { type Texts, textsFor } from '@xiaopu/texts'
import { parse } from 'csv-parse/sync'
import type { Answer, OpenShop } from '../shop.ts'

export type Column = keyof Texts['orderTable']['columns']
/** A row by its columns, each as a program reads it that takes one `'` from the front. */
export type Row = Readonly<Record<Column, string>>

const { columns } = textsFor('zh-CN').orderTable
export const names = Object.keys(columns) as Column[]

/** Every field as it stands in the file, by a reader that is not ours; titles are the first record. */
export function fieldsOf(text: string): string[][] {
  return parse(text, { bom: true })
}

export function rowsOf(text: string): Row[] {
  const [titles = [], ...records] = fieldsOf(text)
  if (titles.length !== names.length) throw new Error(`${titles.length} columns`)
  return records.map((fields) => {
    const entries = names.map((name, at) => [name, (fields[at] ?? '').replace(/^'/, '')])
    return Object.fromEntries(entries) as Row
  })
}

export function table(market: OpenShop, query: Record<string, string> = {}): Promise<Answer> {
  return market.sell(`/v1/seller/orders/table?${new URLSearchParams(query)}`)
}

/** The sum of a column in fen: what stands in it are yuan, or nothing. */
export function sumOf(rows: readonly Row[], column: Column): number {
  return rows.reduce((sum, row) => sum + fenOf(row[column]), 0)
}

function fenOf(yuan: string): number {
  if (yuan === '') return 0
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(yuan) ?? []
  if (whole === '') throw new Error(`${yuan} is no amount`)
  return Number(`${sign}${whole}${cents}`)
}
