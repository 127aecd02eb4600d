import { BusinessError } from '../business-error.ts'
import { api, type Call, type PossibleCode } from '../door/api.ts'
import { bare, flatMsg } from '../door/envelopes.ts'
import type { Fields } from '../fields.ts'
import { type JsonObject, writeJson } from '../json.ts'
import { refundsOf } from '../trade/apply-refund.ts'
import { orderOf } from '../trade/change-order.ts'
import { isOver } from '../trade/refund-moves.ts'
import type { Order } from '../world/order.ts'
import type { Refund } from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { operations, refundFlags, refundInfo, timeOut } from './refund-info.ts'

const namespace = 'com.alibaba.trade'
const OLDEST_MS = 730 * 86_400_000

/** One code for all of it; the reason is JSON inside its message, as in the official samples. */
const serviceCodes: readonly PossibleCode[] = [
  { code: '500', kind: 'missing', when: 'no refund has this id' },
  { code: '500', kind: 'permission', when: 'the refund belongs to another buyer' },
]

function serviceError(errorCode: string, errorMessage: string, cause: string): BusinessError {
  return new BusinessError('500', writeJson({ errorCode, errorMessage, cause }))
}

/** The three queries of refunds and the list of their steps, as the buyer sees them (reference §4.12). */
export const refundReads = [
  api({
    namespace,
    name: 'alibaba.trade.refund.OpQueryOrderRefund',
    params: [
      { name: 'refundId', type: 'String', required: true },
      { name: 'needTimeOutInfo', type: 'Boolean' },
      { name: 'needOrderRefundOperation', type: 'Boolean' },
    ],
    fail: bare,
    codes: serviceCodes,
    handle: (call) => {
      const { order, refund } = named(call)
      const { world, params } = call
      return {
        result: {
          opOrderRefundModelDetail: {
            ...refundInfo(world, order, refund),
            ...refundFlags(refund),
            ...(params.flag('needTimeOutInfo') && timeOut(refund)),
            refundOperationList: params.flag('needOrderRefundOperation')
              ? operations(world, order, refund)
              : [],
          },
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.refund.OpQueryOrderRefundOperationList',
    params: [
      { name: 'refundId', type: 'String', required: true },
      { name: 'pageNo', type: 'String', required: true },
      { name: 'pageSize', type: 'String', required: true },
    ],
    fail: bare,
    codes: serviceCodes,
    handle: (call) => {
      const { order, refund } = named(call)
      const steps = operations(call.world, order, refund)
      const { from, to } = window(call.params, 'pageNo')
      return { result: { opOrderRefundOperationModels: steps.slice(from, to) } }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.refund.OpQueryBatchRefundByOrderIdAndStatus',
    params: [
      { name: 'orderId', type: 'String', required: true },
      { name: 'queryType', type: 'String', required: true },
    ],
    fail: bare,
    codes: [
      { code: '500', kind: 'missing', when: 'the buyer has no order with this id' },
      { code: '500', kind: 'rule', when: 'queryType is neither 1 nor 3' },
    ],
    handle: ({ world, member, params }) => {
      const failed = 'SERVICE:INVOKE_FAIL:OrderRefundService.queryBatchRefundByOrderIdAndStatus'
      const order = orderOf(world, member.memberId, params.digits('orderId'))
      if (!order)
        throw serviceError('003002', failed, 'errorCode:ORDER_NOT_EXIST,errorMsg:null,cause:null')
      const type = params.text('queryType')
      if (type !== '1' && type !== '3') {
        throw serviceError('003002', failed, 'errorCode:INVALID_PARAM,errorMsg:null,cause:null')
      }
      const found = refundsOf(world, order).filter(
        ({ disputeType, status }) =>
          disputeType === 1 && (type === '1' ? !isOver(status) : status === 'refundsuccess'),
      )
      return {
        result: {
          opOrderRefundModels: found.map((refund) => ({
            ...refundInfo(world, order, refund),
            ...withIs(refundFlags(refund)),
            refundOperationList: [],
            success: true,
          })),
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.refund.buyer.queryOrderRefundList',
    params: [
      { name: 'orderId', type: 'Long' },
      { name: 'applyStartTime', type: 'Date' },
      { name: 'applyEndTime', type: 'Date' },
      { name: 'modifyStartTime', type: 'Date' },
      { name: 'modifyEndTime', type: 'Date' },
      { name: 'refundStatusSet', type: 'String[]' },
      { name: 'sellerMemberId', type: 'String' },
      { name: 'currentPageNum', type: 'Integer' },
      { name: 'pageSize', type: 'Integer' },
      { name: 'logisticsNo', type: 'String' },
      // Misspelt on the platform.
      { name: 'dipsuteType', type: 'Integer' },
    ],
    fail: flatMsg,
    codes: [
      { code: 'APPLY_TIME_ERROR', kind: 'rule', when: 'applyStartTime is more than 730 days ago' },
      { code: 'PARAM_ERROR', kind: 'rule', when: 'logisticsNo without sellerMemberId' },
    ],
    handle: ({ world, member, params, now }) => {
      if (now - (params.number('applyStartTime') ?? now) > OLDEST_MS) {
        throw new BusinessError('APPLY_TIME_ERROR', '只能查询近730天的退款单,请检查退款申请时间!')
      }
      if (params.text('logisticsNo') && !params.text('sellerMemberId')) {
        throw new BusinessError('PARAM_ERROR', '根据物流单号查询时sellerMemberId不能为空')
      }
      const found = filtered(world, member.memberId, params)
      const { from, to } = window(params, 'currentPageNum')
      return {
        success: true,
        result: {
          opOrderRefundModels: found.slice(from, to).map(({ refund, order }) => ({
            ...refundInfo(world, order, refund),
            ...refundFlags(refund),
            ...timeOut(refund),
            refundOperationList: [],
          })),
          totalCount: found.length,
          currentPageNum: params.number('currentPageNum') ?? 0,
        },
      }
    },
  }),
]

function named({ world, member, params }: Call): {
  readonly order: Order
  readonly refund: Refund
} {
  const id = params.text('refundId') ?? ''
  const refund = world.refunds.get(id)
  const order = world.orders.get(refund?.orderId ?? '')
  if (!refund || !order) {
    const cause = `errorCode:REFUND_DATA_ERROR,errorMsg:refundId : ${id},cause:null`
    throw serviceError('003002', 'SERVICE:INVOKE_FAIL:退款数据错误,请检查退款单号', cause)
  }
  if (refund.memberId !== member.memberId) {
    throw serviceError('003', 'SERVICE:查询数据失败,请检查入参后重试', '')
  }
  return { order, refund }
}

/** Pages count from 0 in the samples and from 1 in clients: both mean the first [sbx]. */
function window(params: Fields, page: string): { readonly from: number; readonly to: number } {
  const size = Math.min(100, Math.max(1, params.number('pageSize') ?? 20))
  const from = Math.max(0, (params.number(page) ?? 0) - 1) * size
  return { from, to: from + size }
}

const withIs = (flags: Readonly<Record<string, boolean>>): JsonObject =>
  Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      `is${name[0]?.toUpperCase()}${name.slice(1)}`,
      flag,
    ]),
  )

/** Newest first. */
function filtered(
  world: World,
  memberId: string,
  params: Fields,
): readonly { readonly refund: Refund; readonly order: Order }[] {
  const statuses = params.list('refundStatusSet')?.map(String)
  const type = params.number('dipsuteType') ?? 0
  const orderId = params.digits('orderId')
  const seller = params.text('sellerMemberId')
  const billNo = params.text('logisticsNo')
  const within = (at: number, what: string): boolean =>
    at >= (params.number(`${what}StartTime`) ?? 0) &&
    at <= (params.number(`${what}EndTime`) ?? Infinity)
  const mine = [...world.refunds.values()].filter((refund) => refund.memberId === memberId)
  return mine
    .filter((refund) => orderId === undefined || refund.orderId === orderId)
    .filter(({ status }) => !statuses || statuses.length === 0 || statuses.includes(status))
    .filter(({ disputeType }) => type === 0 || disputeType === type)
    .filter(
      ({ appliedAt, modifiedAt }) => within(appliedAt, 'apply') && within(modifiedAt, 'modify'),
    )
    .filter(({ returned }) => billNo === undefined || returned?.billNo === billNo)
    .flatMap((refund) => {
      const order = world.orders.get(refund.orderId)
      return order ? [{ refund, order }] : []
    })
    .filter(({ order }) => seller === undefined || order.supplier.memberId === seller)
    .toReversed()
}
