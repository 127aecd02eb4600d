import { highestFen, lowestFen } from '../catalogue/catalogue.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { nested } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { fenOf } from '../money.ts'
import { textsOf } from './asked.ts'
import { serviceNames } from './product-info.ts'
import { pageAsked, pageOf } from './search.ts'

/**
 * The selected pool 精选货源 (reference §3.3). The list answers in the nested form; prices are fen here
 * and nowhere else in selection.
 */
export const selectedPool = [
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'jxhy.product.getPageList',
    params: [
      { name: 'pageNum', type: 'Integer', required: true },
      { name: 'pageSize', type: 'Integer', required: true },
      { name: 'keyword', type: 'String' },
      { name: 'ruleIds', type: 'String[]' },
      { name: 'categoryId', type: 'Long' },
      { name: 'priceStart', type: 'String' },
      { name: 'priceEnd', type: 'String' },
      { name: 'filters', type: 'String[]' },
    ],
    searches: ['titles'],
    fail: nested,
    handle: ({ world, params }) => {
      const category = params.digits('categoryId')
      const found = world.offers.search({
        keywords: params.text('keyword'),
        categoryIds: category ? [Number(category)] : [],
        fromFen: fenOf(params.number('priceStart')),
        toFen: fenOf(params.number('priceEnd')),
        filters: ['jxhy', ...textsOf(params, 'filters')],
      })
      return {
        result: {
          success: true,
          code: '200',
          message: '',
          ...pageOf(found, pageAsked(params), toItem),
        },
      }
    },
  }),
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'jxhy.productFilter.get',
    params: [],
    fail: nested,
    handle: () => ({
      result: {
        success: true,
        code: '200',
        message: '',
        result: Object.entries(filterNames).map(([value, name]) => ({ name, value })),
      },
    }),
  }),
]

const filterNames: Readonly<Record<string, string>> = {
  shipIn24Hours: '24小时发货',
  shipIn48Hours: '48小时发货',
  sevenDayReturn: '7天无理由退货',
  freePostage: '一件包邮',
  superFactory: '超级工厂',
  powerMerchant: '实力商家',
}

function toItem(offer: SandboxOffer): JsonObject {
  return {
    itemId: offer.offerId,
    title: offer.subject,
    minPrice: lowestFen(offer),
    maxPrice: highestFen(offer),
    imgUrl: offer.images[0] ?? '',
    salesCnt90d: offer.soldLast90Days,
    serviceList: serviceNames(offer).map((name) => ({ name })),
  }
}
