import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import { flatMessage } from '../door/envelopes.ts'
import { digitsOf } from '../fields.ts'
import { orderOf } from '../trade/change-order.ts'
import { closeOrder } from '../trade/close-order.ts'
import { confirmOrder } from '../trade/confirm-order.ts'
import { ownOrderCodes } from '../trade/own-order.ts'
import type { CloseReason } from '../world/order.ts'

const namespace = 'com.alibaba.trade'
const TOO_FAST_MS = 10_000
const REASONS: readonly string[] = [
  'buyerCancel',
  'sellerGoodsLack',
  'other',
] satisfies CloseReason[]

/** What a buyer may do to an order besides paying (reference §4.9). */
export const orderChanges = [
  api({
    namespace,
    name: 'alibaba.trade.cancel',
    params: [
      { name: 'webSite', type: 'String', required: true },
      { name: 'tradeID', type: 'Long', required: true },
      { name: 'cancelReason', type: 'String', required: true },
      { name: 'remark', type: 'String' },
    ],
    fail: flatMessage,
    codes: [
      ...ownOrderCodes({ missing: 'ORDER_NOT_EXIST', foreign: '400_3' }),
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'the order is not unpaid' },
      { code: 'CLOSE_ORDER_TOO_FAST', kind: 'state', when: 'the order is younger than 10 seconds' },
    ],
    handle: ({ world, member, params, now }) => {
      const order = world.orders.get(params.digits('tradeID') ?? '')
      if (!order) throw new BusinessError('ORDER_NOT_EXIST', '订单不存在')
      if (order.memberId !== member.memberId) throw new BusinessError('400_3', '不是订单的买家')
      if (order.status !== 'waitbuyerpay') {
        throw new BusinessError('ORDER_STATUS_ERROR', '订单状态不允许取消')
      }
      if (now - order.createdAt < TOO_FAST_MS) {
        throw new BusinessError('CLOSE_ORDER_TOO_FAST', '订单创建10秒内不能关闭')
      }
      const reason = params.text('cancelReason') ?? ''
      closeOrder(world, order, {
        by: 'BUYER',
        reason: REASONS.includes(reason) ? (reason as CloseReason) : 'other',
        remark: params.text('remark') ?? '',
      })
      return { success: true }
    },
  }),
  api({
    namespace,
    name: 'trade.receivegoods.confirm',
    params: [
      { name: 'orderId', type: 'Long', required: true },
      { name: 'orderEntryIds', type: 'Long[]', required: true },
    ],
    fail: (errorCode, errorInfo) => ({ result: { success: false, errorCode, errorInfo } }),
    codes: [
      { code: 'ORDER_NOT_EXIST', kind: 'missing', when: 'the buyer has no order with this id' },
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'the order is not wholly shipped' },
      { code: 'ORDER_ENTRY_ERROR', kind: 'rule', when: 'not all sub-orders are named' },
    ],
    handle: ({ world, member, params }) => {
      const order = orderOf(world, member.memberId, params.digits('orderId'))
      if (!order) throw new BusinessError('ORDER_NOT_EXIST', '订单不存在')
      if (order.status !== 'waitbuyerreceive') {
        throw new BusinessError('ORDER_STATUS_ERROR', '订单状态不允许确认收货')
      }
      const named = params.list('orderEntryIds')?.map(digitsOf) ?? []
      if (!order.items.every((item) => named.includes(item.subId))) {
        // Receiving only some lines would need a state per line, which the sandbox does not keep.
        throw new BusinessError('ORDER_ENTRY_ERROR', '子订单与订单不符')
      }
      confirmOrder(world, order)
      return { result: { success: true } }
    },
  }),
]
