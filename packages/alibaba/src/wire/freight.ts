import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Amount, Count, Digits, Flag, maybe, rows, Text } from './scalars.ts'

/** `alibaba.trade.OpQueryMarketingMixConfig` `[code]`. */
export const MixAnswer = v.object({
  ...flat,
  result: v.nullish(
    v.object({ generalHunpi: maybe(Flag), mixAmount: maybe(Amount), mixNumber: maybe(Count) }),
  ),
})

const Rate = v.object({
  toAreaCodeText: maybe(Text),
  rateDTO: maybe(
    v.object({
      firstUnit: maybe(Count),
      firstUnitFee: maybe(Amount),
      nextUnit: maybe(Count),
      nextUnitFee: maybe(Amount),
      leastExpenses: maybe(Amount),
      toAreaCodeList: maybe(v.array(Text)),
    }),
  ),
})

const SubTemplate = v.object({
  subTemplateDTO: maybe(v.object({ chargeType: maybe(Count), serviceChargeType: maybe(Count) })),
  rateList: rows(Rate),
})
export type SubTemplate = v.InferOutput<typeof SubTemplate>

/** `alibaba.logistics.myFreightTemplate.list.get` `[doc]`; fees are Long, their unit is not stated. */
export const TemplatesAnswer = v.object({
  ...flat,
  result: rows(
    v.object({
      id: Digits,
      name: maybe(Text),
      fromAreaCode: maybe(Text),
      addressCodeText: maybe(Text),
      expressSubTemplate: maybe(SubTemplate),
      logisticsSubTemplate: maybe(SubTemplate),
      codSubTemplate: maybe(SubTemplate),
    }),
  ),
})

/** `product.freight.estimate` `[doc]`: yuan as text. */
export const EstimateAnswer = v.object({
  ...flat,
  result: v.nullish(
    v.object({
      offerId: maybe(Digits),
      freight: maybe(Amount),
      freePostage: maybe(Flag),
      templateId: maybe(Digits),
      templateType: maybe(Count),
      chargeType: maybe(Text),
      firstFee: maybe(Amount),
      firstUnit: maybe(Amount),
      nextFee: maybe(Amount),
      nextUnit: maybe(Amount),
    }),
  ),
})
