import { BusinessError } from '../business-error.ts'
import { briefOf, lowestFen } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { yuanText } from '../money.ts'
import type { World } from '../world/world.ts'
import { objectApi } from './asked.ts'
import { detailUrl } from './image-search.ts'
import { MOST_BASE64, offersLike } from './picture-asked.ts'
import { noPicture } from './possible-codes.ts'
import { serviceNames } from './product-info.ts'

const namespace = 'com.alibaba.fenxiao'
/** Documented for the replacement search (reference §3.6). */
const MOST_FOUND = 20

/** Other suppliers of the same thing, and what goes with it. Rows beyond the named fields are ours [sbx]. */
export const similar = [
  api({
    namespace,
    name: 'supply.similarOffer.search',
    params: [
      { name: 'platform', type: 'String', required: true, max: 32 },
      { name: 'platformItemId', type: 'String', required: true, max: 128 },
      { name: 'scene', type: 'Integer', required: true },
      { name: 'imgBase64', type: 'String', max: MOST_BASE64 },
      { name: 'imgUrl', type: 'String', max: 1024 },
      { name: 'keywords', type: 'String', max: 256 },
      { name: 'originalItemId', type: 'Long' },
    ],
    searches: ['titles', 'pictures'],
    codes: [
      noPicture,
      { code: '400', kind: 'rule', when: 'an unknown scene, or nothing to search by' },
    ],
    fail: codeMessage,
    handle: ({ world, params }) => {
      const scene = params.number('scene') ?? 0
      if (![1, 2, 3].includes(scene)) throw new BusinessError('400', 'scene只能为1、2、3')
      const original = world.offers.get(params.digits('originalItemId') ?? '')
      const picture = { base64: params.text('imgBase64'), url: params.text('imgUrl') }
      if (!original && !picture.base64 && !picture.url && !params.text('keywords')) {
        throw new BusinessError('400', '图片、关键词和原商品不能同时为空')
      }
      const asked = { original, picture, keywords: params.text('keywords') }
      const same = scene === 2 ? [] : sameAs(world, asked)
      const matching = scene === 1 ? [] : goingWith(world, same[0] ?? original, asked.keywords)
      const rows = [
        ...same.map((offer) => toRow(offer, 1)),
        ...matching.map((offer) => toRow(offer, 2)),
      ]
      return {
        success: true,
        code: '200',
        message: '',
        result: {
          itemSearchResult: rows.slice(0, MOST_FOUND),
          usedModel: picture.base64 || picture.url ? 'image' : original ? 'item' : 'keyword',
        },
      }
    },
  }),
  objectApi({
    namespace,
    name: 'offer.similar.getList',
    param: { name: 'similarSearchParam', aliases: ['SimilarSearchParam', 'param'] },
    fields: [
      { name: 'originImgUrl', type: 'String', required: true },
      { name: 'originItemId', type: 'String', required: true, max: 64 },
      { name: 'originSkuId', type: 'String', max: 64 },
      { name: 'originSkuTitle', type: 'String', max: 256 },
      { name: 'icTagCodes', type: 'String[]', most: 50 },
      { name: 'tcTagCodes', type: 'String[]', most: 50 },
    ],
    searches: ['titles', 'pictures'],
    codes: [noPicture],
    fail: (errorCode, message) => ({ success: false, errorCode, message }),
    answer: ({ world, now }, asked) => {
      const original = world.offers.get(asked.text('originItemId') ?? '')
      const picture = { url: asked.text('originImgUrl') }
      const found = sameAs(world, { original, picture, keywords: undefined })
      return {
        success: true,
        errorCode: '',
        message: '',
        traceId: now.toString(16),
        data: {
          similarOfferModels: found.slice(0, MOST_FOUND).map((offer) => ({
            simOfferId: offer.offerId,
            simSkuId: offer.skus[0]?.skuId ?? 0,
            simSource: '1688',
            extInfo: '{}',
          })),
        },
      }
    },
  }),
]

interface Asked {
  readonly original: SandboxOffer | undefined
  readonly picture: { readonly base64?: string | undefined; readonly url?: string | undefined }
  readonly keywords: string | undefined
}

/** The same thing of others: of its own group first, then what looks like it, then what is called so. */
function sameAs(world: World, { original, picture, keywords }: Asked): readonly SandboxOffer[] {
  const group = original ? world.offers.sameSource(original.offerId) : []
  const seen = picture.base64 || picture.url ? offersLike(world, picture, MOST_FOUND * 2) : []
  const named = keywords ? world.offers.search({ keywords }).page(0, MOST_FOUND) : []
  const kind = original?.categoryId ?? seen[0]?.categoryId
  const likely = seen.filter(({ categoryId }) => kind === undefined || categoryId === kind)
  return unique([...group, ...likely, ...named]).filter(
    (offer) => briefOf(offer).isOpen && offer.offerId !== original?.offerId,
  )
}

/** Best sellers of the same branch that are something else. */
function goingWith(
  world: World,
  offer: SandboxOffer | undefined,
  keywords: string | undefined,
): readonly SandboxOffer[] {
  const tree = world.offers.categories()
  const [, branch] = tree.chain(offer?.categoryId ?? -1)
  const kinds = tree.get(branch ?? -1)?.children.filter((id) => id !== offer?.categoryId) ?? []
  if (kinds.length === 0) return world.offers.search({ keywords }).page(0, MOST_FOUND / 2)
  return world.offers.search({ categoryIds: kinds }).page(0, MOST_FOUND / 2)
}

const unique = (offers: readonly SandboxOffer[]): readonly SandboxOffer[] => [
  ...new Map(offers.map((offer) => [offer.offerId, offer])).values(),
]

const toRow = (offer: SandboxOffer, scene: number): JsonObject => ({
  offerId: offer.offerId,
  subject: offer.subject,
  imageUrl: offer.images[0] ?? '',
  detailUrl: detailUrl(offer),
  price: yuanText(offer.tiers[0]?.fen ?? lowestFen(offer)),
  consignPrice: yuanText(lowestFen(offer)),
  soldQuantity90Days: offer.soldLast90Days,
  supplierLoginId: offer.supplier.loginId,
  tags: serviceNames(offer),
  scene,
})
