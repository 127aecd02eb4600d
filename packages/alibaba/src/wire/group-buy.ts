import * as v from 'valibot'
import { flat } from './envelope.ts'
import { BareProductInfo } from './offer-details.ts'
import { maybe, rows, Text } from './scalars.ts'

/** `alibaba.pifatuan.product.detail.list`: unprefixed names `[live]`. */
export const GroupDetailAnswer = v.object({
  ...flat,
  result: rows(
    v.object({
      instanceCode: maybe(Text),
      wangwangAccount: maybe(Text),
      productInfo: v.nullish(BareProductInfo),
    }),
  ),
})

/** Answers of which only the names of the calls are known. */
export const LooseAnswer = v.looseObject(flat)
