import * as v from 'valibot'
import { fenOf } from '../yuan.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
/** Yuan on the wire, fen here. */
const yuan = v.pipe(
  v.string(),
  v.check((value) => fenOf(value) !== undefined, 'yuan with at most two decimals'),
  v.transform((value) => fenOf(value) ?? 0),
)

export const CreatedTrade = v.object({ out_trade_no: text, trade_no: text })

export const FoundTrade = v.object({
  out_trade_no: text,
  trade_no: text,
  trade_status: v.picklist(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  total_amount: yuan,
  /** When the money went to the seller; a trade closed unpaid has none. */
  send_pay_date: v.optional(text),
})

export const ClosedTrade = v.object({ out_trade_no: text, trade_no: v.optional(text) })

export const MadeRefund = v.object({
  out_trade_no: text,
  trade_no: text,
  /** `Y` when this very call moved money. */
  fund_change: v.optional(text),
  /** The sum of all refunds of the trade so far. */
  refund_fee: v.optional(yuan),
})

export const FoundRefund = v.object({
  out_trade_no: text,
  trade_no: v.optional(text),
  /** Absent for a number that no refund has. */
  out_request_no: v.optional(text),
  refund_amount: v.optional(yuan),
  /** Present only when the refund went through. */
  refund_status: v.optional(text),
})
