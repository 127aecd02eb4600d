import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { yuan } from '../money.ts'
import { type Address, provinceCode, readAddress } from '../places/address.ts'
import { savedAddresses } from '../places/saved-addresses.ts'
import { readCargo } from '../trade/cargo.ts'
import { type PricedLine, priceCargo } from '../trade/price-cargo.ts'
import type { Member } from '../world/world.ts'

const params: readonly Param[] = [
  { name: 'addressParam', type: 'Object', required: true },
  { name: 'cargoParamList', type: 'Object[]', required: true },
  { name: 'flow', type: 'String' },
  { name: 'instanceId', type: 'String' },
  { name: 'encryptOutOrderInfo', type: 'Object' },
  { name: 'proxySettleRecordId', type: 'String' },
  { name: 'inventoryMode', type: 'String' },
  { name: 'outOrderId', type: 'String' },
  { name: 'pickupService', type: 'String' },
  { name: 'isvBizType', type: 'String' },
  { name: 'invoiceParam', type: 'Object' },
  { name: 'useChannelPrice', type: 'Boolean' },
]

/**
 * What an order would cost (reference §4.2): group sums in fen, cargo in yuan. The distribution preview
 * has the schema of the general one.
 */
export const preview = [
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.createOrder.preview',
    params,
    fail: flatMsg,
    handle: answer,
  }),
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'alibaba.trade.createFenxiaoOrder.preview',
    params,
    fail: flatMsg,
    handle: answer,
  }),
]

/** The receiver of an address parameter: a saved one by its id, else as written; or a refusal. */
export function receiverOf(asked: Fields | undefined, member: Member): Address {
  const id = asked?.number('addressId')
  if (id !== undefined && id !== 0) {
    const saved = savedAddresses(member).find((each) => each.id === id)
    if (!saved) throw new BusinessError('ADDRESS_INVALID', 'AddressId invalid')
    return saved.address
  }
  const address = asked ? readAddress(asked) : '收货地址不能为空'
  if (typeof address === 'string') throw new BusinessError('ADDRESS_INVALID', address)
  return address
}

const TRADE_MODE = 'assureTrade'

function answer({ world, member, params }: Call): JsonObject {
  const receiver = receiverOf(params.fields('addressParam'), member)
  const cargo = readCargo(params.rows('cargoParamList'))
  const priced = priceCargo(world, cargo, params.text('flow') ?? '', {
    memberId: member.memberId,
    province: provinceCode(receiver),
  })
  return {
    success: true,
    orderPreviewResuslt: [
      {
        status: true,
        resultCode: '200',
        message: '',
        flowFlag: priced.flow.name,
        sumPayment: priced.totalFen,
        sumCarriage: priced.postFen,
        sumPaymentNoCarriage: priced.goodsFen,
        discountFee: 0,
        additionalFee: 0,
        tradeModeNameList: [TRADE_MODE],
        tradeModelList: [
          {
            tradeType: TRADE_MODE,
            name: '担保交易',
            description: '买家确认收货后,卖家收到货款',
            opSupport: true,
          },
        ],
        cargoList: priced.lines.map(describe),
        shopPromotionList: [],
        payChannelInfos: [{ name: 'alipay', amountLimit: 0 }],
        taoSampleSinglePromotion: false,
      },
    ],
    postFeeByDescOfferList: [],
    consignOfferList: [],
    unsupportedCrossBorderPayOfferList: [],
  }
}

function describe({ offer, sku, amountFen, unitFen }: PricedLine): JsonObject {
  return {
    offerId: offer.offerId,
    ...(sku && { specId: sku.specId, skuId: sku.skuId }),
    amount: yuan(amountFen),
    finalUnitPrice: yuan(unitFen),
    resultCode: '200',
    message: '',
    cargoPromotionList: [],
  }
}
