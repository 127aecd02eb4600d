import type { Brief } from '../catalogue/catalogue.ts'
import { hash } from '../catalogue/chance.ts'
import type { Columns } from './columns.ts'

/**
 * What results can be put in the order of: pieces sold, one-piece price, money taken and buyers of late,
 * and how the supplier does: chats answered, disputes, stock turned over.
 */
export type SortKey = 'sold' | 'price' | 'amount' | 'buyers' | 'answers' | 'disputes' | 'turnover'
export type Sort = `${SortKey}-${'up' | 'down'}`

/** How a supplier does; the figures are ours [sbx], the same every time. */
export interface Standing {
  /** Chats answered in 30 days, in percent. */
  readonly answers: number
  /** Tenths of a score, 50 the best. */
  readonly disputes: number
  /** Orders turned over in 30 days, in percent. */
  readonly turnover: number
  /** Pieces that a buyer takes. */
  readonly pieces: number
}

/** All of a supplier's standing in one number of 32 bits, so that an index can keep it. */
export const standingNumber = (memberId: string): number => hash(`standing ${memberId}`)

export const standingOf = (number: number): Standing => ({
  answers: 60 + (number % 41),
  disputes: 30 + ((number >>> 8) % 21),
  turnover: (number >>> 12) % 101,
  pieces: 1 + ((number >>> 24) % 5),
})

const measures: Readonly<Record<SortKey, (fen: number, sold: number, standing: number) => number>> =
  {
    sold: (_fen, sold) => sold,
    price: (fen) => fen,
    amount: (fen, sold) => Math.floor((fen * sold) / 100),
    buyers: (_fen, sold, standing) => Math.ceil(sold / standingOf(standing).pieces),
    answers: (_fen, _sold, standing) => standingOf(standing).answers,
    disputes: (_fen, _sold, standing) => standingOf(standing).disputes,
    turnover: (_fen, _sold, standing) => standingOf(standing).turnover,
  }

const read = (sort: Sort): readonly [key: SortKey, sign: 1 | -1] => {
  const [key, way] = sort.split('-') as [SortKey, 'up' | 'down']
  return [key, way === 'up' ? 1 : -1]
}

/** Compares offers as `sort` puts them. */
export function comparing(sort: Sort): (a: Brief, b: Brief) => number {
  const [key, sign] = read(sort)
  const value = ({ fen, sold, memberId }: Brief): number =>
    measures[key](fen, sold, standingNumber(memberId))
  return (a, b) => sign * (value(a) - value(b))
}

// What is measured first, rank second, in one number: both fit 53 bits.
const PLACES = 2 ** 21
const MOST = 2 ** 31

/** Ranks in the order asked for; equal ones best sellers first, as ranks are. */
export function sorted(ranks: Int32Array, sort: Sort, columns: Columns): Int32Array {
  if (sort === 'sold-down') return ranks
  const [key, sign] = read(sort)
  const { fen, sold, standing } = columns
  const value = (rank: number): number =>
    Math.min(MOST, measures[key](fen[rank] ?? 0, sold[rank] ?? 0, standing[rank] ?? 0))
  const keys = Float64Array.from(ranks, (rank) => sign * value(rank) * PLACES + rank)
  return Int32Array.from(keys.sort(), (each) => ((each % PLACES) + PLACES) % PLACES)
}
