import { BusinessError } from '../business-error.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { nested } from '../door/envelopes.ts'
import type { World } from '../world/world.ts'
import { nestedOk, objectApi } from './asked.ts'
import { offerOf } from './find-offer.ts'
import { noOffer } from './possible-codes.ts'

const namespace = 'com.alibaba.fenxiao'

/** From how many new listings a day the account is at risk; the levels' words are seen live, the steps ours [sbx]. */
const risks: readonly (readonly [from: number, level: string])[] = [
  [2000, '高'],
  [500, '中'],
  [100, '低'],
  [0, '无'],
]

/** What a shop asks before it lists: may it sell the brand, does it list too much. */
export const listingChecks = [
  // One object `queryRequest` [code S4]; its members and the answer's are ours [sbx].
  objectApi({
    namespace,
    name: 'fenxiao.brand.queryAuth',
    param: { name: 'queryRequest' },
    fields: [
      { name: 'offerId', type: 'Long', required: true },
      { name: 'outShopCode', type: 'String', max: 128 },
      { name: 'channel', type: 'String', max: 32 },
    ],
    codes: [noOffer],
    fail: nested,
    answer: ({ world, member }, asked) => {
      const offer = offerOf(world, asked.digits('offerId'))
      const brand = brandOf(offer)
      return nestedOk({
        offerId: offer.offerId,
        brandName: brand ?? '',
        needAuth: brand !== undefined,
        authorized: brand === undefined || isDistributor(world, member.memberId, offer),
      })
    },
  }),
  // Not about a product: it takes two counts and answers about the account [live 2026-09-02].
  objectApi({
    namespace,
    name: 'fenxiao.risk.queryGoodsRisk',
    param: { name: 'goodsRiskQueryParam' },
    fields: [],
    codes: [{ code: '301', kind: 'missing', when: 'one of the two counts is missing' }],
    fail: (errorCode, errorInfo) => ({ result: { errorCode, errorInfo, success: false } }),
    answer: (_call, asked) => {
      const [published, listed] = [asked.number('publishCount'), asked.number('onCount')]
      if (published === undefined) throw new BusinessError('301', '风险发布量不能为空')
      if (listed === undefined) throw new BusinessError('301', '在架商品量不能为空')
      const level = risks.find(([from]) => published >= from)?.[1] ?? '无'
      return { result: { data: { riskLevel: level }, errorCode: '0', success: true } }
    },
  }),
]

function brandOf({ attributes }: SandboxOffer): string | undefined {
  const brand = attributes.find(({ name }) => name === '品牌')?.value
  return brand && !['无', '其他', 'other'].includes(brand) ? brand : undefined
}

const isDistributor = (world: World, memberId: string, { supplier }: SandboxOffer): boolean =>
  world.relations.get(`supplier/${memberId}/${supplier.memberId}`) !== undefined
