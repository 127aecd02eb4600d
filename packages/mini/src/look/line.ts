import { formatMoney, type Money } from '@xiaopu/domain'

/** A bought or wanted piece of goods as a line shows it. */
export interface LineView {
  readonly key: string
  readonly title: string
  readonly imageUrl: string
  readonly values: string
  readonly price: string
  readonly quantity: string
  /** What became of it, or is wrong with it. */
  readonly note: string
}

export interface Line {
  readonly sku: string
  readonly title: string
  readonly imageUrl?: string | undefined
  readonly properties: readonly { readonly value: string }[]
  readonly price: Money
  readonly quantity: number
}

export function lineView(line: Line, note = ''): LineView {
  return {
    key: line.sku,
    title: line.title,
    imageUrl: line.imageUrl ?? '',
    values: line.properties.map(({ value }) => value).join(' · '),
    price: formatMoney(line.price),
    quantity: `×${line.quantity}`,
    note,
  }
}
