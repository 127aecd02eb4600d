import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

const Child = v.object({ id: Digits, name: v.string(), isLeaf: maybe(Flag) })

/** `alibaba.category.get` `[doc]`; `childCategorys` is the platform's own spelling. */
export const CategoryAnswer = v.object({
  ...flat,
  categoryInfo: rows(
    v.object({
      categoryID: Digits,
      name: v.nullish(v.string(), ''),
      isLeaf: maybe(Flag),
      parentIDs: maybe(v.array(Digits)),
      minOrderQuantity: maybe(Count),
      // `""` where there are none, by the platform's own sample.
      childCategorys: maybe(v.array(Child)),
    }),
  ),
})

/** `alibaba.category.attribute.get` `[doc]`. */
export const AttributesAnswer = v.object({
  ...flat,
  attributes: rows(
    v.object({
      attrID: Digits,
      name: v.string(),
      required: maybe(Flag),
      isSKUAttribute: maybe(Flag),
      units: maybe(v.array(Text)),
      inputType: maybe(Text),
      attrValues: rows(v.object({ attrValueID: Digits, name: v.string() })),
    }),
  ),
})
