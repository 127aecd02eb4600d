import type { Ledger } from './ledger.ts'
import type { Caller } from './merchant-door.ts'
import { announce, type Planner } from './notices.ts'
import { newNumber } from './numbers.ts'
import type { Body } from './parse-body.ts'
import { findPayment, stateAt } from './payments.ts'
import { Refusal } from './refusal.ts'
import type { CashierRefund } from './state.ts'

/** A refund is on its way this long on the sandbox's clock. */
const refundTakes = 1_000

/** Takes money back, or finds the refund of the same number and amount. */
export function openRefund(
  ledger: Ledger,
  planner: Planner,
  body: Body,
  caller: Caller,
): CashierRefund {
  const merchant = caller.merchant.id
  const wanted = {
    outTradeNo: body.number('outTradeNo'),
    outRefundNo: body.number('outRefundNo'),
    amount: body.fen('amount'),
    reason: body.text('reason', 256),
  }
  const total = body.fen('total')
  const known = ledger.refund(merchant, wanted.outRefundNo)
  if (known) return repeated(known, wanted)
  const now = planner.now()
  const payment = findPayment(ledger, merchant, wanted.outTradeNo)
  const state = stateAt(payment, now)
  if (state === 'closed') throw new Refusal('ORDER_CLOSED', `${wanted.outTradeNo} was never paid`)
  if (state === 'notpay') throw new Refusal('PARAM_ERROR', `${wanted.outTradeNo} is not paid yet`)
  if (total !== payment.amount) {
    throw new Refusal('AMOUNT_MISMATCH', `total is ${total}, the payment was ${payment.amount} fen`)
  }
  const left = payment.amount - payment.refunded
  if (wanted.amount > left) {
    throw new Refusal('REFUND_EXCEEDS', `${wanted.amount} fen asked for, ${left} fen left`)
  }
  const refund: CashierRefund = {
    ...wanted,
    merchant,
    refundId: newNumber('5030', now, `${merchant}/${wanted.outRefundNo}`),
    state: 'processing',
    createdAt: now,
  }
  // What comes of it is told by the clock that the merchant goes by now.
  const { stamps } = caller
  ledger.putPayment({ ...payment, stamps, refunded: payment.refunded + wanted.amount })
  ledger.putRefund(refund)
  planner.refundDue(now + refundTakes, { merchant, outRefundNo: refund.outRefundNo })
  return refund
}

function repeated(
  known: CashierRefund,
  wanted: Pick<CashierRefund, 'amount' | 'outTradeNo'>,
): CashierRefund {
  if (known.amount !== wanted.amount || known.outTradeNo !== wanted.outTradeNo) {
    const refund = `${known.amount} fen of ${known.outTradeNo}`
    throw new Refusal('AMOUNT_MISMATCH', `${known.outRefundNo} is a refund of ${refund}`)
  }
  return known
}

/** The refund of a number, or ORDER_NOT_EXIST. */
export function findRefund(ledger: Ledger, merchant: string, outRefundNo: string): CashierRefund {
  const refund = ledger.refund(merchant, outRefundNo)
  if (!refund) throw new Refusal('ORDER_NOT_EXIST', `no refund has the number ${outRefundNo}`)
  return refund
}

/** The money is back: the payment reads as refunded and the merchant will be told. Safe to repeat. */
export function settleRefund(
  ledger: Ledger,
  planner: Planner,
  { merchant, outRefundNo }: { merchant: string; outRefundNo: string },
): void {
  const refund = ledger.refund(merchant, outRefundNo)
  const payment = refund && ledger.payment(merchant, refund.outTradeNo)
  if (!payment || refund.state === 'success') return
  ledger.putRefund({ ...refund, state: 'success', refundedAt: planner.now() })
  ledger.putPayment({ ...payment, state: 'refund' })
  announce(ledger, planner, payment, {
    type: 'refund.succeeded',
    outRefundNo,
    amount: refund.amount,
    state: 'success',
  })
}
