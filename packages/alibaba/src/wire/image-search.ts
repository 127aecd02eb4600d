import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** A list of words, or one text of them. */
export const Words = v.union([
  v.array(Text),
  v.pipe(
    v.string(),
    v.transform((text) => text.split(/[,;，；]/).map((word) => word.trim())),
  ),
])

/** `alibaba.public.image.similar.offer.search` `[web]`: yuan. */
export const ImageAnswer = v.object({
  ...flat,
  imageSearchUrl: maybe(Text),
  imageSearchResult: rows(
    v.object({
      offerId: Digits,
      subject: v.string(),
      image: maybe(v.string()),
      price: maybe(Amount),
      fenxiaoPrice: maybe(Amount),
      consignPrice: maybe(Amount),
      tags: maybe(Words),
      isJxhy: maybe(Flag),
      distributionFreePostage: maybe(Flag),
    }),
  ),
})

const SimilarHit = v.object({
  offerId: Digits,
  subject: v.string(),
  imageUrl: maybe(v.string()),
  price: maybe(Amount),
  quantityBegin: maybe(Count),
  saleAmount: maybe(Count),
  deliveryFree: maybe(Flag),
  services: maybe(Words),
})

const SimilarPage = v.object({ total: maybe(Count), result: rows(SimilarHit) })

/** `alibaba.cps.similar.offer.search`, `alibaba.cross.similar.offer.search` `[code]`: a page in `result`, or a page in a page. */
export const SimilarAnswer = v.object({
  ...flat,
  // In this order: a list would pass for a page without any of its members.
  result: v.union([
    v.pipe(
      v.array(SimilarHit),
      v.transform((result) => ({ total: undefined, result })),
    ),
    SimilarPage,
    v.pipe(
      v.object({ result: SimilarPage }),
      v.transform((page) => page.result),
    ),
  ]),
})
