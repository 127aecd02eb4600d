import { BusinessError } from '../business-error.ts'
import type { SandboxOffer, SandboxSku } from '../catalogue/offer.ts'
import { api } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import type { JsonObject } from '../json.ts'
import { yuan } from '../money.ts'
import type { World } from '../world/world.ts'
import { offerOf } from './find-offer.ts'
import { noOffer } from './possible-codes.ts'
import { describe } from './product-info.ts'

/** Shorter views of an offer: its SKU table, and what an ERP may see of suppliers it bought from. */
export const productDetails = [
  // The SDK marks it as needing no token; `result.skuInfoList[]` is one of two forms seen [code S4].
  api({
    namespace: 'com.alibaba.product',
    name: 'product.skuinfo.get',
    needAuth: false,
    params: [{ name: 'offerId', type: 'Long', required: true }],
    codes: [noOffer],
    fail: codeMessage,
    handle: ({ world, params }) => {
      const offer = offerOf(world, params.digits('offerId'))
      return {
        success: true,
        code: '200',
        message: '',
        result: { offerId: offer.offerId, skuInfoList: offer.skus.map(skuRow) },
      }
    },
  }),
  // Unprefixed names and `errMsg` [doc S1]. Refused for suppliers that the member never bought from:
  // the documented purpose; the code and words of that refusal are ours [sbx].
  api({
    namespace: 'com.alibaba.product',
    name: 'alibaba.product.simple.get',
    params: [
      { name: 'productID', type: 'Long', required: true },
      { name: 'webSite', type: 'String', required: true, max: 16 },
    ],
    codes: [
      noOffer,
      { code: '403', kind: 'permission', when: 'a supplier that the member never bought from' },
    ],
    fail: (_code, errMsg) => ({ errMsg }),
    handle: ({ world, member, params, origin }) => {
      const offer = offerFor(world, params.digits('productID'))
      if (!hasBought(world, member.memberId, offer)) {
        throw new BusinessError('403', `商品[${offer.offerId}]的卖家没有与您成交过`)
      }
      return { productInfo: unprefixed(describe(offer, origin)), bizGroupInfos: [] }
    },
  }),
]

function offerFor(world: World, id: string | undefined): SandboxOffer {
  try {
    return offerOf(world, id)
  } catch (error) {
    if (!(error instanceof BusinessError)) throw error
    // Word for word as documented for this API.
    throw new BusinessError('404', `商品[${id}]不存在`)
  }
}

function hasBought(world: World, memberId: string, { supplier }: SandboxOffer): boolean {
  for (const order of world.orders.values()) {
    if (order.memberId === memberId && order.supplier.memberId === supplier.memberId) {
      if (order.paidAt !== undefined) return true
    }
  }
  return false
}

function skuRow(sku: SandboxSku): JsonObject {
  return {
    skuId: sku.skuId,
    specId: sku.specId,
    price: yuan(sku.fen),
    consignPrice: yuan(sku.consignFen),
    amount: sku.stock,
    attributes: sku.properties.map(({ name, value }) => ({
      attributeName: name,
      attributeValue: value,
    })),
  }
}

/**
 * The product in the spelling of the general model: `skuInfos`, `saleInfo`, `shippingInfo`, `image`,
 * `attributes`, `extendInfos` instead of the `product…` names of `productInfo.get` (reference §3.3).
 */
export function unprefixed(info: JsonObject): JsonObject {
  const {
    productImage,
    productAttribute,
    productSkuInfos,
    productSaleInfo,
    productShippingInfo,
    productExtendInfos,
    productBizGroupInfos,
    ...rest
  } = info
  return {
    ...rest,
    image: productImage,
    attributes: productAttribute,
    skuInfos: productSkuInfos,
    saleInfo: productSaleInfo,
    shippingInfo: productShippingInfo,
    extendInfos: productExtendInfos,
    bizGroupInfos: productBizGroupInfos,
  }
}
