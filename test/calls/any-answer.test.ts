import { openApi } from '@xiaopu/alibaba'
import { isShopError } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenes, selling } from './selling-scenes.ts'

/** Names that answers have, so that nonsense stands where something is read. */
const names = [
  'success',
  'succes',
  'code',
  'errorCode',
  'result',
  'data',
  'pageInfo',
  'offerId',
  'productInfo',
  'productID',
  'productSkuInfos',
  'skuInfos',
  'productSaleInfo',
  'priceRanges',
  'priceInfo',
  'imageSearchResult',
  'categoryInfo',
  'attributes',
  'similarOfferModels',
  'rankProductModels',
  'subject',
  'status',
  'price',
  'consignPrice',
  'amountOnSale',
]
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      true,
      'true',
      null,
      0,
      '0',
      -1,
      1e21,
      0.1,
      '9'.repeat(40),
      '',
      'x',
      '1.5',
      712340056781,
    ),
    fc.array(tie('answer'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('answer'), { maxKeys: 8 }),
  ),
}))

/** Every selling call whose input needs no world. */
const turns = Object.entries(scenes).flatMap(([name, { input }]) =>
  typeof input === 'function' ? [] : [{ name: name as keyof typeof selling, input }],
)

test.each(turns)(
  '$name reads or refuses any answer, and nothing else happens',
  async ({ name, input }) => {
    await fc.assert(
      fc.asyncProperty(answer, async (said) => {
        const api = openApi({
          baseUrl: 'https://gw.example',
          appKey: '1000000',
          appSecret: 'secret',
          token: 'token',
          callsPerMinute: 1_000_000,
          delay: async () => {},
          fetch: async () => new Response(JSON.stringify(said)),
        })
        const outcome = await api.run(selling[name] as never, input as never).then(
          () => 'read',
          (error: unknown) => (isShopError(error) ? 'refused' : error),
        )
        expect(['read', 'refused']).toContain(outcome)
      }),
      { numRuns: 60 },
    )
  },
)
