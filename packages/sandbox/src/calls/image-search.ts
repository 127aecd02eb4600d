import { BusinessError } from '../business-error.ts'
import { briefOf, lowestFen } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { api, type Param } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { fenOf, yuanText } from '../money.ts'
import { answers, type Query } from '../search/query.ts'
import { stockOf } from '../world/offers.ts'
import { textsOf } from './asked.ts'
import { MOST_BASE64, offersLike } from './picture-asked.ts'
import { noPicture } from './possible-codes.ts'
import { serviceNames } from './product-info.ts'

/** Documented: at most ten, no paging (reference §3.5). */
const MOST_FOUND = 10
/** Seen live: 20 a page whatever was asked for. */
const LINKPLUS_PAGE = 20
/** Pictures that are compared before conditions thin them out. */
const LOOKED_AT = 500

const linkplusParams: readonly Param[] = [
  { name: 'picUrl', type: 'String', required: true, max: 1024 },
  { name: 'page', type: 'Integer' },
  { name: 'pageSize', type: 'Integer' },
  { name: 'sortFields', type: 'String', max: 256 },
  { name: 'country', type: 'String', max: 16 },
]

export const imageSearch = [
  api({
    namespace: 'com.alibaba.product',
    name: 'alibaba.public.image.similar.offer.search',
    params: [
      { name: 'imgBase64', type: 'String', max: MOST_BASE64 },
      { name: 'imgUrl', type: 'String', max: 1024 },
      { name: 'imageKeywords', type: 'String', max: 256 },
      { name: 'filter', type: 'String', max: 256 },
      { name: 'priceStart', type: 'String', max: 16 },
      { name: 'priceEnd', type: 'String', max: 16 },
    ],
    searches: ['pictures'],
    codes: [noPicture, { code: '400', kind: 'missing', when: 'neither picture nor address' }],
    fail: codeMessage,
    handle: ({ world, params, origin }) => {
      const [base64, url] = [params.text('imgBase64'), params.text('imgUrl')]
      if (!base64 && !url) throw new BusinessError('400', 'imgBase64和imgUrl不能同时为空')
      const query = queryOf(params)
      const alike = offersLike(world, { base64, url }, LOOKED_AT)
      const found = alike.filter((offer) => answers(briefOf(offer), query))
      return {
        success: true,
        code: '200',
        message: '',
        imageSearchUrl: `${origin}/sandbox/offers`,
        imageSearchResult: found.slice(0, MOST_FOUND).map(toResult),
        extraInfo: {},
      }
    },
  }),
  ...['alibaba.cross.similar.offer.search', 'alibaba.cps.similar.offer.search'].map((name) =>
    api({
      namespace: 'com.alibaba.linkplus',
      name,
      params: linkplusParams,
      searches: ['pictures'],
      codes: [noPicture],
      fail: codeMessage,
      handle: ({ world, params }) => {
        const page = Math.max(1, params.number('page') ?? 1)
        const pageSize = Math.min(
          LINKPLUS_PAGE,
          Math.max(1, params.number('pageSize') ?? LINKPLUS_PAGE),
        )
        const found = offersLike(world, { url: params.text('picUrl') }, LOOKED_AT).filter(isOpen)
        const from = (page - 1) * pageSize
        // Seen live: success carries no code, the page size that was used, prices in fen.
        return {
          success: true,
          result: {
            total: found.length,
            page,
            pageSize,
            result: found.slice(from, from + pageSize).map(toLinkplusRow),
          },
        }
      },
    }),
  ),
]

const isOpen = (offer: SandboxOffer): boolean => briefOf(offer).isOpen

const queryOf = (params: Fields): Query => ({
  keywords: params.text('imageKeywords'),
  fromFen: fenOf(params.number('priceStart')),
  toFen: fenOf(params.number('priceEnd')),
  filters: textsOf(params, 'filter'),
})

function toResult(offer: SandboxOffer): JsonObject {
  const price = yuanText(lowestFen(offer))
  return {
    offerId: offer.offerId,
    detailUrl: detailUrl(offer),
    subject: offer.subject,
    image: offer.images[0] ?? '',
    price: yuanText(offer.tiers[0]?.fen ?? lowestFen(offer)),
    fenxiaoPrice: price,
    consignPrice: price,
    multipleConsignPrice: price,
    tags: serviceNames(offer),
    isJxhy: offer.services.selected,
    jyFlag: offer.services.selected,
    distributionFreePostage: offer.freight.dropshipFree || offer.freight.templateId === 1,
    yxScoreLevel: offer.services.selected ? 1 : 0,
  }
}

/** The eleven fields of a recorded answer; `oldPrice` was measured to be fen. */
function toLinkplusRow(offer: SandboxOffer): JsonObject {
  return {
    offerId: offer.offerId,
    subject: offer.subject,
    quantityBegin: offer.minOrderQuantity,
    unit: offer.unit,
    oldPrice: offer.tiers[0]?.fen ?? lowestFen(offer),
    imageUrl: `https://cbu01.alicdn.com/${offer.images[0] ?? ''}`,
    province: offer.supplier.province,
    city: offer.supplier.city,
    supplyAmount: stockOf(offer),
    categoryId: offer.categoryId,
    detailUrl: detailUrl(offer),
  }
}

export const detailUrl = ({ offerId }: SandboxOffer): string =>
  `https://detail.1688.com/offer/${offerId}.html`
