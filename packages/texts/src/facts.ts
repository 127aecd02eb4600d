import { type FailureDetail, fen, formatMoney } from '@xiaopu/domain'

/** A fact in fen as money; undefined where the failure came without it. */
export function amountIn(detail: FailureDetail, name: string): string | undefined {
  const value = detail[name]
  return Number.isSafeInteger(value) ? formatMoney(fen(value as number)) : undefined
}

/** A fact that is a number; undefined where the failure came without it. */
export function numberIn(detail: FailureDetail, name: string): number | undefined {
  const value = detail[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A fact that is words; undefined where the failure came without it. */
export function wordsIn(detail: FailureDetail, name: string): string | undefined {
  const value = detail[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
