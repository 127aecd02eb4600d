import { BusinessError } from '../business-error.ts'
import { api, type Call, type Param } from '../door/api.ts'
import { digitsOf } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { orderOf } from '../trade/change-order.ts'
import type { Order } from '../world/order.ts'

const namespace = 'com.alibaba.trade'
const orderIdList: Param = { name: 'orderIdList', type: 'Long[]', required: true }

const alipayLimit = { most: 100, code: '400' }

const noneCode = (code: string) =>
  ({ code, kind: 'state', when: 'none of the orders can be paid this way' }) as const
const tooManyCode = (most: number, code = '400_1') =>
  ({ code, kind: 'limit', when: `more than ${most} orders` }) as const
const offlineCode = {
  code: 'PRODUCT_TRADE_STAT_ERROR',
  kind: 'stock',
  when: 'the goods of all these orders are no longer sold',
} as const

/** Links to a cashier page where a person pays one or several orders (reference §4.10; official copy of 2026-09). */
export const payLinks = [
  api({
    namespace,
    name: 'alibaba.alipay.url.get',
    params: [orderIdList],
    fail: (errorCode, erroMsg) => ({ success: false, errorCode, erroMsg }),
    codes: [tooManyCode(100, '400'), offlineCode, noneCode('ORDER_STATUS_ERROR')],
    handle: (call) => {
      const { payable, failed } = sortOut(call, 'orderIdList', alipayLimit, (order) =>
        isSold(call, order),
      )
      if (payable.length > 0) {
        return { success: true, payUrl: linkTo(call, payable), payFailureOrderList: failed }
      }
      const isOffline = idsOf(call, 'orderIdList').some((id) => unpaid(call, id))
      if (isOffline) {
        throw new BusinessError(
          'PRODUCT_TRADE_STAT_ERROR',
          'PRODUCT_TRADE_STAT_ERROR:商品已下架或库存不足',
        )
      }
      throw new BusinessError('ORDER_STATUS_ERROR', '没有可支付的订单')
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.grouppay.url.get',
    params: [
      { name: 'orderIds', type: 'Long[]', required: true },
      { name: 'payPlatformType', type: 'String' },
    ],
    fail: (errorCode, errorInfo) => ({ results: { success: false, errorCode, errorInfo } }),
    codes: [
      tooManyCode(100),
      { code: '400_1', kind: 'rule', when: 'payPlatformType is neither PC nor WIRELESS' },
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'one of the orders cannot be paid' },
    ],
    handle: (call) => {
      const platform = call.params.text('payPlatformType') ?? 'PC'
      if (platform !== 'PC' && platform !== 'WIRELESS') {
        throw new BusinessError('400_1', 'payPlatformType只支持PC和WIRELESS')
      }
      // One cashier for the group: all or none [sbx].
      const { payable, failed } = sortOut(call, 'orderIds', { most: 100, code: '400_1' })
      if (failed.length > 0) throw new BusinessError('ORDER_STATUS_ERROR', '存在不可支付的订单')
      return { results: { success: true, payUrl: linkTo(call, payable) } }
    },
  }),
  // What a credit account and a cross-border account pay differs only in who may.
  api({
    namespace,
    name: 'alibaba.creditPay.url.get',
    params: [orderIdList],
    fail: listFailure,
    codes: [tooManyCode(30), noneCode('400_4')],
    handle: (call) => {
      let left = call.member.creditFen ?? 0
      return channelLink(call, '诚E赊', (order) => {
        if (order.totalFen > left) return false
        left -= order.totalFen
        return true
      })
    },
  }),
  api({
    namespace,
    name: 'alibaba.crossBorderPay.url.get',
    params: [orderIdList],
    fail: listFailure,
    codes: [tooManyCode(30), noneCode('400_4')],
    // Orders of createCrossOrder [sbx].
    handle: (call) => channelLink(call, '跨境宝', (order) => order.isCross === true),
  }),
]

function listFailure(errorCode: string, errorMsg: string): JsonObject {
  return { success: 'false', errorCode, errorMsg }
}

function channelLink(call: Call, name: string, mayPay: (order: Order) => boolean): JsonObject {
  const { payable, failed } = sortOut(call, 'orderIdList', { most: 30, code: '400_1' }, mayPay)
  if (payable.length === 0) {
    throw new BusinessError('400_4', `没有可使用【${name}】支付渠道支付的订单`)
  }
  return { success: 'true', payUrl: linkTo(call, payable), cantPayOrderList: failed }
}

const idsOf = ({ params }: Call, name: string): readonly string[] => [
  ...new Set(params.list(name)?.map((id) => digitsOf(id) ?? '')),
]

function unpaid({ world, member }: Call, id: string): Order | undefined {
  const order = orderOf(world, member.memberId, id)
  return order?.status === 'waitbuyerpay' ? order : undefined
}

const isSold = ({ world }: Call, order: Order): boolean =>
  order.items.every(({ offerId }) => world.offers.get(offerId)?.status === 'published')

function sortOut(
  call: Call,
  name: string,
  { most, code }: { readonly most: number; readonly code: string },
  mayPay: (order: Order) => boolean = () => true,
): { readonly payable: readonly string[]; readonly failed: readonly bigint[] } {
  const ids = idsOf(call, name)
  if (ids.length > most) throw new BusinessError(code, `订单数量不能超过${most}`)
  const payable = ids.filter((id) => {
    const order = unpaid(call, id)
    return order !== undefined && mayPay(order)
  })
  const failed = ids.filter((id) => !payable.includes(id)).map((id) => BigInt(id))
  return { payable, failed }
}

const linkTo = ({ origin }: Call, ids: readonly string[]): string =>
  `${origin}/sandbox/?orderId=${ids.join(';')}`
