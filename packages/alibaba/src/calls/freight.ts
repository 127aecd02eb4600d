import { fen, type Money } from '@xiaopu/domain'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { demand, longOf, oneOf, textOf } from '../demand.ts'
import { priceIn } from '../sane.ts'
import { EstimateAnswer, MixAnswer, type SubTemplate, TemplatesAnswer } from '../wire/freight.ts'
import { fromFen, fromYuan } from '../yuan.ts'
import { refuseOther } from './offers.ts'

export interface MixedBatchRule {
  /** Whether pieces of several offers of the supplier count together. */
  readonly isMixed: boolean
  /** From this worth of goods on; read as yuan `[infer]`. */
  readonly fromWorth?: Money
  /** Or from this many pieces on. */
  readonly fromQuantity?: number
}

/** Source: `alibaba.trade.OpQueryMarketingMixConfig` `[code]`; the unit of `mixAmount` is not stated. */
export const mixedBatchRule = defineCall({
  namespace: 'com.alibaba.trade',
  name: 'alibaba.trade.OpQueryMarketingMixConfig',
  kind: 'read',
  about: 'From how much on a supplier sells a mix of offers at wholesale.',
  envelope: 'silent',
  certainty: ['code', 'infer'],
  codes: { '404': 'absent', '500_1': 'rule' },
  params: ({ memberId, loginId }: { readonly memberId?: string; readonly loginId?: string }) => {
    oneOf('memberId, loginId', memberId, loginId)
    return {
      sellerMemberId: memberId && textOf('memberId', memberId, 64),
      sellerLoginId: loginId && textOf('loginId', loginId, 64),
    }
  },
  answer: MixAnswer,
  read: ({ result }): MixedBatchRule => {
    const fromWorth = priceIn('result.mixAmount', result?.mixAmount)
    const quantity = result?.mixNumber ?? 0
    if (quantity < 0) throw new Absurd('result.mixNumber')
    return {
      isMixed: result?.generalHunpi ?? false,
      ...(fromWorth && { fromWorth }),
      ...(quantity > 0 && { fromQuantity: Math.ceil(quantity) }),
    }
  },
})

/** What a rate counts. */
type Counted = 'weight' | 'pieces' | 'volume'
const counted: readonly (Counted | undefined)[] = ['weight', 'pieces', 'volume']

export interface FreightRate {
  readonly areaCodes: readonly string[]
  readonly areas?: string
  /** Grams or pieces, and what they cost. */
  readonly first: { readonly units: number; readonly fee: Money }
  readonly next?: { readonly units: number; readonly fee: Money }
  readonly least?: Money
}

export interface FreightSubTemplate {
  readonly by: Counted
  readonly paidBy: 'seller' | 'buyer'
  readonly rates: readonly FreightRate[]
}

export interface FreightTemplate {
  readonly id: string
  readonly name?: string
  readonly fromAreaCode?: string
  readonly from?: string
  readonly express?: FreightSubTemplate
  readonly freight?: FreightSubTemplate
  readonly cashOnDelivery?: FreightSubTemplate
}

/**
 * Source: `alibaba.logistics.myFreightTemplate.list.get` `[doc]`. Fees are read as fen `[sbx]`: for
 * money that is paid ask a preview or `estimateFreight`.
 */
export const freightTemplates = defineCall({
  namespace: 'com.alibaba.logistics',
  name: 'alibaba.logistics.myFreightTemplate.list.get',
  kind: 'read',
  about: 'Freight templates with their rates by region.',
  envelope: 'silent',
  certainty: ['doc', 'sbx'],
  codes: { '404': 'absent' },
  params: ({ templateId }: { readonly templateId?: string }) => ({
    templateId: templateId && longOf('templateId', templateId),
    querySubTemplate: true,
    queryRate: true,
  }),
  answer: TemplatesAnswer,
  read: ({ result }): FreightTemplate[] =>
    result.map((each, index) => {
      const path = `result[${index}]`
      const sub = (name: 'expressSubTemplate' | 'logisticsSubTemplate' | 'codSubTemplate') =>
        each[name] && toSubTemplate(each[name], `${path}.${name}`)
      const [express, freight, cash] = [
        sub('expressSubTemplate'),
        sub('logisticsSubTemplate'),
        sub('codSubTemplate'),
      ]
      return {
        id: each.id,
        ...(each.name && { name: each.name }),
        ...(each.fromAreaCode && { fromAreaCode: each.fromAreaCode }),
        ...(each.addressCodeText && { from: each.addressCodeText }),
        ...(express && { express }),
        ...(freight && { freight }),
        ...(cash && { cashOnDelivery: cash }),
      }
    }),
})

function toSubTemplate(
  { subTemplateDTO: head, rateList }: SubTemplate,
  path: string,
): FreightSubTemplate {
  return {
    by: counted[head?.chargeType ?? 0] ?? 'weight',
    paidBy: head?.serviceChargeType === 0 ? 'seller' : 'buyer',
    rates: rateList.flatMap(({ toAreaCodeText: areas, rateDTO: rate }, index) => {
      if (!rate) return []
      const fee = (name: 'firstUnitFee' | 'nextUnitFee' | 'leastExpenses') =>
        feeIn(`${path}.rateList[${index}].rateDTO.${name}`, rate[name])
      const [first, next, least] = [fee('firstUnitFee'), fee('nextUnitFee'), fee('leastExpenses')]
      return [
        {
          areaCodes: rate.toAreaCodeList ?? [],
          ...(areas && { areas }),
          first: { units: rate.firstUnit ?? 1, fee: first ?? fen(0) },
          ...(rate.nextUnit && next && { next: { units: rate.nextUnit, fee: next } }),
          ...(least && least.amount > 0 && { least }),
        },
      ]
    }),
  }
}

/** A fee may be nothing, never less. */
function feeIn(field: string, amount: string | number | undefined): Money | undefined {
  const fee = fromFen(amount)
  if (amount !== undefined && !fee) throw new Absurd(field)
  if (fee && fee.amount < 0) throw new Absurd(field)
  return fee
}

export interface FreightQuestion {
  readonly offerId: string
  /** GB/T 2260 codes, six digits each. */
  readonly provinceCode: string
  readonly cityCode: string
  readonly districtCode: string
  /** Pieces by Sku. */
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[]
}

export interface FreightEstimate {
  readonly freight: Money
  readonly isFree: boolean
  readonly templateId?: string
  readonly paidBy: 'seller' | 'buyer'
  readonly by?: Counted
  /** Kilograms or pieces, and what they cost. */
  readonly first?: { readonly units: number; readonly fee: Money }
  readonly next?: { readonly units: number; readonly fee: Money }
}

/** Source: `product.freight.estimate` `[doc]`; `toCountryCode` is the *district*. */
export const estimateFreight = defineCall({
  namespace: 'com.alibaba.fenxiao.crossborder',
  name: 'product.freight.estimate',
  kind: 'read',
  about: 'What sending pieces of an offer to a district of China costs.',
  envelope: 'nested',
  certainty: ['doc'],
  codes: { '404': 'absent' },
  params: ({ offerId, provinceCode, cityCode, districtCode, lines }: FreightQuestion) => {
    demand(lines.length >= 1 && lines.length <= 50, 'lines', '1 to 50 lines')
    const area = (field: string, code: string) => {
      demand(/^\d{6}$/.test(code), field, 'six digits')
      return code
    }
    const models = lines.map(({ skuId, quantity }, index) => {
      demand(
        Number.isSafeInteger(quantity) && quantity >= 1,
        `lines[${index}].quantity`,
        '1 or more',
      )
      return { skuId: String(longOf(`lines[${index}].skuId`, skuId)), number: quantity }
    })
    return {
      productFreightQueryParamsNew: {
        offerId: longOf('offerId', offerId),
        toProvinceCode: area('provinceCode', provinceCode),
        toCityCode: area('cityCode', cityCode),
        toCountryCode: area('districtCode', districtCode),
        totalNum: models.reduce((sum, model) => sum + model.number, 0),
        logisticsSkuNumModels: models,
      },
    }
  },
  answer: EstimateAnswer,
  read: ({ result }, { offerId }): FreightEstimate => {
    if (!result) throw new Absurd('result')
    if (result.offerId !== undefined) refuseOther('result.offerId', result.offerId, offerId)
    const isFree = result.freePostage ?? result.templateType === 1
    const told = fromYuan(result.freight)
    if (told && told.amount < 0) throw new Absurd('result.freight')
    if (!isFree && !told) throw new Absurd('result.freight')
    const by = counted[Number(result.chargeType)]
    const step = (fee: 'firstFee' | 'nextFee', unit: 'firstUnit' | 'nextUnit') => {
      const price = fromYuan(result[fee])
      if (price && price.amount < 0) throw new Absurd(`result.${fee}`)
      const units = Number(result[unit])
      return price && units > 0 && Number.isFinite(units) ? { units, fee: price } : undefined
    }
    const [first, next] = [step('firstFee', 'firstUnit'), step('nextFee', 'nextUnit')]
    return {
      freight: isFree ? fen(0) : (told ?? fen(0)),
      isFree,
      ...(result.templateId && { templateId: result.templateId }),
      paidBy: isFree || result.templateType === 1 ? 'seller' : 'buyer',
      ...(by && { by }),
      ...(first && { first }),
      ...(next && { next }),
    }
  },
})
