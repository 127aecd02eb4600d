import type { AddressDraft, FormField, RegionLevel, RegionLists } from '@xiaopu/client/address'
import { wrongFields } from '@xiaopu/client/address'
import type { CheckoutState } from '@xiaopu/client/mini'
import {
  type Address,
  formatMoney,
  isBuyable,
  type LineState,
  type Money,
  type Quote,
} from '@xiaopu/domain'
import { type Line, type LineView, lineView } from '../look/line.ts'
import { type PriceView, priceView } from '../look/price.ts'
import type { Runtime } from '../shop/runtime.ts'
import type { ShopTexts } from '../shop/texts.ts'

export interface FormView {
  readonly title: string
  readonly paste: string
  readonly pasteHint: string
  readonly parse: string
  /** Offers the app's own address book; empty where there is none. */
  readonly book: string
  /** What became of a pasted or chosen address, and whether that is bad news. */
  readonly read: Outcome
  readonly fields: Readonly<Record<FormField, FieldView>>
  readonly regions: readonly RegionView[]
  readonly streetHint: string
}

export interface Outcome {
  readonly text: string
  readonly bad: boolean
}

interface FieldView {
  readonly label: string
  readonly value: string
  /** What is wrong with it, once the buyer has left it. */
  readonly bad: string
}

interface RegionView {
  readonly level: RegionLevel
  readonly label: string
  readonly names: readonly string[]
  readonly index: number
  readonly shown: string
}

const levels: readonly RegionLevel[] = ['province', 'city', 'district']

export function formView(
  draft: AddressDraft,
  left: ReadonlySet<FormField>,
  lists: RegionLists | undefined,
  read: Outcome,
  { texts, addressBook }: Pick<Runtime, 'texts' | 'addressBook'>,
): FormView {
  const { checkout: t, mini } = texts
  const wrong = wrongFields(draft)
  const field = (name: FormField): FieldView => ({
    label: t.fields[name],
    value: draft[name],
    bad: left.has(name) && wrong.includes(name) ? t.fieldErrors[name] : '',
  })
  return {
    title: t.addressTitle,
    paste: t.paste,
    pasteHint: t.pasteHint,
    parse: t.parse,
    book: addressBook ? mini.addressBook : '',
    read,
    fields: {
      name: field('name'),
      phone: field('phone'),
      regionCode: field('regionCode'),
      street: field('street'),
    },
    regions: levels.map((level) => {
      const regions = lists?.[level] ?? []
      return {
        level,
        label: t.fields[level],
        names: regions.map(({ name }) => name),
        index: Math.max(
          0,
          regions.findIndex(({ name }) => name === draft[level]),
        ),
        shown: draft[level] || t.fields[level],
      }
    }),
    streetHint: t.streetHint,
  }
}

export interface QuoteView {
  readonly who: string
  readonly where: string
  readonly edit: string
  readonly rows: readonly { readonly name: string; readonly value: string }[]
  readonly notes: readonly string[]
  readonly coupon: string
  readonly useCoupon: string
  readonly remark: string
  readonly remarkHint: string
}

export function quoteView(quote: Quote, { checkout: t }: ShopTexts): QuoteView {
  const { goods, freight, discount, groups, address, spendMore } = quote
  const hours = Math.max(...groups.map(({ shipWithinHours }) => shipWithinHours))
  return {
    ...addressView(address),
    edit: t.editAddress,
    rows: [
      { name: t.goods, value: formatMoney(goods) },
      { name: t.freight, value: freight.amount === 0 ? t.freeFreight : formatMoney(freight) },
      ...(discount.amount > 0
        ? [{ name: `${t.discount} ${quote.coupon ?? ''}`, value: `-${formatMoney(discount)}` }]
        : []),
    ],
    notes: [
      ...(spendMore ? [t.spendMore(spendMore.missing, spendMore.coupon)] : []),
      ...(groups.length > 1 ? [t.parcels(groups.length)] : []),
      ...(groups.length > 0
        ? [quote.forGroup ? t.forGroup(quote.forGroup.size, hours) : t.shipWithin(hours)]
        : []),
    ],
    coupon: t.coupon,
    useCoupon: t.useCoupon,
    remark: t.remark,
    remarkHint: t.remarkHint,
  }
}

export function addressView(address: Address): { readonly who: string; readonly where: string } {
  const { name, phone, province, city, district, street } = address
  const region = [...new Set([province, city, district])].join(' ')
  return { who: `${name} ${phone}`, where: `${region} ${street}` }
}

export function boughtLines(
  lines: readonly (Line & { readonly state?: LineState })[],
  { cart }: ShopTexts,
): LineView[] {
  return lines.map((line) =>
    lineView(line, line.state && !isBuyable(line.state) ? cart.lineStates[line.state] : ''),
  )
}

/** The bar under the thumb: what to pay, and the one button. */
export interface PayBarView {
  readonly dueTitle: string
  readonly due: PriceView
  readonly note: string
  readonly button: string
  readonly busy: boolean
}

/** @param now - ms since 1970 */
export function payBarView(
  state: CheckoutState,
  goods: Money,
  leaving: boolean,
  now: number,
  { checkout: t, cart, card }: ShopTexts,
): PayBarView {
  const { step, quote } = state
  const total = quote?.total ?? goods
  const minutes = Math.max(0, Math.ceil((state.expiresAt - now) / 60_000))
  const pay = leaving ? t.toCashier : step === 'placing' ? t.placing : t.pay(total)
  return {
    dueTitle: quote ? t.total : t.goods,
    due: priceView(total, card.priceLabel(total)),
    note: quote ? t.validFor(minutes) : cart.freightLater,
    button: step === 'quoting' ? t.quoting : quote ? pay : t.useAddress,
    busy: step === 'placing' || step === 'quoting' || leaving,
  }
}
