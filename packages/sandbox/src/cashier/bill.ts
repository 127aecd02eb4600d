import { Refusal } from './refusal.ts'
import type { CashierPayment, CashierState } from './state.ts'

const day = 86_400_000

/**
 * What came in and went back on a day in China, each on the day it was paid or taken on; without
 * lines while that day is not over.
 */
export function billOf(state: CashierState, merchant: string, date: string, now: number) {
  const begins = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : Number.NaN
  if (Number.isNaN(begins))
    throw new Refusal('PARAM_ERROR', 'date must be a day such as 2026-11-24')
  if (now < begins + day) return { date }
  const isOf = (at: number | undefined): at is number =>
    at !== undefined && at >= begins && at < begins + day
  const own = Object.values(state.payments).filter((payment) => payment.merchant === merchant)
  const paid = new Map(own.map((payment) => [payment.outTradeNo, payment]))
  const refunds = Object.values(state.refunds).filter((refund) => refund.merchant === merchant)
  return {
    date,
    lines: [
      ...own.flatMap((payment) =>
        isOf(payment.paidAt)
          ? [{ kind: 'payment', ...about(payment, payment.paidAt), amount: payment.amount }]
          : [],
      ),
      ...refunds.flatMap(({ outRefundNo, refundId, outTradeNo, amount, createdAt }) => {
        const payment = paid.get(outTradeNo)
        if (!payment || !isOf(createdAt)) return []
        return [{ kind: 'refund', ...about(payment, createdAt), outRefundNo, refundId, amount }]
      }),
    ],
  }
}

const about = ({ outTradeNo, transactionId = '' }: CashierPayment, at: number) => ({
  ...{ outTradeNo, transactionId, at: new Date(at).toISOString() },
})
