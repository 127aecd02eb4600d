import { BusinessError } from '../business-error.ts'
import type { PossibleCode } from '../door/api.ts'
import type { Fields } from '../fields.ts'

/** Wishes that are documented but not played here: an order that ignored them would be another order. */
const unplayed: readonly (readonly [param: string, words: string])[] = [
  ['shopPromotionId', '优惠不存在或不可用'],
  ['invoiceParam', '该供货商不支持在线开票'],
]

/** The platform names no codes for these [sbx]; `400` is what its create answers to what it does not take. */
export const unplayedCodes: readonly PossibleCode[] = [
  {
    code: '400',
    kind: 'rule',
    when: 'a shopPromotionId, or an invoiceParam: no shop here has either',
  },
]

/** Refuses an order or preview with such a wish, as where no preview offered the promotion and no supplier the invoice. */
export function refuseUnplayed(params: Fields): void {
  const wish = unplayed.find(([param]) => params.has(param))
  if (wish) throw new BusinessError('400', wish[1])
}
