import { BusinessError } from '../../business-error.ts'
import { nested } from '../../door/envelopes.ts'
import { yuanText } from '../../money.ts'
import { regionOf } from '../../places/regions.ts'
import { freightFen } from '../../trade/freight.ts'
import { nestedOk, objectApi } from '../asked.ts'
import { offerOf } from '../find-offer.ts'
import { noOffer } from '../possible-codes.ts'
import { namespace } from './items.ts'

/** Postage within China before an order (reference §3.10); fees are yuan as text. `toCountryCode` is the district. */
export const freightEstimate = [
  objectApi({
    namespace,
    name: 'product.freight.estimate',
    param: { name: 'productFreightQueryParamsNew', aliases: ['productFreightQueryParams'] },
    fields: [
      { name: 'offerId', type: 'Long', required: true },
      { name: 'toProvinceCode', type: 'String', required: true, max: 6 },
      { name: 'toCityCode', type: 'String', required: true, max: 6 },
      { name: 'toCountryCode', type: 'String', required: true, max: 6 },
      { name: 'totalNum', type: 'Integer', required: true, most: 99_999_999 },
      { name: 'logisticsSkuNumModels', type: 'Object[]', most: 200 },
    ],
    codes: [
      noOffer,
      { code: '400', kind: 'rule', when: 'an unknown province, SKU or quantity' },
      { code: 'AREA_NOT_SUPPORTED', kind: 'address', when: 'the offer is not sent there' },
    ],
    fail: nested,
    answer: ({ world }, asked) => {
      const offer = offerOf(world, asked.digits('offerId'))
      const code = asked.text('toProvinceCode') ?? ''
      if (regionOf(code)?.parent !== undefined || !regionOf(code)) {
        throw new BusinessError('400', `省份编码${code}不存在`)
      }
      const province = code.slice(0, 2)
      const { freight } = offer
      if (freight.notServed.includes(province)) {
        throw new BusinessError('AREA_NOT_SUPPORTED', '收货地区不在商品销售区域内')
      }
      const quantity = asked.number('totalNum') ?? 1
      if (quantity < 1) throw new BusinessError('400', '购买数量不正确')
      for (const row of asked.rows('logisticsSkuNumModels')) {
        const skuId = row.digits('skuId')
        if (!offer.skus.some((sku) => String(sku.skuId) === skuId)) {
          throw new BusinessError('400', `skuId${skuId}不属于该商品`)
        }
      }
      const isFree = freight.templateId === 1 || freight.dropshipFree
      const rate =
        freight.rates.find(({ provinces }) => provinces.includes(province)) ?? freight.rates.at(-1)
      return nestedOk(
        {
          offerId: offer.offerId,
          freight: yuanText(isFree ? 0 : freightFen([{ freight, quantity }], province)),
          freePostage: isFree,
          templateId: freight.templateId,
          templateType: freight.templateId === 1 ? 1 : 2,
          templateName: `${offer.supplier.city}快递模板`,
          subTemplateType: 0,
          subTemplateName: '快递',
          singleProductWeight: freight.unitWeightGrams / 1000,
          firstFee: yuanText(rate?.firstFen ?? 0),
          firstUnit: String((rate?.firstGrams ?? 1000) / 1000),
          nextFee: yuanText(rate?.nextFen ?? 0),
          nextUnit: String((rate?.nextGrams ?? 1000) / 1000),
          discount: '1',
          chargeType: '0',
          sizeValueType: 1,
          productFreightSkuInfoModels: [],
        },
        'S0000',
      )
    },
  }),
]
