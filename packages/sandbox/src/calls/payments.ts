import { BusinessError } from '../business-error.ts'
import { api, type Call, type PossibleCode } from '../door/api.ts'
import { codeMessage, nested } from '../door/envelopes.ts'
import { chinaTime } from '../times.ts'
import { changeOrder, orderOf } from '../trade/change-order.ts'
import { ownOrder, ownOrderCodes } from '../trade/own-order.ts'
import { type PayChannel, payOrder } from '../trade/pay-order.ts'
import type { Order } from '../world/order.ts'

const namespace = 'com.alibaba.trade'
const MOST_TRIES = 3
const queryCodes = { missing: '500_2', foreign: '500_2' }

const notPayable: readonly PossibleCode[] = [
  { code: '500', kind: 'missing', when: 'the buyer has no order with this id' },
  { code: '500', kind: 'state', when: 'the order is not unpaid' },
]

/** Paying for orders without a person (reference §4.10; official copy of 2026-09). */
export const payments = [
  api({
    namespace,
    name: 'alibaba.trade.payWay.query',
    params: [{ name: 'orderId', type: 'String', required: true }],
    fail: (errorCode, errorMsg) => ({ success: 'false', errorCode, errorMsg }),
    codes: [
      ...ownOrderCodes(queryCodes),
      { code: '500_1', kind: 'state', when: 'the order is not unpaid' },
    ],
    handle: ({ world, member, params }) => {
      const order = ownOrder(world, member.memberId, params.digits('orderId'), queryCodes)
      if (order.status !== 'waitbuyerpay') throw new BusinessError('500_1', '订单不是待付款状态')
      return {
        success: 'true',
        resultList: {
          orderId: order.id,
          payFee: order.totalFen,
          timeout: chinaTime(order.payBy),
          channels: [
            { code: 1, name: '支付宝' },
            ...((member.creditFen ?? 0) >= order.totalFen ? [{ code: 3, name: '诚E赊' }] : []),
            ...(mayWait(order, member) ? [{ code: 7, name: '账期' }] : []),
            ...(order.isCross ? [{ code: 16, name: '跨境宝' }] : []),
          ],
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.pay.protocolPay.isopen',
    params: [],
    fail: nested,
    handle: ({ member }) => {
      const hasCredit = String(member.creditFen !== undefined)
      return {
        result: {
          success: true,
          result: {
            paymentAgreements: [
              { payChannel: 'SHEGOU', signedStatus: hasCredit, bindingStatus: hasCredit },
              {
                payChannel: 'ALIPAY',
                signedStatus: 'true',
                bindingStatus: 'true',
                signUrl: '',
                agreementNo: String(member.userId),
              },
            ],
          },
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.pay.protocolPay.preparePay',
    params: [{ name: 'tradeWithholdPreparePayParam', type: 'Object', required: true }],
    fail: nested,
    codes: [
      ...notPayable,
      { code: '500', kind: 'price', when: 'payAmount differs from the total' },
      { code: '500', kind: 'limit', when: 'three tries have failed' },
      { code: '500', kind: 'rule', when: 'payChannel is shegou and the account has no credit' },
    ],
    handle: (call) => {
      const asked = call.params.fields('tradeWithholdPreparePayParam')
      const order = payable(call, asked?.digits('orderId'))
      const amount = asked?.number('payAmount')
      if (amount !== undefined && amount !== order.totalFen) {
        throw new BusinessError('500', '支付金额与订单金额不一致')
      }
      if (order.payTries >= MOST_TRIES) throw new BusinessError('500', '免密支付重试次数超过限制')
      const channel = asked?.text('payChannel')
      const hasCredit = call.member.creditFen !== undefined
      if (channel === 'shegou' && !hasCredit) throw new BusinessError('500', '未开通诚E赊免密支付')
      const paid = withhold(call, order, hasCredit ? channel : 'alipay')
      return {
        result: {
          success: true,
          code: '200',
          message: '',
          result: { payChannel: paid?.toUpperCase() ?? null, paySuccess: paid !== undefined },
        },
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.pay.protocolPay',
    params: [{ name: 'orderId', type: 'Long', required: true }],
    fail: codeMessage,
    codes: [...notPayable, { code: '500', kind: 'money', when: 'the account holds too little' }],
    handle: (call) => {
      const order = payable(call, call.params.digits('orderId'))
      if (!withhold(call, order, 'alipay')) throw new BusinessError('500', '账户余额不足')
      return { success: true, code: '0', message: '' }
    },
  }),
]

/** Made for an account period, and the period has room for it. */
const mayWait = (order: Order, { periodFen = 0 }: Call['member']): boolean =>
  order.tradeType === 'period' && periodFen >= order.totalFen

function payable({ world, member }: Call, id: string | undefined): Order {
  const order = orderOf(world, member.memberId, id)
  if (!order) throw new BusinessError('500', '订单不存在或不属于当前用户')
  if (order.status !== 'waitbuyerpay') throw new BusinessError('500', '订单状态不允许支付')
  return order
}

/** Tries credit first, then the account, unless one of them was asked for; counts what failed. */
function withhold(
  { world }: Call,
  order: Order,
  channel: string | undefined,
): PayChannel | undefined {
  const tried: readonly PayChannel[] =
    channel === 'alipay' || channel === 'shegou' ? [channel] : ['shegou', 'alipay']
  const paid = tried.find((each) => payOrder(world, order, each))
  if (!paid) changeOrder(world, order, { payTries: order.payTries + 1 })
  return paid
}
