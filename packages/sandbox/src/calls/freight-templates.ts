import { BusinessError } from '../business-error.ts'
import type { SandboxFreight, SandboxSupplier } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { provinces } from '../places/regions.ts'

/** A market's templates are few; each turns up among its first offers. */
const LOOKED_THROUGH = 1000

/**
 * Freight templates by id (reference §3.8). Fees are in fen [sbx]: the documentation gives no unit.
 * Templates 0 and 1 have no rates: postage by agreement, and paid by the seller.
 */
export const freightTemplates = [
  api({
    namespace: 'com.alibaba.logistics',
    name: 'alibaba.logistics.myFreightTemplate.list.get',
    params: [
      { name: 'templateId', type: 'Long' },
      { name: 'querySubTemplate', type: 'Boolean' },
      { name: 'queryRate', type: 'Boolean' },
    ],
    codes: [{ code: '404', kind: 'missing', when: 'no such template' }],
    fail: flatMsg,
    handle: ({ world, params }) => {
      const id = params.digits('templateId')
      // Without an id the caller's own templates are meant; a buyer has none.
      if (id === undefined) return { result: [] }
      if (id === '0' || id === '1') return { result: [plainTemplate(Number(id))] }
      for (const { freight, supplier } of world.offers.all(LOOKED_THROUGH)) {
        if (String(freight.templateId) !== id) continue
        const [sub, rates] = [params.flag('querySubTemplate'), params.flag('queryRate')]
        return { result: [template(freight, supplier, sub === true, rates === true)] }
      }
      throw new BusinessError('404', `运费模板${id}不存在`)
    },
  }),
]

const plainTemplate = (id: number): JsonObject => ({
  id,
  name: id === 1 ? '卖家承担运费' : '运费说明',
  memberId: '',
  fromAreaCode: '',
  addressCodeText: '',
  status: 1,
  remark: '',
})

function template(
  freight: SandboxFreight,
  supplier: SandboxSupplier,
  withSub: boolean,
  withRates: boolean,
): JsonObject {
  const from = provinces.find(({ name }) => name.startsWith(supplier.province.replace(/省$/, '')))
  const city = from?.children.find(({ name }) => name === supplier.city)
  return {
    id: freight.templateId,
    name: `${supplier.city}快递模板`,
    memberId: supplier.memberId,
    fromAreaCode: city?.code ?? from?.code ?? '',
    addressCodeText: `${from?.name ?? supplier.province} ${supplier.city}`,
    status: 1,
    remark: '',
    ...(withSub && {
      expressSubTemplate: {
        subTemplateDTO: {
          chargeType: 0,
          isSysTemplate: false,
          serviceChargeType: 1,
          serviceType: 0,
          type: 0,
        },
        ...(withRates && { rateList: freight.rates.map(rateRow) }),
      },
    }),
  }
}

function rateRow(rate: SandboxFreight['rates'][number]): JsonObject {
  const served = provinces.filter(({ code }) => rate.provinces.includes(code.slice(0, 2)))
  return {
    isSysRate: false,
    toAreaCodeText: served.length > 0 ? served.map(({ name }) => name).join('、') : '全国',
    rateDTO: {
      firstUnit: rate.firstGrams,
      firstUnitFee: rate.firstFen,
      nextUnit: rate.nextGrams,
      nextUnitFee: rate.nextFen,
      leastExpenses: 0,
      toAreaCodeList: served.map(({ code }) => code),
    },
  }
}
