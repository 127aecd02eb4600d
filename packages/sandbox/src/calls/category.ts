import { BusinessError } from '../business-error.ts'
import type { Category, CategoryTree } from '../catalogue/category-tree.ts'
import { hash } from '../catalogue/chance.ts'
import { api } from '../door/api.ts'
import { bare, flatMsg } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import type { World } from '../world/world.ts'
import { noCategory } from './possible-codes.ts'
import { attributeId } from './product-info.ts'

/** Offers that a leaf's attributes are gathered from. */
const LOOKED_AT = 20

export const category = [
  // Public: the token is ignored. The answer's flag is misspelt `succes` on the platform too [doc S1].
  api({
    namespace: 'com.alibaba.product',
    name: 'alibaba.category.get',
    needAuth: false,
    params: [{ name: 'categoryID', type: 'Long', required: true }],
    codes: [noCategory],
    fail: bare,
    handle: ({ world, params }) => {
      const tree = world.offers.categories()
      const id = Number(params.digits('categoryID'))
      const found = tree.get(id)
      if (id !== 0 && !found)
        throw new BusinessError('404', `类目${params.text('categoryID')}不存在`)
      const info = found ? branchInfo(found, tree) : rootInfo(tree)
      return { succes: 'true', categoryInfo: [info] }
    },
  }),
  api({
    namespace: 'com.alibaba.product',
    name: 'alibaba.category.attribute.get',
    params: [
      { name: 'categoryID', type: 'Long', required: true },
      { name: 'webSite', type: 'String', required: true, max: 16 },
      { name: 'scene', type: 'String', max: 32 },
    ],
    searches: ['titles'],
    codes: [{ code: '500_1', kind: 'missing', when: 'not a leaf category' }],
    fail: flatMsg,
    handle: ({ world, params }) => {
      const id = Number(params.digits('categoryID'))
      const leaf = world.offers.categories().get(id)
      if (leaf?.level !== 3) throw new BusinessError('500_1', `${id}不是叶子类目`)
      return { success: true, attributes: attributesOf(world, id), attributeLevelMapStr: '{}' }
    },
  }),
]

const rootInfo = (tree: CategoryTree): JsonObject => ({
  categoryID: 0,
  name: '根类目',
  isLeaf: false,
  parentIDs: [],
  ...common(tree.tops, tree),
})

const branchInfo = (found: Category, tree: CategoryTree): JsonObject => ({
  categoryID: found.id,
  name: found.name,
  isLeaf: found.level === 3,
  parentIDs: [found.parent],
  ...common(found.children, tree),
})

const common = (children: readonly number[], tree: CategoryTree): JsonObject => ({
  categoryType: '1',
  minOrderQuantity: 1,
  isSupportProcessing: false,
  featureInfos: [],
  childCategorys: children.flatMap((id) => {
    const child = tree.get(id)
    return child ? [{ id, name: child.name, isLeaf: child.level === 3, categoryType: '1' }] : []
  }),
})

/**
 * What the offers of a leaf say of themselves and what their SKUs differ in [sbx]: this world has no
 * other list of attributes.
 */
function attributesOf(world: World, categoryId: number): readonly JsonObject[] {
  const values = new Map<string, { readonly isSku: boolean; readonly values: Set<string> }>()
  const put = (name: string, value: string, isSku: boolean): void => {
    const known = values.get(name) ?? { isSku, values: new Set<string>() }
    known.values.add(value)
    values.set(name, known)
  }
  for (const offer of world.offers.search({ categoryIds: [categoryId] }).page(0, LOOKED_AT)) {
    for (const { name, value } of offer.attributes) put(name, value, false)
    for (const sku of offer.skus) {
      for (const { name, value } of sku.properties) put(name, value, true)
    }
  }
  return [...values].map(([name, { isSku, values: list }], at) => ({
    attrID: attributeId(name),
    name,
    required: isSku,
    units: [],
    isSKUAttribute: isSku,
    attrValues: [...list].map((value) => ({
      attrValueID: 1_000_000 + (hash(value) % 89_000_000),
      name: value,
      childAttrs: [],
      isSKU: isSku,
    })),
    inputType: isSku ? '2' : '1',
    parentAttrID: '0',
    parentAttrValueID: '0',
    aspect: isSku ? '3' : '0',
    fieldType: 'enum',
    isSpecPicAttr: name === '颜色',
    firstLevel: true,
    attrType: isSku ? '1' : '0',
    sort: at,
    recommendAttr: false,
  }))
}
