import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Digits, maybe, rows, Text } from './scalars.ts'

/** `offer.similar.getList` `[web]`. */
export const SimilarListAnswer = v.object({
  ...flat,
  data: v.nullish(
    v.object({
      similarOfferModels: rows(
        v.object({ simOfferId: Digits, simSkuId: maybe(Digits), simSource: maybe(Text) }),
      ),
    }),
  ),
})
