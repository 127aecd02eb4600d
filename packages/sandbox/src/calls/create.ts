import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param } from '../door/api.ts'
import { codeMessage } from '../door/envelopes.ts'
import { type JsonObject, writeJson } from '../json.ts'
import { type CargoLine, readCargo } from '../trade/cargo.ts'
import { placeOrder } from '../trade/place-order.ts'
import { receiverOf } from './preview.ts'
import { isListed } from './relations.ts'

const params: readonly Param[] = [
  { name: 'addressParam', type: 'Object', required: true },
  { name: 'cargoParamList', type: 'Object[]', required: true },
  { name: 'flow', type: 'String', required: true },
  { name: 'message', type: 'String' },
  { name: 'outOrderId', type: 'String' },
  { name: 'tradeType', type: 'String' },
  { name: 'shopPromotionId', type: 'String' },
  { name: 'invoiceParam', type: 'Object' },
  { name: 'fenxiaoChannel', type: 'String' },
  { name: 'outerOrderInfo', type: 'Object' },
  { name: 'isvBizTypeStr', type: 'String' },
  { name: 'isvBizTypePD', type: 'String' },
  { name: 'isvBizTypeErp', type: 'String' },
  { name: 'subUserId', type: 'Long' },
  { name: 'instanceId', type: 'String' },
  { name: 'proxySettleRecordId', type: 'String' },
  { name: 'encryptOutOrderInfo', type: 'Object' },
  { name: 'preSelectPayChannel', type: 'String' },
  { name: 'useRedEnvelope', type: 'String' },
  { name: 'noUseRedEnvelope', type: 'String' },
  { name: 'extendParam', type: 'String' },
]

/** Create an order (reference §4.3): sums in fen, `orderId` as text. */
export const create = [
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.fenxiaoOrder.create',
    params,
    fail: codeMessage,
    handle: (call) => {
      const cargo = readCargo(call.params.rows('cargoParamList'))
      for (const line of cargo) checkListing(call, line)
      return answer(call, cargo)
    },
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.fastCreateOrder',
    params,
    fail: codeMessage,
    handle: (call) => answer(call, readCargo(call.params.rows('cargoParamList'))),
  }),
]

/** A listing that a distribution order names must have been registered before. */
function checkListing({ world, member }: Call, line: CargoLine): void {
  const { offerId, channel, outShopCode, outItemCode } = line
  if (!channel || !outShopCode || !outItemCode) return
  if (!isListed(world, member.memberId, { offerId, channel, outShopCode, outItemCode })) {
    throw new BusinessError(
      'RELATION_NOT_EXIST',
      `商品${offerId}与外部商品${outItemCode}没有铺货关系`,
    )
  }
}

const LONGEST_NOTE = 500
const TRADE_TYPES = new Set(['assureTrade', 'fxassure', 'nzassure'])

function answer(call: Call, cargo: readonly CargoLine[]): JsonObject {
  const { world, member, params } = call
  const message = params.text('message') ?? ''
  if (message.length > LONGEST_NOTE) throw new BusinessError('500', '买家留言不能超过500个字符')
  const tradeType = params.text('tradeType') ?? 'assureTrade'
  if (!TRADE_TYPES.has(tradeType)) {
    throw new BusinessError('500', `not support tradeType:【${tradeType}】`)
  }
  const outOrderId = params.text('outOrderId')
  const outer = params.fields('outerOrderInfo')
  const order = placeOrder(world, {
    memberId: member.memberId,
    flow: params.text('flow') ?? '',
    cargo,
    receiver: receiverOf(params.fields('addressParam'), member),
    message,
    tradeType,
    ...(outOrderId && { outOrderId }),
    ...(outer && { outerOrderInfo: writeJson({ mediaOrderId: outer.text('mediaOrderId') }) }),
  })
  return {
    success: true,
    result: {
      orderId: order.id,
      totalSuccessAmount: order.totalFen,
      postFee: order.postFen,
      failedOfferList: [],
    },
  }
}
