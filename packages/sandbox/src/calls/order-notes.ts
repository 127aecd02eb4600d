import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import { codeMessage, nested } from '../door/envelopes.ts'
import { changeOrder } from '../trade/change-order.ts'
import { ownOrder, ownOrderCodes } from '../trade/own-order.ts'

const LONGEST_FEEDBACK = 500
const CLOSED: readonly string[] = ['cancel', 'terminated', 'success']
const DAY_MS = 86_400_000

const memoCodes = { missing: '400_4', foreign: '400_4' }
const feedbackCodes = { missing: '500_2', foreign: '500_2' }
const usual = { missing: 'ORDER_NOT_EXIST', foreign: '400_3' }

/** Words a buyer attaches to an order, and taking it off the lists (reference §4.9; official copy of 2026-09). */
export const orderNotes = [
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.order.memoAdd',
    params: [
      { name: 'orderId', type: 'Long', required: true },
      { name: 'memo', type: 'String', required: true },
      { name: 'remarkIcon', type: 'String' },
    ],
    // The official sample of a failure says `success: true` beside its code.
    fail: (errorCode, errorMsg) => ({ errorCode, errorMsg, success: true }),
    codes: [
      ...ownOrderCodes(memoCodes),
      { code: '400_4', kind: 'rule', when: 'remarkIcon is none of 1 to 4' },
    ],
    handle: ({ world, member, params }) => {
      const order = ownOrder(world, member.memberId, params.digits('orderId'), memoCodes)
      const icon = params.text('remarkIcon') ?? order.memo?.icon ?? '1'
      if (!/^[1-4]$/.test(icon)) throw new BusinessError('400_4', '备忘图标不正确')
      changeOrder(world, order, { memo: { text: params.text('memo') ?? '', icon } })
      return { success: true }
    },
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'alibaba.trade.addFeedback',
    params: [{ name: 'tradeFeedbackParam', type: 'Object', required: true }],
    fail: codeMessage,
    codes: [
      ...ownOrderCodes(feedbackCodes),
      { code: '400_1', kind: 'rule', when: 'no words, or more than 500 characters in all' },
    ],
    handle: ({ world, member, params }) => {
      const asked = params.fields('tradeFeedbackParam')
      const order = ownOrder(world, member.memberId, asked?.digits('orderId'), feedbackCodes)
      const words = asked?.text('feedback')
      const message = [order.message, words].filter((each) => each).join(';')
      if (!words || message.length > LONGEST_FEEDBACK) {
        throw new BusinessError('400_1', 'parameter invalid')
      }
      changeOrder(world, order, { message })
      return { success: true, result: { success: true } }
    },
  }),
  api({
    namespace: 'com.alibaba.trade',
    name: 'trade.order.buyerdelete',
    params: [{ name: 'orderId', type: 'Long', required: true }],
    fail: nested,
    codes: [
      ...ownOrderCodes(usual),
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'the order is not over' },
    ],
    handle: ({ world, member, params, now }) => {
      const order = ownOrder(world, member.memberId, params.digits('orderId'), usual)
      if (!CLOSED.includes(order.status)) {
        throw new BusinessError('ORDER_STATUS_ERROR', '只能删除已关闭的订单')
      }
      changeOrder(world, order, { deletedAt: now })
      return done
    },
  }),
  api({
    namespace: 'com.alibaba.logistics',
    name: 'logistics.delivery.urge',
    params: [{ name: 'orderId', type: 'String', required: true }],
    fail: nested,
    codes: [
      ...ownOrderCodes(usual),
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'nothing is left to ship' },
      { code: 'URGE_TOO_OFTEN', kind: 'limit', when: 'urged within the last 24 hours' },
    ],
    handle: ({ world, member, params, now }) => {
      const order = ownOrder(world, member.memberId, params.digits('orderId'), usual)
      if (order.status !== 'waitsellersend') {
        throw new BusinessError('ORDER_STATUS_ERROR', '订单不是未发货状态')
      }
      if (order.urgedAt !== undefined && now - order.urgedAt < DAY_MS) {
        throw new BusinessError('URGE_TOO_OFTEN', '24小时内只能催发货一次')
      }
      changeOrder(world, order, { urgedAt: now })
      return done
    },
  }),
]

const done = { result: { success: true, code: '200', message: '', result: true } }
