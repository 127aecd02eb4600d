import { BusinessError } from '../business-error.ts'
import { type Api, api, type Call, type Param } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { yuan } from '../money.ts'
import { type Address, provinceCode, readAddress } from '../places/address.ts'
import { savedAddresses } from '../places/saved-addresses.ts'
import { readCargo } from '../trade/cargo.ts'
import { type PricedLine, priceCargo } from '../trade/price-cargo.ts'
import { tradeModes } from '../trade/trade-modes.ts'
import type { Member } from '../world/world.ts'
import { addressCodes, cargoCodes } from './order-codes.ts'
import { refuseUnplayed, unplayedCodes } from './unplayed.ts'

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
  previewApi('com.alibaba.trade', 'alibaba.createOrder.preview'),
  previewApi('com.alibaba.fenxiao', 'alibaba.trade.createFenxiaoOrder.preview'),
  // Price-plus media orders name no flow: they are dropshipped [sbx].
  previewApi('com.alibaba.trade', 'alibaba.createOrder.preview4CybMedia', 'fenxiao'),
]

function previewApi(namespace: string, name: string, flow = ''): Api {
  return api({
    namespace,
    name,
    params,
    fail: flatMsg,
    codes: [...cargoCodes, ...addressCodes, ...unplayedCodes],
    handle: (call) => answer(call, call.params.text('flow') ?? flow),
  })
}

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

function answer({ world, member, params }: Call, flow: string): JsonObject {
  refuseUnplayed(params)
  const receiver = receiverOf(params.fields('addressParam'), member)
  const cargo = readCargo(params.rows('cargoParamList'))
  const priced = priceCargo(world, cargo, flow, {
    memberId: member.memberId,
    province: provinceCode(receiver),
    settleRecord: params.text('proxySettleRecordId'),
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
        tradeModeNameList: tradeModes(member).map(({ tradeType }) => tradeType),
        tradeModelList: tradeModes(member).map((mode) => ({ ...mode, opSupport: true })),
        cargoList: priced.lines.map(describe),
        shopPromotionList: [],
        payChannelInfos: [
          { name: 'alipay', amountLimit: 0 },
          ...(member.creditFen === undefined
            ? []
            : [{ name: 'shegou', amountLimit: member.creditFen }]),
        ],
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
