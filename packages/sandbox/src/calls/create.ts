import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param, type PossibleCode } from '../door/api.ts'
import { codeMessage, flatMsg } from '../door/envelopes.ts'
import { type JsonObject, writeJson } from '../json.ts'
import { type CargoLine, readCargo } from '../trade/cargo.ts'
import { type Placed, placeOrders } from '../trade/place-order.ts'
import { tradeTypeFor } from '../trade/trade-modes.ts'
import type { Order } from '../world/order.ts'
import { addressCodes, cargoCodes } from './order-codes.ts'
import { receiverOf } from './preview.ts'
import { isListed } from './relations.ts'
import { refuseUnplayed, unplayedCodes } from './unplayed.ts'

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

const crossParams: readonly Param[] = [
  ...params,
  { name: 'isvBizType', type: 'String' },
  { name: 'anonymousBuyer', type: 'Boolean' },
  { name: 'inventoryMode', type: 'String' },
  { name: 'pickupService', type: 'String' },
  { name: 'warehouseCode', type: 'String' },
  { name: 'smallProcurement', type: 'String' },
  { name: 'dropshipping', type: 'String' },
  { name: 'addedService', type: 'String' },
  { name: 'crossBorderLogisticsSolutionId', type: 'String' },
  { name: 'useCrossBorderLogisticsSolution', type: 'Boolean' },
  { name: 'useOfficialSolution', type: 'Boolean' },
  { name: 'useOfficialSolutionModelList', type: 'Object[]' },
  { name: 'fromAgent', type: 'String' },
]
const MOST_CROSS_SKUS = 50

const codes: readonly PossibleCode[] = [
  ...cargoCodes,
  ...addressCodes,
  {
    code: 'DUPLICATE_OUT_ORDER_ID',
    kind: 'duplicate',
    when: 'outOrderId was used for other goods',
  },
  {
    code: '500',
    kind: 'rule',
    when: 'a note of more than 500 characters, or a tradeType that is not offered',
  },
  ...unplayedCodes,
  {
    code: 'ENCRYPT_ORDER_INVALID',
    kind: 'rule',
    when: 'encryptOutOrderInfo lacks platform, app or order number',
  },
]

const cargoOf = ({ params: sent }: Call, most?: number): readonly CargoLine[] =>
  readCargo(sent.rows('cargoParamList'), most)

/** Create an order (reference §4.3): sums in fen, `orderId` as text. */
export const create = [
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.fenxiaoOrder.create',
    params,
    fail: codeMessage,
    codes: [
      ...codes,
      {
        code: 'RELATION_NOT_EXIST',
        kind: 'permission',
        when: 'a named listing was not registered',
      },
    ],
    handle: (call) => {
      const cargo = cargoOf(call)
      for (const line of cargo) checkListing(call, line)
      return answer(call, { cargo })
    },
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.fastCreateOrder',
    params,
    fail: codeMessage,
    codes,
    handle: (call) => answer(call, { cargo: cargoOf(call) }),
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.createCrossOrder',
    params: crossParams,
    fail: codeMessage,
    codes,
    handle: (call) => answer(call, { cargo: cargoOf(call, MOST_CROSS_SKUS), isCross: true }),
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.createOrder4CybMedia',
    params: [
      ...params.filter(({ name }) => name !== 'flow'),
      { name: 'useChannelPrice', type: 'Boolean' },
    ],
    fail: flatMsg,
    codes,
    handle: (call) => answer(call, { cargo: cargoOf(call), flow: 'fenxiao' }),
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

interface Asked {
  readonly cargo: readonly CargoLine[]
  readonly flow?: string
  readonly isCross?: boolean
}

function answer(call: Call, { cargo, flow, isCross }: Asked): JsonObject {
  const { world, member, params: sent } = call
  const message = sent.text('message') ?? ''
  if (message.length > LONGEST_NOTE) throw new BusinessError('500', '买家留言不能超过500个字符')
  refuseUnplayed(sent)
  const tradeType = tradeTypeFor(member, sent.text('tradeType'))
  if (tradeType === undefined) {
    throw new BusinessError('500', `not support tradeType:【${sent.text('tradeType')}】`)
  }
  const outOrderId = sent.text('outOrderId')
  const outer = sent.fields('outerOrderInfo')
  const settleRecord = sent.text('proxySettleRecordId')
  const encrypted = encryptedOf(call)
  const placed = placeOrders(world, {
    memberId: member.memberId,
    flow: flow ?? sent.text('flow') ?? '',
    cargo,
    receiver: receiverOf(sent.fields('addressParam'), member),
    message,
    tradeType,
    ...(isCross && { isCross }),
    ...(encrypted && { encrypted }),
    ...(settleRecord && { settleRecord }),
    ...(outOrderId && { outOrderId }),
    ...(outer && { outerOrderInfo: writeJson({ mediaOrderId: outer.text('mediaOrderId') }) }),
  })
  return { success: true, result: { ...sums(placed.orders), failedOfferList: failures(placed) } }
}

/** Thirty days after receipt (`tapType` 5), never overdue; a period of every supplier's here [sbx]. */
const accountPeriod = { tapType: 5, tapDate: 30, tapOverdue: 0 }

/** One order's numbers stand in the result itself; of several, each has a row and the result has none. */
function sums(orders: readonly Order[]): JsonObject {
  const [first, ...more] = orders
  if (first && more.length === 0) {
    return {
      orderId: first.id,
      totalSuccessAmount: first.totalFen,
      postFee: first.postFen,
      ...(first.tradeType === 'period' && { accountPeriod }),
    }
  }
  return {
    orderList: orders.map((order) => ({
      orderId: order.id,
      // Misspelt on the platform.
      orderAmmount: order.totalFen,
      postFee: order.postFen,
      success: true,
      resultCode: '200',
      message: '',
      payChannel: 'alipay',
      mergePay: true,
    })),
  }
}

const failures = ({ failed }: Placed): JsonObject[] =>
  failed.map(({ line, error }) => ({
    offerId: line.offerId,
    ...(line.specId && { specId: line.specId }),
    errorCode: error.code,
    errorMessage: error.message,
  }))

/** An order from a platform that masks its buyers must say which one it is (reference §4.3). */
function encryptedOf({ params: sent }: Call): Order['encrypted'] {
  const info = sent.fields('encryptOutOrderInfo')
  if (!info) return undefined
  const [platform, orderNo, appKey] = [
    'outPlatformCode',
    'outPlatformOrderNo',
    'outPlatformAppkey',
  ].map(info.text)
  if (!platform || !orderNo || !appKey) {
    throw new BusinessError('ENCRYPT_ORDER_INVALID', 'encryptOutOrderInfo缺少必填字段')
  }
  return { platform, orderNo }
}
