import type { Refusal } from './refusal.ts'
import type { CallName } from './scene.ts'

/** Calls that name an offer, a category, a supplier or a template, which may not be there. */
export const goodsCalls: readonly CallName[] = [
  'chatLink',
  'offer',
  'boughtOffer',
  'skuTable',
  'categories',
  'categoryAttributes',
  'addListing',
  'addSupplier',
  'follow',
  'unfollow',
  'brandAuthorisation',
  'chooseOffers',
  'chosenOffers',
  'clearChosenOffers',
  'estimateFreight',
  'freightTemplates',
  'mixedBatchRule',
  'crossOffer',
  'crossSupplierOffers',
  'crossRelated',
  'crossHotKeywords',
  'crossCategory',
]

const nobodys = '999999999999'

export const goodsRefusals: readonly Refusal[] = goodsCalls.map((call) => ({
  call,
  class: 'absent',
  when: 'there is no such thing',
  input: () => ({
    offerId: nobodys,
    offerIds: [nobodys],
    categoryId: '999999',
    templateId: nobodys,
    openUid: 'nobody',
    loginId: 'nobody',
    key: 'nokey',
    shopId: 'shp_1',
    channel: 'weixin',
    listingId: 'lst_9',
    language: 'en',
    provinceCode: '510000',
    cityCode: '510100',
    districtCode: '510107',
    lines: [{ skuId: '1', quantity: 1 }],
    by: 'sales',
    most: 10,
    page: 1,
    pageSize: 10,
  }),
}))
