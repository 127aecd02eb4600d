import type { Block, CheckoutMode, ListingDetail } from '@xiaopu/domain'
import { type CardView, cardView, claims } from '../card/card-view.ts'
import type { ShopTexts } from '../shop/texts.ts'

/** A listing's own page. */
export interface ProductView extends CardView {
  readonly images: readonly { readonly url: string; readonly label: string }[]
  /** It can be bought together. */
  readonly together: boolean
  readonly promises: readonly string[]
  readonly sections: readonly { readonly title: string; readonly blocks: readonly BlockView[] }[]
}

/** A part of a supplier's words and pictures, with one field for each kind; templates branch on it. */
interface BlockView {
  readonly text: string
  readonly heading: string
  readonly image: string
  readonly items: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[]
}

export function productView(
  detail: ListingDetail,
  texts: ShopTexts,
  mode: CheckoutMode,
): ProductView {
  const { shop, card } = texts
  const others = detail.labels.filter((kind) => kind !== 'ship_24h' && kind !== 'ship_48h')
  const facts: Block[] =
    detail.attributes.length > 0
      ? [{ kind: 'table', rows: detail.attributes.map(({ name, value }) => [name, value]) }]
      : []
  const parts = [
    { title: shop.attributes, blocks: facts.map(blockView) },
    { title: shop.details, blocks: detail.blocks.map(blockView) },
  ]
  return {
    ...cardView(detail, texts, mode),
    images: detail.images.map((url, index) => ({
      url,
      label: shop.pictureLabel(index + 1, detail.images.length),
    })),
    together: detail.groupDeal !== undefined,
    promises: [
      card.shipWithin(detail.shipWithinHours),
      ...claims({ ...detail, labels: others }, texts),
    ],
    sections: parts.filter(({ blocks }) => blocks.length > 0),
  }
}

const nothing: BlockView = { text: '', heading: '', image: '', items: [], rows: [] }

/** Kinds that are newer than this program show nothing. */
function blockView(block: Block): BlockView {
  switch (block.kind) {
    case 'text':
      return { ...nothing, text: block.text }
    case 'heading':
      return { ...nothing, heading: block.text }
    case 'image':
      return { ...nothing, image: block.url }
    case 'list':
      return { ...nothing, items: block.items }
    case 'table':
      return {
        ...nothing,
        rows: block.rows.map((cells) => ({ key: cells.join(), cells })),
      }
    default:
      return nothing
  }
}
