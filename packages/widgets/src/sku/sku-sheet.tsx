import {
  type Chosen,
  chooseSku,
  type ListingSku,
  type ListingView,
  type SkuChoice,
  type SkuOption,
} from '@xiaopu/domain'
import type { BuyingTexts } from '../buying/texts.ts'
import { Dialog } from '../dialog/dialog.tsx'
import { Picture } from '../picture/picture.tsx'
import { Price } from '../price/price.tsx'
import { useState } from '../render/index.ts'
import { Stepper } from './stepper.tsx'

/** A listing, and what its button says where what is chosen does not go into the cart. */
export type Choosable = ListingView & { readonly verb?: string }

export interface SkuSheetProps {
  readonly view: Choosable
  readonly texts: BuyingTexts
  readonly onChoose?: (choice: SkuChoice<ListingSku>) => void
  readonly onDone: (sku: ListingSku, quantity: number) => void
  readonly onClose: () => void
}

/** Choosing: every option says what it would lead to, and the button what is still missing. */
export function SkuSheet({ view, texts, onChoose, onDone, onClose }: SkuSheetProps) {
  const [chosen, setChosen] = useState<Chosen>(() => onlyValues(view))
  const [quantity, setQuantity] = useState(view.minQuantity)
  const [word, setWord] = useState<string>()
  const choice = chooseSku(view.skus, chosen)
  const { sku: t } = texts
  const { stock } = choice

  const choose = (name: string, option: SkuOption) => {
    const why = reason(option, texts)
    setWord(why)
    if (why && !option.chosen) return
    const next = { ...chosen }
    if (option.chosen) delete next[name]
    else next[name] = option.value
    setChosen(next)
    onChoose?.(chooseSku(view.skus, next))
  }
  const count = (value: number) => {
    const most = Math.max(view.minQuantity, stock)
    setWord(
      value < view.minQuantity
        ? t.minimum(view.minQuantity)
        : value > most
          ? t.most(stock)
          : undefined,
    )
    setQuantity(Math.min(Math.max(value, view.minQuantity), most))
  }
  const problem = problemOf(choice, quantity, view, texts)
  const done = () => {
    if (problem || !choice.sku) setWord(problem)
    else onDone(choice.sku, quantity)
  }
  return (
    <Dialog
      title={t.title}
      closeLabel={texts.status.close}
      part="sku"
      class="middle"
      onClose={onClose}
    >
      <Pick view={view} choice={choice} texts={texts} />
      <div class="scroll">
        {choice.properties.map(({ name, options }) => (
          <Property
            key={name}
            name={name}
            options={options}
            texts={texts}
            onChoose={(option) => choose(name, option)}
          />
        ))}
        <div class="amount">
          <span>{t.quantity}</span>
          <Stepper
            value={quantity}
            min={view.minQuantity}
            max={stock}
            labels={{ less: t.less, more: t.more, quantity: t.quantity }}
            onChange={count}
          />
        </div>
      </div>
      <div class="foot">
        <p class={word ? 'say bad' : 'say'} role="status">
          {word || problem || (stock < 10 ? texts.card.left(stock) : '')}
        </p>
        <button
          type="button"
          part="buy"
          class="solid"
          aria-disabled={!!problem || undefined}
          onClick={done}
        >
          {view.verb || texts.card.add}
        </button>
      </div>
    </Dialog>
  )
}

function Pick(props: { view: ListingView; choice: SkuChoice<ListingSku>; texts: BuyingTexts }) {
  const { view, choice, texts } = props
  const { min, max } = choice.priceRange
  const several = max.amount > min.amount
  const { card, sku: t } = texts
  return (
    <div class="pick">
      <div class="thumb">
        <Picture url={choice.imageUrl || view.imageUrl} alt="" texts={texts} eager />
      </div>
      <div>
        <Price
          money={min}
          label={several ? card.priceRangeLabel(min, max) : card.priceLabel(min)}
          {...(several && { from: card.from })}
        />
        <p>{choice.sku ? t.chosen(choice.sku.properties.map(({ value }) => value)) : view.title}</p>
      </div>
    </div>
  )
}

function Property(props: {
  name: string
  options: readonly SkuOption[]
  texts: BuyingTexts
  onChoose: (option: SkuOption) => void
}) {
  const { name, options, texts, onChoose } = props
  return (
    <fieldset class="property" part="property">
      <legend>{name}</legend>
      <div class="options">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            part="option"
            class="option"
            aria-pressed={option.chosen}
            aria-disabled={!!reason(option, texts) || undefined}
            aria-label={reason(option, texts, true)}
            onClick={() => onChoose(option)}
          >
            {option.imageUrl && <img src={option.imageUrl} alt="" loading="lazy" onError={hide} />}
            <span>{option.value}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** A picture that does not come leaves its place to the words beside it. */
const hide = (event: Event) => ((event.target as HTMLElement).style.display = 'none')

/** Why an option leads nowhere; with its name for who only hears it. */
function reason(option: SkuOption, { sku: t }: BuyingTexts, named = false): string | undefined {
  if (option.state === 'sold-out') return named ? t.optionSoldOut(option.value) : t.soldOut
  if (option.state === 'impossible') return named ? t.optionImpossible(option.value) : t.impossible
  return undefined
}

function problemOf(
  choice: SkuChoice<ListingSku>,
  quantity: number,
  view: ListingView,
  { sku: t }: BuyingTexts,
): string | undefined {
  if (choice.missing.length > 0) return t.missing(choice.missing)
  if (!choice.sku) return t.impossible
  if (choice.sku.stock === 0) return t.soldOut
  if (quantity > choice.sku.stock) return t.most(choice.sku.stock)
  if (quantity < view.minQuantity) return t.minimum(view.minQuantity)
  return undefined
}

/** A property with one value is chosen by itself. */
function onlyValues({ skus }: ListingView): Chosen {
  const { properties } = chooseSku(skus, {})
  const single = properties.flatMap(({ name, options }) => {
    const [only, ...others] = options
    return only && others.length === 0 ? [[name, only.value]] : []
  })
  return Object.fromEntries(single)
}
