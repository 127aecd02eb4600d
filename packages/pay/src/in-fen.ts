import type { Money } from '@xiaopu/domain'

/** Yuan in fen, which is all that providers inside China take. */
export function inFen({ amount, currency }: Money): number {
  if (currency !== 'CNY') throw new TypeError(`payments are in CNY, not ${currency}`)
  return amount
}
