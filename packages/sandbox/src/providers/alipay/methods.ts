import type { World } from '../../world/world.ts'
import { type Account, type Books, keyOf, putTrade, type Trade } from '../books.ts'
import { findTrade, openRefund, openTrade, stateAt, type WantedTrade } from '../deeds.ts'
import { announce } from '../notices.ts'
import type { Params } from './sign.ts'
import { fenFrom, stamp, timeFrom, yuan } from './wire.ts'

/** What a method works on. */
export interface Asked {
  readonly world: World
  readonly books: Books
  readonly account: Account
  readonly params: Params
  /** `biz_content` */
  readonly content: Params
  /** How many ms the merchant's clock is ahead of the sandbox's. */
  readonly ahead: number
}

/** A business refusal. */
export class Refused extends Error {
  readonly subCode: string

  constructor(subCode: string, message: string) {
    super(message)
    this.subCode = subCode
  }
}

/** Methods that answer; those that show a page begin a trade and nothing else. */
export const methods: Readonly<Record<string, (asked: Asked) => Params>> = {
  'alipay.trade.create': (asked) => {
    if (!asked.content.buyer_open_id && !asked.content.buyer_id)
      throw new Refused('ACQ.INVALID_PARAMETER', '参数无效：买家不能为空')
    const { outTradeNo, tradeNo } = beginTrade(asked)
    return { out_trade_no: outTradeNo, trade_no: tradeNo }
  },

  'alipay.trade.query': (asked) => {
    const trade = known(asked)
    return {
      out_trade_no: trade.outTradeNo,
      trade_no: trade.tradeNo,
      trade_status: statusOf(trade, asked.world.now()),
      total_amount: yuan(trade.amount),
      buyer_logon_id: '159****5620',
      ...(trade.paidAt !== undefined && { send_pay_date: stamp(trade.paidAt + trade.ahead) }),
    }
  },

  'alipay.trade.close': (asked) => {
    const { world, books } = asked
    const trade = known(asked)
    if (stateAt(trade, world.now()) !== 'open')
      throw new Refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
    putTrade(books, { ...trade, state: 'closed' })
    return { out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo }
  },

  'alipay.trade.refund': (asked) => {
    const { books, account } = asked
    const made = makeRefund(asked)
    const trade = findTrade(books, account, made.outTradeNo)
    return {
      out_trade_no: made.outTradeNo,
      trade_no: trade?.tradeNo ?? '',
      fund_change: made.isNew ? 'Y' : 'N',
      refund_fee: yuan(trade?.refunded ?? 0),
    }
  },

  'alipay.trade.fastpay.refund.query': ({ books, account, content, ...asked }) => {
    const trade = known({ ...asked, books, account, content })
    const refund = books.refunds.get(keyOf(account, content.out_request_no ?? ''))
    return {
      out_trade_no: trade.outTradeNo,
      trade_no: trade.tradeNo,
      ...(refund?.outTradeNo === trade.outTradeNo && {
        out_request_no: refund.outRefundNo,
        refund_reason: refund.reason,
        total_amount: yuan(trade.amount),
        refund_amount: yuan(refund.amount),
        refund_status: 'REFUND_SUCCESS',
      }),
    }
  },
}

function makeRefund(asked: Asked): { readonly outTradeNo: string; readonly isNew: boolean } {
  const { world, books, account, content } = asked
  const amount = fenFrom(content.refund_amount)
  if (amount === undefined) throw new Refused('ACQ.INVALID_PARAMETER', '参数无效：退款金额')
  const trade = known(asked)
  // Without a number of its own a refund is the whole trade's.
  const outRefundNo = content.out_request_no || trade.outTradeNo
  if (!content.out_request_no && amount !== trade.amount)
    throw new Refused('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '撤销或退款金额与订单金额不一致')
  const opened = openRefund(world, books, account, {
    ...{ outTradeNo: trade.outTradeNo, outRefundNo, amount, extra: '', state: 'done' },
    reason: content.refund_reason ?? '',
  })
  if (opened === 'another refund')
    throw new Refused('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求')
  if (opened === 'too much') throw new Refused('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效')
  if (typeof opened === 'string') throw new Refused('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (opened.isNew) announce(world, books, trade, trade.notifyUrl, outRefundNo)
  return { outTradeNo: trade.outTradeNo, isNew: opened.isNew }
}

/** Begins the trade that a request describes, or finds it. */
export function beginTrade(asked: Asked): Trade {
  const trade = openTrade(asked.world, asked.books, asked.account, wantedTrade(asked))
  if (!trade) throw new Refused('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  const state = stateAt(trade, asked.world.now())
  if (state === 'paid') throw new Refused('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  if (state === 'closed') throw new Refused('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  return trade
}

const longest = 15 * 24 * 3_600_000

function wantedTrade({ world, params, content, ahead }: Asked): WantedTrade {
  const amount = fenFrom(content.total_amount)
  const expiresAt = timeFrom(content.time_expire)
  const { out_trade_no: outTradeNo = '', subject = '' } = content
  const isOdd = !/^\w{1,64}$/.test(outTradeNo) || subject === '' || /[/=&]/.test(subject)
  if (amount === undefined || isOdd || (content.time_expire && expiresAt === undefined))
    throw new Refused('ACQ.INVALID_PARAMETER', '参数无效')
  return {
    ...{ outTradeNo, amount, subject, ahead, product: params.method ?? '' },
    expiresAt: expiresAt === undefined ? world.now() + longest : expiresAt - ahead,
    notifyUrl: params.notify_url ?? '',
    ...(params.return_url && { returnUrl: params.return_url }),
    ...(content.buyer_open_id && { buyer: content.buyer_open_id }),
  }
}

function known({ books, account, content }: Asked): Trade {
  const trade = findTrade(books, account, content.out_trade_no ?? '')
  if (!trade) throw new Refused('ACQ.TRADE_NOT_EXIST', '交易不存在')
  return trade
}

function statusOf(trade: Trade, now: number): string {
  const state = stateAt(trade, now)
  if (state === 'open') return 'WAIT_BUYER_PAY'
  return state === 'paid' && trade.refunded < trade.amount ? 'TRADE_SUCCESS' : 'TRADE_CLOSED'
}
