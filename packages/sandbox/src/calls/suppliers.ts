import { BusinessError } from '../business-error.ts'
import type { SandboxSupplier } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { bare, nested } from '../door/envelopes.ts'
import { platformDate } from '../times.ts'
import type { World } from '../world/world.ts'
import { nestedOk } from './asked.ts'
import { noSupplier } from './possible-codes.ts'

/** Long before any order: nobody asks when a supplier wrote its rule. */
const RULE_WRITTEN = Date.UTC(2024, 2, 1, 1)

/** What a buyer may know of a supplier besides its offers. */
export const suppliers = [
  // Failure code 500_1 and the shape are documented [doc S1]; mixAmount is in yuan, by its sample.
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.OpQueryMarketingMixConfig',
    params: [
      { name: 'sellerMemberId', type: 'String', max: 64 },
      { name: 'sellerLoginId', type: 'String', max: 64 },
    ],
    codes: [noSupplier, { code: '500_1', kind: 'missing', when: 'neither member nor login' }],
    fail: bare,
    handle: ({ world, params }) => {
      const [memberId, loginId] = [params.text('sellerMemberId'), params.text('sellerLoginId')]
      if (!memberId && !loginId) throw new BusinessError('500_1', '卖家信息不能为空')
      const { mix, ...supplier } = supplierOf(world, { memberId, loginId })
      return {
        success: true,
        result: {
          generalHunpi: mix !== undefined,
          gmtCreate: platformDate(RULE_WRITTEN),
          gmtModified: platformDate(RULE_WRITTEN),
          memberId: supplier.memberId,
          mixAmount: Math.round((mix?.fen ?? 0) / 100),
          mixNumber: mix?.pieces ?? 0,
        },
      }
    },
  }),
  // E3 with the link as its result [doc S1]; the link's form is ours [sbx].
  api({
    namespace: 'com.alibaba.account',
    name: 'account.wangwangUrl.get',
    params: [{ name: 'toOpenUid', type: 'String', required: true, max: 128 }],
    codes: [noSupplier],
    fail: nested,
    handle: ({ world, params, member }) => {
      const { memberId, loginId } = supplierOf(world, { memberId: params.text('toOpenUid') })
      const from = encodeURIComponent(member.loginId)
      const to = encodeURIComponent(loginId)
      return nestedOk(
        `https://amos.alicdn.com/getcid.aw?v=3&site=cnalichn&uid=${to}&fromuid=${from}&openuid=${memberId}`,
      )
    },
  }),
]

/** By memberId, else by loginId; an openUid is the memberId in this world. */
function supplierOf(
  world: World,
  asked: { readonly memberId?: string | undefined; readonly loginId?: string | undefined },
): SandboxSupplier {
  const { memberId, loginId } = asked
  const found = memberId
    ? world.offers.ofSupplier(memberId)[0]?.supplier
    : world.offers.supplierNamed(loginId ?? '')
  if (!found) throw new BusinessError('404', `卖家${memberId ?? loginId}不存在`)
  return found
}
