import { formatMoney, type Money, type QuoteLine } from '@xiaopu/domain'
import { Picture } from '../picture/picture.tsx'
import type { Child } from '../render/index.ts'
import type { AddressTexts } from './texts.ts'

/** What is being bought or was: one glance, no buttons. `bad` is what is wrong with it, `back` what came of it. */
export function BoughtLine(props: {
  line: Pick<QuoteLine, 'title' | 'imageUrl' | 'properties' | 'price' | 'quantity'>
  texts: AddressTexts
  state?: string | undefined
  bad?: Child
  back?: Child
}) {
  const { line, texts, state, bad, back } = props
  return (
    <li class="line" data-state={state}>
      <div class="thumb">
        <Picture url={line.imageUrl} alt="" texts={texts} />
      </div>
      <div class="about">
        <h3>{line.title}</h3>
        {line.properties.length > 0 && <p class="values">{valuesOf(line)}</p>}
        {bad}
      </div>
      <p class="amount">
        <span>{formatMoney(line.price)}</span>
        <small>×{line.quantity}</small>
        {back}
      </p>
    </li>
  )
}

export const valuesOf = ({ properties }: Pick<QuoteLine, 'properties'>): string =>
  properties.map(({ value }) => value).join(' · ')

/** What it comes to, from the goods on. */
export function SumRows(props: {
  of: { readonly goods: Money; readonly freight: Money; readonly discount: Money }
  code: string | undefined
  texts: AddressTexts
  children?: Child
}) {
  const { of, code, texts, children } = props
  const { goods, freight, discount } = of
  const t = texts.checkout
  const row = (name: string, value: string) => (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <dl>
      {row(t.goods, formatMoney(goods))}
      {row(t.freight, freight.amount === 0 ? t.freeFreight : formatMoney(freight))}
      {discount.amount > 0 && row(`${t.discount} ${code || ''}`, `-${formatMoney(discount)}`)}
      {children}
    </dl>
  )
}
