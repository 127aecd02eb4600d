import type { PossibleCode } from '../door/api.ts'

/** What pricing refuses, in previews and creates alike (reference §4.2). */
export const cargoCodes: readonly PossibleCode[] = [
  {
    code: '500_001',
    kind: 'rule',
    when: 'the offer is not sold, unknown, or takes no part in the flow',
  },
  {
    code: '500_002',
    kind: 'rule',
    when: 'offers of several suppliers, or an offer with SKUs without specId',
  },
  { code: '500_003', kind: 'rule', when: 'specId is none of this offer' },
  { code: '500_004', kind: 'stock', when: 'less is in stock than is ordered' },
  {
    code: '500_005',
    kind: 'rule',
    when: 'fewer than the minimum, no multiple of the batch, or no whole number',
  },
  { code: '500_006', kind: 'rule', when: 'a mixed batch that reaches neither pieces nor money' },
  {
    code: '500_007',
    kind: 'permission',
    when: 'no dropshipping, no distribution relation, no contract for the flow',
  },
  { code: '500_008', kind: 'price', when: 'the price of a SKU is 0' },
  { code: '500_009', kind: 'rule', when: 'boutiquepifa of a single piece' },
  { code: 'AREA_NOT_SUPPORTED', kind: 'address', when: 'the supplier does not serve the region' },
  { code: 'SKU_TOO_MANY', kind: 'limit', when: 'more than 200 lines, 50 for createCrossOrder' },
]

export const addressCodes: readonly PossibleCode[] = [
  { code: 'ADDRESS_INVALID', kind: 'address', when: 'addressParam names no usable address' },
]
