import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import { bare } from '../door/envelopes.ts'
import type { World } from '../world/world.ts'

/**
 * The categories that this world's offers are in. Public: the token is ignored. The answer's flag is
 * misspelt `succes` on the platform too.
 */
export const category = [
  api({
    namespace: 'com.alibaba.product',
    name: 'alibaba.category.get',
    needAuth: false,
    params: [{ name: 'categoryID', type: 'Long', required: true }],
    fail: bare,
    handle: ({ world, params }) => {
      const id = Number(params.digits('categoryID'))
      const leaves = leavesOf(world)
      if (id !== 0 && !leaves.has(id)) throw new BusinessError('404', `类目${id}不存在`)
      const leaf = { isLeaf: true, minOrderQuantity: 1, featureInfos: [] }
      return {
        succes: 'true',
        categoryInfo: [
          id === 0
            ? {
                ...leaf,
                categoryID: 0,
                name: '根类目',
                isLeaf: false,
                parentIDs: [],
                childCategorys: [...leaves].map(([child, name]) => ({
                  id: child,
                  name,
                  isLeaf: true,
                  categoryType: '1',
                })),
              }
            : { ...leaf, categoryID: id, name: leaves.get(id), parentIDs: [0], childCategorys: [] },
        ],
      }
    },
  }),
]

function leavesOf(world: World): ReadonlyMap<number, string> {
  return new Map(world.offers.all().map((offer) => [offer.categoryId, offer.categoryName]))
}
