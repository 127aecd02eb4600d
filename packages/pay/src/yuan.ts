import type { Money } from '@xiaopu/domain'

/** An amount in yuan with two decimals, made by whole numbers only. */
export function yuanOf({ amount, currency }: Money): string {
  if (currency !== 'CNY') throw new TypeError(`only CNY is written in yuan, not ${currency}`)
  if (amount < 0) throw new TypeError(`not an amount to pay: ${amount} fen`)
  const digits = String(amount).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Yuan as fen; undefined for anything that is not yuan with at most two decimals. */
export function fenOf(yuan: string): number | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(yuan)
  if (!match) return undefined
  const [, whole = '', cents = ''] = match
  return Number(whole + cents.padEnd(2, '0'))
}
