import { BusinessError } from '../../business-error.ts'
import { api, type PossibleCode } from '../../door/api.ts'
import type { Fields } from '../../fields.ts'
import type { Found } from '../../search/query.ts'
import type { Sort, SortKey } from '../../search/sorting.ts'
import type { World } from '../../world/world.ts'
import { nestedTextOk, objectApi } from '../asked.ts'
import { namespace } from './items.ts'
import { leavesOf } from './leaves.ts'

/** Pools that this world keeps [sbx]: on the platform their ids are given to one partner each. */
const POOLS: Readonly<Record<string, readonly string[]>> = {
  '1688001': ['jxhy'],
  '1688002': ['shipIn48Hours', 'freePostage'],
}

const noPool: PossibleCode = {
  code: '403',
  kind: 'permission',
  when: 'a pool that the app was not given',
}

/** Offers of a pool that the platform agreed with its partner, page by page. */
export const crossPools = [
  // `success` is declared String [doc S1]. Orders do not change a pool's order, so that any `taskId`
  // sees one sweep.
  objectApi({
    namespace,
    name: 'pool.product.pull',
    param: { name: 'offerPoolQueryParam' },
    fields: [
      { name: 'offerPoolId', type: 'Long', required: true },
      { name: 'taskId', type: 'String', required: true, max: 64 },
      { name: 'pageNo', type: 'Integer', required: true },
      { name: 'pageSize', type: 'Integer', required: true, most: 1000 },
      { name: 'cateId', type: 'Long' },
      { name: 'language', type: 'String', max: 16 },
      { name: 'sortField', type: 'String', max: 32 },
      { name: 'sortType', type: 'String', max: 8 },
    ],
    searches: ['titles'],
    codes: [noPool],
    fail: (code, message) => ({ result: { success: 'false', code, message } }),
    answer: ({ world }, asked) => {
      const found = poolOf(world, {
        id: asked.digits('offerPoolId'),
        category: asked.digits('cateId'),
        sort: poolSort(asked),
      })
      const size = Math.max(1, asked.number('pageSize') ?? 10)
      const from = Math.max(0, ((asked.number('pageNo') ?? 1) - 1) * size)
      return nestedTextOk(
        found.page(from, size).map((offer) => ({
          offerId: offer.offerId,
          bizCategoryId: String(offer.categoryId),
          offerPoolTotal: found.total,
        })),
        'S0000',
      )
    },
  }),
  // Flat and without a token; answers with names of its own [doc S1].
  api({
    namespace,
    name: 'pool.product.total',
    needAuth: false,
    params: [
      { name: 'appKey', type: 'String', required: true, max: 32 },
      { name: 'palletId', type: 'Long', required: true },
      { name: 'categoryId', type: 'Long' },
    ],
    searches: ['titles'],
    codes: [noPool],
    fail: (code, msg) => ({ result: { success: 'false', code, msg, traceId: '' } }),
    handle: ({ world, params, now }) => {
      const [id, category] = [params.digits('palletId'), params.digits('categoryId')]
      const { total } = poolOf(world, { id, category })
      return {
        result: { success: 'true', code: '001', msg: '', traceId: now.toString(16), model: total },
      }
    },
  }),
]

interface Pool {
  readonly id: string | undefined
  readonly category: string | undefined
  readonly sort?: Sort | undefined
}

function poolOf(world: World, { id, category, sort }: Pool): Found {
  const filters = POOLS[id ?? '']
  if (!filters) throw new BusinessError('403', `没有商品池${id}的权限`)
  const categoryIds = category ? leavesOf(world.offers.categories(), Number(category)) : []
  return world.offers.search({ filters, categoryIds, sort })
}

/** What a pool is sorted by [doc S1]: money taken and buyers of the last month, falling unless `ASC`. */
const sortFields: Readonly<Record<string, SortKey>> = { order1m: 'amount', buyer1m: 'buyers' }

function poolSort(asked: Fields): Sort | undefined {
  const field = asked.text('sortField') ?? ''
  const key = Object.hasOwn(sortFields, field) ? sortFields[field] : undefined
  return key && `${key}-${asked.text('sortType')?.toUpperCase() === 'ASC' ? 'up' : 'down'}`
}
