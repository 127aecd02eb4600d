import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import { nested } from '../door/envelopes.ts'
import { digitsOf } from '../fields.ts'
import { changeOrder, orderOf } from '../trade/change-order.ts'
import { payOrder } from '../trade/pay-order.ts'

const namespace = 'com.alibaba.trade'
const MOST_IN_ONE_LINK = 100
const MOST_TRIES = 3

/** Paying for orders (reference §4.10). */
export const payments = [
  api({
    namespace,
    name: 'alibaba.alipay.url.get',
    params: [{ name: 'orderIdList', type: 'Long[]', required: true }],
    fail: (errorCode, erroMsg) => ({ success: false, errorCode, erroMsg }),
    handle: ({ world, member, params, origin }) => {
      const ids = params.list('orderIdList')?.map((id) => digitsOf(id) ?? '') ?? []
      if (ids.length > MOST_IN_ONE_LINK) throw new BusinessError('400', '订单数量不能超过100')
      const payable = ids.filter(
        (id) => orderOf(world, member.memberId, id)?.status === 'waitbuyerpay',
      )
      const failed = ids.filter((id) => !payable.includes(id))
      if (payable.length === 0) throw new BusinessError('ORDER_STATUS_ERROR', '没有可支付的订单')
      return {
        success: true,
        payUrl: `${origin}/sandbox/?orderId=${payable.join(';')}`,
        payFailureOrderList: failed.map((id) => BigInt(id)),
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.pay.protocolPay.isopen',
    params: [],
    fail: nested,
    handle: ({ member }) => ({
      result: {
        success: true,
        result: {
          paymentAgreements: [
            { payChannel: 'SHEGOU', signedStatus: 'false', bindingStatus: 'false' },
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
    }),
  }),
  api({
    namespace,
    name: 'alibaba.trade.pay.protocolPay.preparePay',
    params: [{ name: 'tradeWithholdPreparePayParam', type: 'Object', required: true }],
    fail: nested,
    handle: ({ world, member, params }) => {
      const asked = params.fields('tradeWithholdPreparePayParam')
      const order = orderOf(world, member.memberId, asked?.digits('orderId'))
      if (!order) throw new BusinessError('500', '订单不存在或不属于当前用户')
      if (order.status !== 'waitbuyerpay') throw new BusinessError('500', '订单状态不允许支付')
      const amount = asked?.number('payAmount')
      if (amount !== undefined && amount !== order.totalFen) {
        throw new BusinessError('500', '支付金额与订单金额不一致')
      }
      if (order.payTries >= MOST_TRIES) throw new BusinessError('500', '免密支付重试次数超过限制')
      const channel = asked?.text('payChannel') ?? 'alipay'
      if (channel === 'shegou') throw new BusinessError('500', '未开通诚E赊免密支付')
      const paySuccess = payOrder(world, order, 'alipay')
      if (!paySuccess) changeOrder(world, order, { payTries: order.payTries + 1 })
      return {
        result: {
          success: true,
          code: '200',
          message: '',
          result: { payChannel: paySuccess ? 'ALIPAY' : null, paySuccess },
        },
      }
    },
  }),
]
