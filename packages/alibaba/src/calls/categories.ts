import { defineCall } from '../call.ts'
import { longOf } from '../demand.ts'
import { AttributesAnswer, CategoryAnswer } from '../wire/category.ts'

export interface Category {
  readonly id: string
  readonly name: string
  readonly isLeaf: boolean
  readonly parentIds: readonly string[]
  readonly minQuantity?: number
  readonly children: readonly {
    readonly id: string
    readonly name: string
    readonly isLeaf: boolean
  }[]
}

/** The parent of the first level. */
export const rootCategory = '0'

/** Source: `alibaba.category.get` `[doc]`: public, three levels; its flag is misspelt `succes`. */
export const categories = defineCall({
  namespace: 'com.alibaba.product',
  name: 'alibaba.category.get',
  kind: 'read',
  auth: 'none',
  about: 'A category and its children; `0` is the root.',
  envelope: 'silent',
  certainty: ['doc', 'live'],
  codes: { '404': 'absent' },
  params: ({ categoryId }: { readonly categoryId: string }) => ({
    categoryID: longOf('categoryId', categoryId),
  }),
  answer: CategoryAnswer,
  read: ({ categoryInfo }): Category[] =>
    categoryInfo.map((each) => ({
      id: each.categoryID,
      name: each.name,
      isLeaf: each.isLeaf ?? false,
      parentIds: each.parentIDs ?? [],
      ...(each.minOrderQuantity && { minQuantity: Math.max(1, Math.ceil(each.minOrderQuantity)) }),
      children: (each.childCategorys ?? []).map(({ id, name, isLeaf }) => ({
        id,
        name,
        isLeaf: isLeaf ?? false,
      })),
    })),
})

const inputs: Readonly<Record<string, CategoryAttribute['input']>> = {
  '-1': 'number',
  '0': 'text',
  '1': 'one',
  '2': 'many',
  '3': 'one',
  '4': 'one',
  '5': 'date',
}

export interface CategoryAttribute {
  readonly id: string
  readonly name: string
  readonly isRequired: boolean
  /** Whether Skus differ by it. */
  readonly isSku: boolean
  readonly input: 'text' | 'number' | 'one' | 'many' | 'date' | 'unknown'
  readonly units: readonly string[]
  readonly values: readonly { readonly id: string; readonly name: string }[]
}

/** Source: `alibaba.category.attribute.get` `[doc]`; `500_2`: being loaded, ask again after 1 to 3 s. */
export const categoryAttributes = defineCall({
  namespace: 'com.alibaba.product',
  name: 'alibaba.category.attribute.get',
  kind: 'read',
  about: 'What offers of a leaf category are described by.',
  envelope: 'silent',
  certainty: ['doc'],
  codes: { '500_1': 'absent', '500_2': 'retry' },
  params: ({ categoryId }: { readonly categoryId: string }) => ({
    categoryID: longOf('categoryId', categoryId),
    webSite: '1688',
  }),
  answer: AttributesAnswer,
  read: ({ attributes }): CategoryAttribute[] =>
    attributes.map((each) => ({
      id: each.attrID,
      name: each.name,
      isRequired: each.required ?? false,
      isSku: each.isSKUAttribute ?? false,
      input: inputs[each.inputType ?? ''] ?? 'unknown',
      units: each.units ?? [],
      values: each.attrValues.map(({ attrValueID: id, name }) => ({ id, name })),
    })),
})
