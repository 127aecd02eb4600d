import { BusinessError } from '../business-error.ts'
import { highestFen, lowestFen } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { type Api, api, type Call, type Param } from '../door/api.ts'
import { nested } from '../door/envelopes.ts'
import type { Json, JsonObject } from '../json.ts'
import { yuanText } from '../money.ts'
import type { Query } from '../search/query.ts'
import { type SortKey, standingNumber, standingOf } from '../search/sorting.ts'
import { nestedOk } from './asked.ts'
import { unprefixed } from './product-details.ts'
import { describe, serviceNames } from './product-info.ts'
import { pageOf } from './search.ts'

const namespace = 'com.alibaba.fenxiao'

const flags: readonly (readonly [param: string, filter: string | undefined])[] = [
  ['filterFreePostage', 'freePostage'],
  ['filterYjdf', undefined],
  ['filter7dNoReasonReturn', 'sevenDayReturn'],
  ['filter48hShip', 'shipIn48Hours'],
  ['filterDyEncryptOrder', undefined],
  ['filterKsEncryptOrder', undefined],
  ['filterCommission', undefined],
]

const listParams: readonly Param[] = [
  { name: 'ruleId', type: 'Long' },
  { name: 'categoryId', type: 'Long' },
  { name: 'keywords', type: 'String', max: 256 },
  { name: 'topOfferIds', type: 'Long[]' },
  { name: 'pageNo', type: 'Integer' },
  { name: 'pageSize', type: 'Integer' },
  ...flags.map(([name]): Param => ({ name, type: 'Boolean' })),
  { name: 'filterOrder48HPickUpRate', type: 'String', max: 32 },
  { name: 'filterOrder24HPickUpRate', type: 'String', max: 32 },
  { name: 'sortByField', type: 'String', max: 64 },
  { name: 'sortByType', type: 'String', max: 8 },
]

/** Tags that a list can be narrowed by; names from the service labels (reference §3.9), ids ours [sbx]. */
const rules: readonly (readonly [id: number, name: string, filters: readonly string[]])[] = [
  [101, '精选货源', []],
  [102, '48小时发货', ['shipIn48Hours']],
  [103, '24小时发货', ['shipIn24Hours']],
  [104, '7天无理由退货', ['sevenDayReturn']],
  [105, '一件包邮', ['freePostage']],
  [106, '超级工厂', ['superFactory']],
]

/** What `sortByField` names, as clients declare it [code]: how the supplier does. */
const sortFields: Readonly<Record<string, SortKey>> = {
  ww30DResponseRate: 'answers',
  newTowerDisputeScore: 'disputes',
  order30DTurnoverRate: 'turnover',
}

/** Most ids in one detail call: fifty were answered live. */
const MOST_DETAILS = 50

/**
 * The selected pool by its group-buy calls 批发团 (reference §3.3): unprefixed names, and one id from
 * outside the pool refuses the whole detail call [live 2026-09]. Deleted offers are left out.
 */
export const groupBuy: readonly Api[] = [
  api({
    namespace,
    name: 'alibaba.pifatuan.product.search.tag.list',
    params: [],
    fail: nested,
    handle: () => nestedOk(rules.map(([ruleId, ruleName]) => ({ ruleId, ruleName }))),
  }),
  api({
    namespace,
    name: 'alibaba.pifatuan.product.list',
    params: listParams,
    searches: ['titles'],
    fail: nested,
    handle: ({ world, params }) => {
      const found = world.offers.search(listQuery(params))
      const page = params.number('pageNo')
      const { result, pageInfo } = pageOf(found, { page, size: params.number('pageSize') }, toItem)
      const top = (params.list('topOfferIds') ?? []).flatMap((id) =>
        poolOffer(world.offers.get(String(id))),
      )
      const rest = result.filter((row) => !top.some(({ offerId }) => offerId === row.offerId))
      const isFirst = (page ?? 1) <= 1
      return {
        result: {
          success: true,
          code: '200',
          message: '',
          result: [...(isFirst ? top.map(toItem) : []), ...rest],
          pageInfo,
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.pifatuan.product.detail.list',
    versions: [1, 2],
    params: [{ name: 'offerIds', type: 'Long[]', required: true }],
    codes: [
      { code: '400', kind: 'rule', when: 'an offer outside the selected pool, or more than 50' },
    ],
    fail: nested,
    handle: (call) => nestedOk(details(call)),
  }),
  api({
    namespace,
    name: 'alibaba.pifatuan.product.match.get',
    params: [
      { name: 'outPersonId', type: 'String', required: true, max: 128 },
      { name: 'outOfferId', type: 'String', required: true, max: 128 },
    ],
    fail: nested,
    handle: (call) => nestedOk(matches(call)),
  }),
]

function listQuery(params: Call['params']): Query {
  const rule = rules.find(([id]) => String(id) === params.digits('ruleId'))
  const asked = flags.flatMap(([name, filter]) => (params.flag(name) && filter ? [filter] : []))
  const category = params.digits('categoryId')
  const field = params.text('sortByField') ?? ''
  // An unknown field changes nothing [sbx]; so do filters that are unknown.
  const sort = Object.hasOwn(sortFields, field) ? sortFields[field] : undefined
  return {
    keywords: params.text('keywords'),
    categoryIds: category ? [Number(category)] : [],
    filters: ['ttpft', ...(rule?.[2] ?? []), ...asked],
    ...(sort && { sort: `${sort}-${params.text('sortByType') === 'asc' ? 'up' : 'down'}` }),
  }
}

function details({ world, params, origin, version }: Call): Json {
  const ids = (params.list('offerIds') ?? []).map(String)
  if (ids.length > MOST_DETAILS) throw new BusinessError('400', `offerIds不能超过${MOST_DETAILS}个`)
  const found = ids.flatMap((id) => {
    const offer = world.offers.get(id)
    if (offer?.status === 'deleted') return []
    if (!offer?.services.selected) throw new BusinessError('400', `offerId:${id} 不是精选货源商品`)
    return [version === 2 ? withRetailPrice(offer) : offer]
  })
  return found.map((offer) => ({
    instanceCode: instanceCode(offer),
    wangwangAccount: offer.supplier.loginId,
    productInfo: unprefixed(describe(offer, origin)),
  }))
}

/** SKUs that name a retail price: version 2 keeps no others. */
const withRetailPrice = (offer: SandboxOffer): SandboxOffer => ({
  ...offer,
  skus: offer.skus.filter((sku) => sku.retailFen !== undefined),
})

/** What `instanceId` of preview and create takes: digits and epoch ms, as in the documented sample. */
const instanceCode = (offer: SandboxOffer): string =>
  `${offer.offerId % 10_000_000}_${Date.parse(offer.createdAt)}`

/**
 * Offers of the pool that sell what a listing of ours sells; a listing that was never registered may
 * also be named by its offer number [sbx].
 */
function matches({ world, member, params }: Call): Json {
  const [shop, item] = [params.text('outPersonId'), params.text('outOfferId')]
  const listing = [...world.relations.values()].find(
    (row) =>
      row.memberId === member.memberId &&
      row.kind === 'listing' &&
      row.outShopCode === shop &&
      row.outItemCode === item,
  )
  const offer = world.offers.get(listing?.offerId ?? item ?? '')
  const same = offer ? world.offers.sameSource(offer.offerId) : []
  return same.flatMap((each) => poolOffer(each)).map(toItem)
}

const poolOffer = (offer: SandboxOffer | undefined): readonly SandboxOffer[] =>
  offer?.services.selected && offer.status === 'published' && offer.dropship ? [offer] : []

function toItem(offer: SandboxOffer): JsonObject {
  const { answers, disputes, turnover } = standingOf(standingNumber(offer.supplier.memberId))
  return {
    offerId: offer.offerId,
    instanceCode: instanceCode(offer),
    subject: offer.subject,
    imageUrl: offer.images[0] ?? '',
    minPrice: yuanText(lowestFen(offer)),
    maxPrice: yuanText(highestFen(offer)),
    categoryId: offer.categoryId,
    salesCnt90d: offer.soldLast90Days,
    wangwangAccount: offer.supplier.loginId,
    ww30DResponseRate: `${answers}%`,
    newTowerDisputeScore: (disputes / 10).toFixed(1),
    order30DTurnoverRate: `${turnover}%`,
    serviceList: serviceNames(offer).map((name) => ({ name })),
  }
}
