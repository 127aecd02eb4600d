import { type CheckoutMode, formatMoney, type LabelKind, type ListingView } from '@xiaopu/domain'
import { type PriceView, priceView } from '../look/price.ts'
import type { ShopTexts } from '../shop/texts.ts'

/** A listing as its card shows it. */
export interface CardView {
  readonly id: string
  readonly title: string
  readonly imageUrl: string
  /** Over the picture: sold out. */
  readonly veil: string
  readonly labels: readonly string[]
  readonly price: PriceView
  readonly was: string
  readonly wasLabel: string
  /** What the button says; none where nothing is sold here. */
  readonly buy: string
  readonly buyLabel: string
  readonly off: boolean
}

export function cardView(view: ListingView, texts: ShopTexts, mode: CheckoutMode): CardView {
  const { card } = texts
  const soldOut = view.state === 'sold-out'
  const several = view.skus.length > 1
  const { price, was, wasLabel } = costView(view, texts)
  const word = several ? card.choose : card.add
  return {
    id: view.id,
    title: view.title,
    imageUrl: view.imageUrl ?? '',
    veil: soldOut ? card.soldOut : '',
    labels: claims(view, texts),
    price,
    was,
    wasLabel,
    buy: mode === 'catalog-only' ? '' : soldOut ? card.soldOut : word,
    buyLabel: several ? card.chooseLabel(view.title) : card.addLabel(view.title),
    off: soldOut,
  }
}

function costView(
  { price: { min, max }, anchor }: Pick<ListingView, 'price' | 'anchor'>,
  { card }: ShopTexts,
): Pick<CardView, 'price' | 'was' | 'wasLabel'> {
  const several = max.amount > min.amount
  const label = several ? card.priceRangeLabel(min, max) : card.priceLabel(min)
  const shown = anchor && anchor.price.amount > min.amount ? anchor.price : undefined
  return {
    price: priceView(min, label, several ? card.from : ''),
    was: shown ? formatMoney(shown) : '',
    wasLabel: shown ? card.anchorLabel(shown) : '',
  }
}

/** What is claimed of a listing, the shop's promise on postage first. */
export function claims(view: ListingView, { labels, card }: ShopTexts): string[] {
  const free = view.freePostage || view.labels.includes('free_shipping')
  const others = view.labels.filter((kind: LabelKind) => kind !== 'free_shipping')
  const minimum = view.minQuantity > 1 ? [card.minimum(view.minQuantity, view.unit)] : []
  return [
    ...minimum,
    ...(free ? [card.freePostage] : []),
    ...others.map((kind: LabelKind) => labels[kind]),
  ]
}
