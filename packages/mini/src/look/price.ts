import { type Money, moneyParts } from '@xiaopu/domain'

/** An amount in the parts that it is drawn from, and as it is read out. */
export interface PriceView {
  readonly label: string
  readonly sign: string
  readonly yuan: string
  readonly fen: string
  /** `起` after the lowest of several. */
  readonly from: string
}

export function priceView(money: Money, label: string, from = ''): PriceView {
  const { sign, symbol, integer, fraction } = moneyParts(money)
  return { label, sign: sign + symbol, yuan: integer, fen: `.${fraction}`, from }
}
