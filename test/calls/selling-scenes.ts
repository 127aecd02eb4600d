import { callGroups, type OpenApi } from '@xiaopu/alibaba'
import type { SandboxOffer } from '@xiaopu/sandbox'
import { home } from '../suites/platform-stage.ts'
import { stageOffers } from '../suites/sandbox-offers.ts'
import type { SandboxStage } from '../suites/sandbox-stage.ts'

/** Selling calls of every subject. */
export const selling = {
  ...callGroups.account,
  ...callGroups.offers,
  ...callGroups.search,
  ...callGroups['group-buy'],
  ...callGroups.listings,
  ...callGroups.freight,
  ...callGroups['cross-border'],
}

type Selling = typeof selling
/** One call as a seller makes it, and whether its answer says what the world of the sandbox is. */
interface Scene<Name extends keyof Selling> {
  /** What must have happened before. */
  readonly before?: (stage: SandboxStage) => Promise<unknown>
  readonly input:
    | Parameters<Selling[Name]['params']>[0]
    | ((api: OpenApi) => Promise<Parameters<Selling[Name]['params']>[0]>)
  readonly holds: (output: ReturnType<Selling[Name]['read']>) => boolean
}

const { varied: cup, plain: bag } = stageOffers
const id = (offer: SandboxOffer): string => String(offer.offerId)
const shop = { shopId: 'shp_1', channel: 'weixin' }
const listing = { ...shop, offerId: id(cup), listingId: 'lst_1' }
const page = { page: 1, pageSize: 10 }
const language = 'en'
/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const hasOffers = ({ offers }: { readonly offers: readonly unknown[] }): boolean =>
  offers.length > 0
const isList = (output: readonly unknown[]): boolean => output.length > 0
const isDone = (output: undefined): boolean => output === undefined

/** A scene for every selling call, by its name. */
export const scenes: { readonly [Name in keyof Selling]: Scene<Name> } = {
  account: { input: undefined, holds: ({ memberId }) => memberId.startsWith('b2b-') },
  chatLink: { input: supplierOf, holds: (link) => link !== '' },
  offer: {
    input: { offerId: id(cup) },
    holds: (offer) =>
      offer.skus.length === 3 &&
      offer.skus[1]?.cost.amount === 2590 &&
      offer.skus.every((sku) => sku.stock >= 0),
  },
  boughtOffer: {
    before: async ({ platform }) => {
      const bought = { outOrderId: 'so_known', address: home, lines: [lineOf(cup)] }
      const { platformOrderId } = await platform.place(bought)
      await platform.pay(platformOrderId)
    },
    input: { offerId: id(cup) },
    holds: ({ skus }) => skus.length === 3,
  },
  skuTable: {
    input: { offerId: id(cup) },
    holds: (skus) => skus.length === 3 && skus.every(({ specId }) => specId.length === 32),
  },
  categories: { input: { categoryId: '0' }, holds: (all) => (all[0]?.children.length ?? 0) > 0 },
  categoryAttributes: { input: { categoryId: String(cup.categoryId) }, holds: isList },
  searchOffers: {
    input: { ...page, keyword: '保温杯' },
    holds: ({ offers }) => offers[0]?.offerId === id(cup) && offers[0].cost?.amount === 2589,
  },
  searchMarket: { input: { ...page, keyword: '保温杯' }, holds: hasOffers },
  selectedOffers: {
    input: page,
    holds: ({ offers, total }) => total === 1 && offers[0]?.cost?.amount === 2589,
  },
  selectedFilters: { input: undefined, holds: ({ filters }) => filters.length > 0 },
  searchByImage: { input: { image: pixel }, holds: ({ offers }) => offers.length <= 10 },
  searchByImageCps: { input: { imageUrl: picture(cup), page: 1 }, holds: hasOffers },
  searchByImageCross: { input: { imageUrl: picture(cup), page: 1 }, holds: hasOffers },
  sameSourceOffers: {
    input: { channel: 'douyin', itemId: 'item1', want: 'replace', imageUrl: picture(cup) },
    holds: ({ raw }) => raw !== undefined,
  },
  similarOffers: {
    input: {
      imageUrl: picture(cup),
      itemId: 'item1',
      skuId: 'sku1',
      skuTitle: '白色',
      itemTags: ['1'],
      tradeTags: ['1'],
    },
    holds: Array.isArray,
  },
  groupOffers: { input: page, holds: hasOffers },
  groupTags: { input: undefined, holds: ({ tags }) => tags.length > 0 },
  groupOfferDetails: {
    input: { offerIds: [id(cup)] },
    holds: ({ offers }) => offers[0]?.offer.skus.length === 3,
  },
  groupOfferDetailsV1: {
    input: { offerIds: [id(cup)] },
    holds: ({ offers }) => offers[0]?.offer.skus.length === 3,
  },
  matchGroupOffers: {
    input: { itemId: 'item1', sellerId: 'p1' },
    holds: ({ raw }) => raw !== undefined,
  },
  addShop: { input: shop, holds: isDone },
  addListing: { input: listing, holds: isDone },
  isListed: { input: listing, holds: (isKnown) => isKnown },
  removeListing: { input: listing, holds: isDone },
  addSupplier: { input: { offerId: id(cup) }, holds: isDone },
  follow: { input: { offerId: id(cup) }, holds: isDone },
  unfollow: { input: { offerId: id(cup) }, holds: isDone },
  brandAuthorisation: {
    input: { ...shop, offerId: id(cup) },
    holds: ({ raw }) => raw !== undefined,
  },
  listingRisk: {
    input: { listedToday: 1, onSale: 3 },
    holds: (level) => ['none', 'low', 'medium', 'high'].includes(level),
  },
  chooseOffers: { input: { offerIds: [id(cup)] }, holds: (key) => key !== '' },
  chosenOffers: {
    input: chosenKey,
    holds: ({ offerIds, flow }) => offerIds[0] === id(cup) && flow === 'ttpft',
  },
  clearChosenOffers: { input: chosenKey, holds: isDone },
  listingBasket: { input: undefined, holds: ({ raw }) => raw !== undefined },
  clearListingBasket: { input: undefined, holds: isDone },
  estimateFreight: {
    input: {
      offerId: id(cup),
      provinceCode: '510000',
      cityCode: '510100',
      districtCode: '510107',
      lines: [{ skuId: String(cup.skus[0]?.skuId), quantity: 1 }],
    },
    holds: ({ freight, isFree }) => !isFree && freight.amount === 601,
  },
  freightTemplates: {
    input: { templateId: String(cup.freight.templateId) },
    holds: ([template]) => template?.express?.rates[0]?.first.fee.amount === 601,
  },
  mixedBatchRule: {
    input: { loginId: cup.supplier.loginId },
    holds: ({ isMixed }) => typeof isMixed === 'boolean',
  },
  crossSearch: { input: { ...page, language, keyword: '保温杯' }, holds: hasOffers },
  uploadImage: { input: { image: pixel }, holds: (imageId) => imageId !== '' },
  crossSearchByImage: { input: { ...page, language, imageUrl: picture(cup) }, holds: hasOffers },
  crossOffer: {
    input: { offerId: id(cup), language },
    holds: ({ offer, translation }) =>
      offer.skus.length === 3 && offer.skus[1]?.cost.amount === 2590 && translation.title !== '',
  },
  crossSupplierOffers: {
    input: async (api) => ({ ...page, language, ...(await supplierOf(api)) }),
    holds: hasOffers,
  },
  crossRecommendations: { input: { ...page, language, memberId: 'm1' }, holds: hasOffers },
  crossRelated: {
    input: { ...page, language, offerId: id(bag) },
    holds: ({ total }) => total >= 0,
  },
  crossHotKeywords: { input: { categoryId: String(cup.categoryId), language }, holds: isList },
  crossRanking: {
    input: { categoryId: String(cup.categoryId), by: 'sales', most: 10, language },
    holds: hasOffers,
  },
  crossCategory: {
    input: { categoryId: '0', language },
    holds: ({ children }) => children.length > 0,
  },
  crossPool: { input: { ...page, poolId: '1688001', sweepId: 's1' }, holds: hasOffers },
  crossReportOrder: {
    before: ({ platform }) =>
      platform.place({ outOrderId: 'so_told', address: home, lines: [lineOf(cup)] }),
    input: async (api) => {
      const { orders } = await api.run(callGroups.orders.orders, { ...page, outOrderId: 'so_told' })
      const platformOrderId = orders[0]?.platformOrderId ?? ''
      // The sub-order of an order of one line has the order's number.
      return {
        orderId: 'ord_1',
        lineId: 'ord_1-1',
        platformOrderId,
        platformLineId: platformOrderId,
      }
    },
    holds: isDone,
  },
}

function picture({ images }: SandboxOffer): string {
  return `https://cbu01.alicdn.com/${images[0]}`
}

/** A supplier is known by the offers that a search finds. */
async function supplierOf(api: OpenApi): Promise<{ readonly openUid: string }> {
  const { offers } = await api.run(selling.searchOffers, { ...page, keyword: '保温杯' })
  return { openUid: offers[0]?.supplier?.openUid ?? '' }
}

const lineOf = (offer: SandboxOffer) => ({
  offerId: id(offer),
  specId: String(offer.skus[0]?.specId),
  quantity: 1,
})

async function chosenKey(api: OpenApi): Promise<{ readonly key: string }> {
  const chosen = { offerIds: [id(cup)], entrance: 'entrance_pft' } as const
  return { key: await api.run(selling.chooseOffers, chosen) }
}
