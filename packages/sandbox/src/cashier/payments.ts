import type { Ledger } from './ledger.ts'
import { announce, type Planner } from './notices.ts'
import { newNumber, newToken } from './numbers.ts'
import type { Body } from './parse-body.ts'
import { Refusal } from './refusal.ts'
import type { CashierPayment, PaymentState, Stamps } from './state.ts'

/** State at a time: nobody closes a payment that has expired, it just cannot be paid any more. */
export function stateAt(payment: CashierPayment, now: number): PaymentState {
  return payment.state === 'notpay' && now >= payment.expiresAt ? 'closed' : payment.state
}

/** Opens a payment, or finds the one of the same number and amount. */
export function openPayment(
  ledger: Ledger,
  body: Body,
  asked: { merchant: string; now: number; stamps: Stamps },
): CashierPayment {
  const { merchant, now, stamps } = asked
  body.is('currency', 'CNY')
  const wanted = {
    outTradeNo: body.number('outTradeNo'),
    amount: body.fen('amount'),
    subject: body.text('subject', 128),
    expiresAt: body.time('expiresAt'),
    notifyUrl: body.url('notifyUrl'),
    returnUrl: body.url('returnUrl'),
  }
  const known = ledger.payment(merchant, wanted.outTradeNo)
  if (known) {
    if (known.amount === wanted.amount) return known
    const amounts = `${known.amount} fen, not ${wanted.amount}`
    throw new Refusal('AMOUNT_MISMATCH', `${wanted.outTradeNo} is a payment of ${amounts}`)
  }
  const payment: CashierPayment = {
    ...wanted,
    merchant,
    stamps,
    token: newToken(),
    currency: 'CNY',
    createdAt: now,
    state: 'notpay',
    refunded: 0,
  }
  ledger.putPayment(payment)
  return payment
}

/** The payment of a number, or ORDER_NOT_EXIST. */
export function findPayment(ledger: Ledger, merchant: string, outTradeNo: string): CashierPayment {
  const payment = ledger.payment(merchant, outTradeNo)
  if (!payment) throw new Refusal('ORDER_NOT_EXIST', `no payment has the number ${outTradeNo}`)
  return payment
}

/** Closes an unpaid payment; a closed one stays closed. */
export function closePayment(ledger: Ledger, payment: CashierPayment): void {
  if (payment.state === 'success' || payment.state === 'refund') {
    throw new Refusal('ORDER_PAID', `${payment.outTradeNo} is paid: refund it instead`)
  }
  if (payment.state === 'notpay') ledger.putPayment({ ...payment, state: 'closed' })
}

/**
 * What the buyer's tap on 支付 does: the payment succeeds and its merchant will be told.
 * Answers whether the payment is paid afterwards; a second tap changes nothing.
 */
export function pay(ledger: Ledger, planner: Planner, payment: CashierPayment): boolean {
  const now = planner.now()
  const state = stateAt(payment, now)
  if (state !== 'notpay') return state === 'success' || state === 'refund'
  const paid: CashierPayment = {
    ...payment,
    state: 'success',
    paidAt: now,
    transactionId: newNumber('4200', now, `${payment.merchant}/${payment.outTradeNo}`),
  }
  ledger.putPayment(paid)
  announce(ledger, planner, paid, {
    type: 'payment.succeeded',
    amount: paid.amount,
    state: 'success',
  })
  return true
}
