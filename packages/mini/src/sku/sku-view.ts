import {
  type Chosen,
  chooseSku,
  type ListingSku,
  type ListingView,
  type SkuChoice,
  type SkuOption,
} from '@xiaopu/domain'
import { type PriceView, priceView } from '../look/price.ts'
import type { StepperView } from '../look/stepper.ts'
import type { ShopTexts } from '../shop/texts.ts'

/** What the panel shows of a choice. */
export interface SkuView {
  readonly title: string
  readonly imageUrl: string
  readonly price: PriceView
  readonly said: string
  readonly properties: readonly {
    readonly name: string
    readonly options: readonly {
      readonly value: string
      readonly imageUrl: string
      readonly look: string
      readonly chosen: boolean
      readonly label: string
    }[]
  }[]
  readonly quantityTitle: string
  readonly stepper: StepperView
  /** What is missing or wrong; the button waits for it. */
  readonly problem: string
  readonly word: string
  readonly bad: boolean
  readonly add: string
  readonly close: string
}

export interface SkuWish {
  readonly chosen: Chosen
  readonly quantity: number
  /** What the last tap led to, where that has to be said. */
  readonly word?: string | undefined
}

/** @param verb - what the button says; that it goes into the cart unless given */
export function skuView(view: ListingView, wish: SkuWish, texts: ShopTexts, verb = ''): SkuView {
  const { card, sku: t, status } = texts
  const choice = chooseSku(view.skus, wish.chosen)
  const { min, max } = choice.priceRange
  const several = max.amount > min.amount
  const problem = problemOf(view, choice, wish.quantity, texts)
  const stock = choice.sku?.stock ?? choice.stock
  const values = choice.properties.flatMap(({ name }) => wish.chosen[name] ?? [])
  return {
    title: t.title,
    imageUrl: choice.imageUrl ?? view.imageUrl ?? '',
    price: priceView(
      min,
      several ? card.priceRangeLabel(min, max) : card.priceLabel(min),
      several ? card.from : '',
    ),
    said: values.length > 0 ? t.chosen(values) : view.title,
    properties: choice.properties.map(({ name, options }) => ({
      name,
      options: options.map((option) => ({
        value: option.value,
        imageUrl: option.imageUrl ?? '',
        look: lookOf(option),
        chosen: option.chosen,
        label: reason(option, texts, true) ?? option.value,
      })),
    })),
    quantityTitle: t.quantity,
    stepper: {
      sku: choice.sku?.skuId ?? '',
      quantity: wish.quantity,
      least: wish.quantity <= view.minQuantity,
      most: wish.quantity >= stock,
      lessLabel: t.less,
      moreLabel: t.more,
      quantityLabel: t.quantity,
    },
    problem: problem ?? '',
    word: wish.word ?? problem ?? (stock < 10 ? card.left(stock) : ''),
    bad: wish.word !== undefined,
    add: verb || card.add,
    close: status.close,
  }
}

function lookOf({ chosen, state }: SkuOption): string {
  const off = state === 'sold-out' || state === 'impossible'
  return `${chosen ? 'chosen' : ''} ${off ? 'off' : ''}`.trim()
}

/** Why an option leads nowhere; with its name for who only hears it. */
export function reason(
  option: SkuOption,
  { sku: t }: ShopTexts,
  named = false,
): string | undefined {
  if (option.state === 'sold-out') return named ? t.optionSoldOut(option.value) : t.soldOut
  if (option.state === 'impossible') return named ? t.optionImpossible(option.value) : t.impossible
  return undefined
}

export function problemOf(
  view: ListingView,
  choice: SkuChoice<ListingSku>,
  quantity: number,
  { sku: t }: ShopTexts,
): string | undefined {
  if (choice.missing.length > 0) return t.missing(choice.missing)
  if (!choice.sku) return t.impossible
  if (choice.sku.stock === 0) return t.soldOut
  if (quantity > choice.sku.stock) return t.most(choice.sku.stock)
  return quantity < view.minQuantity ? t.minimum(view.minQuantity) : undefined
}

/** A property with one value is chosen by itself. */
export function onlyValues({ skus }: ListingView): Chosen {
  const single = chooseSku(skus, {}).properties.flatMap(({ name, options }) => {
    const [only, ...others] = options
    return only && others.length === 0 ? [[name, only.value]] : []
  })
  return Object.fromEntries(single)
}
