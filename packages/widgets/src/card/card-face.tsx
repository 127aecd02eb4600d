import { formatMoney, type ListingView } from '@xiaopu/domain'
import type { Texts } from '../look/texts.ts'
import { Notice } from '../notice/notice.tsx'
import { Picture } from '../picture/picture.tsx'
import { Price } from '../price/price.tsx'
import type { VNode } from '../render/index.ts'
import { links } from '../shop/links.ts'

export interface CardFaceProps {
  readonly view: ListingView
  readonly texts: Texts
  /** Address of the shop's page; absent while it is not known. */
  readonly shopUrl?: string | undefined
  /** In the first row: its picture is fetched at once. */
  readonly eager?: boolean | undefined
  /** Lets the page put its own parts in; only where a root holds one card. */
  readonly slotted?: boolean | undefined
  /** Said over the picture, e.g. that this is an older answer. */
  readonly remark?: string | undefined | 0
  /** The tap is heard, what it needs is still on its way. */
  readonly busy?: boolean | undefined
  readonly onBuy?: (() => void) | undefined
}

/** A card with its listing. The same on a server, where its button leads to the listing's page. */
export function CardFace(props: CardFaceProps) {
  const { view, texts, shopUrl, eager, slotted, remark } = props
  if (view.state === 'off') return <CardOff texts={texts} shopUrl={shopUrl} />
  const href = shopUrl && links.listing(shopUrl, view.id)
  return (
    <article part="card" class="card">
      <div class="media" part="media">
        <Cover href={href}>
          <Slot name="media" on={slotted}>
            <Picture url={view.imageUrl} alt="" texts={texts} eager={eager} />
          </Slot>
        </Cover>
        {view.state === 'sold-out' && <span class="veil">{texts.card.soldOut}</span>}
        {remark && <span class="stale">{remark}</span>}
        {slotted && <slot name="badge" />}
      </div>
      <div class="body">
        <h3 part="title" class="title">
          {href ? (
            <a href={href} target="_top">
              {view.title}
            </a>
          ) : (
            view.title
          )}
        </h3>
        <ul class="labels" aria-label={texts.card.labels}>
          {claims(view, texts).map((label) => (
            <li part="badge" key={label}>
              {label}
            </li>
          ))}
        </ul>
        <Cost view={view} texts={texts} />
        {slotted && <slot name="below-price" />}
        <BuyButton {...props} href={href} />
        {slotted && <slot name="footer" />}
      </div>
    </article>
  )
}

/** What is claimed, the shop's promise on postage first. */
export function claims(view: ListingView, { labels, card }: Texts): string[] {
  const free = view.freePostage || view.labels.includes('free_shipping')
  const others = view.labels.filter((kind) => kind !== 'free_shipping').map((kind) => labels[kind])
  const minimum = view.minQuantity > 1 ? [card.minimum(view.minQuantity, view.unit)] : []
  return [...minimum, ...(free ? [card.freePostage] : []), ...others]
}

export function Cost({ view, texts }: { view: ListingView; texts: Texts }) {
  const { min, max } = view.price
  const several = max.amount > min.amount
  const { card } = texts
  const anchor = view.anchor && view.anchor.price.amount > min.amount ? view.anchor : undefined
  return (
    <div class="cost">
      <Price
        money={min}
        label={several ? card.priceRangeLabel(min, max) : card.priceLabel(min)}
        {...(several && { from: card.from })}
      />
      {anchor && (
        <span part="anchor" class="was">
          <span class="off-screen">{card.anchorLabel(anchor.price)}</span>
          <span aria-hidden="true">{formatMoney(anchor.price)}</span>
        </span>
      )}
    </div>
  )
}

/**
 * A form, so that the button that a server drew already leads somewhere; once a script runs it
 * opens the choice instead. The click is heard, since a sandboxed frame may forbid to send forms.
 */
function BuyButton({
  view,
  texts,
  href,
  busy,
  onBuy,
}: CardFaceProps & { href: string | undefined }) {
  const { card } = texts
  const soldOut = view.state === 'sold-out'
  const several = view.skus.length > 1
  const name = several ? card.chooseLabel(view.title) : card.addLabel(view.title)
  const tapped = (event: Event) => {
    event.preventDefault()
    if (!soldOut && onBuy) onBuy()
  }
  return (
    <form class="buy" method="get" action={href} target="_top">
      <button
        type="submit"
        part="buy"
        class="solid"
        aria-label={soldOut ? undefined : name}
        aria-haspopup={several && !soldOut ? 'dialog' : undefined}
        aria-disabled={soldOut || undefined}
        aria-busy={busy || undefined}
        onClick={tapped}
      >
        {soldOut ? card.soldOut : busy ? card.adding : several ? card.choose : card.add}
      </button>
    </form>
  )
}

function CardOff({ texts, shopUrl }: Pick<CardFaceProps, 'texts' | 'shopUrl'>) {
  return (
    <article part="card" class="card">
      <CardBones />
      <div class="status">
        <Notice
          text={texts.card.off}
          hint={texts.card.offHint}
          link={shopUrl ? { label: texts.status.openShop, href: shopUrl } : undefined}
        />
      </div>
    </article>
  )
}

/** The card's final size before anything is known. */
export function CardBones() {
  return (
    <>
      <div class="media" />
      <div class="body">
        <div class="bone line" />
        <div class="bone line short" />
        <div class="bone chip" />
        <div class="bone sum" />
        <div class="bone press" />
      </div>
    </>
  )
}

/** No stop for keys, and then nothing for ears either. */
const quiet = { tabindex: -1, 'aria-hidden': true } as const

/** The picture leads where the title leads, but is no second stop for keys and ears. */
function Cover({ href, children }: { href: string | undefined; children: VNode }) {
  return href ? (
    <a href={href} target="_top" {...quiet}>
      {children}
    </a>
  ) : (
    children
  )
}

function Slot(props: { name: string; on: boolean | undefined; children: VNode }) {
  return props.on ? <slot name={props.name}>{props.children}</slot> : props.children
}
