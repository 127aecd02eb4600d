import { billOf } from './bill.ts'
import type { Ledger } from './ledger.ts'
import type { Caller } from './merchant-door.ts'
import type { Planner } from './notices.ts'
import { type Body, parseBody } from './parse-body.ts'
import { closePayment, findPayment, openPayment, stateAt } from './payments.ts'
import { findRefund, openRefund } from './refunds.ts'
import { Refusal } from './refusal.ts'
import type { CashierPayment } from './state.ts'

/** What an operation works on. */
export interface Asked {
  readonly ledger: Ledger
  readonly planner: Planner
  readonly caller: Caller
  readonly pageUrl: (payment: CashierPayment) => string
}

/** The operations of the protocol by the rest of their path below `/cashier/v1/`. */
const operations: Readonly<Record<string, (asked: Asked, body: Body) => unknown>> = {
  payments: ({ ledger, planner, caller, pageUrl }, body) => {
    const now = planner.now()
    const merchant = caller.merchant.id
    const payment = openPayment(ledger, body, { merchant, now, stamps: caller.stamps })
    const { outTradeNo } = payment
    return { outTradeNo, state: stateAt(payment, now), cashierUrl: pageUrl(payment) }
  },

  'payments/query': ({ ledger, planner, caller }, body) => {
    const payment = findPayment(ledger, caller.merchant.id, body.number('outTradeNo'))
    const { outTradeNo, amount, currency, transactionId, paidAt } = payment
    const state = stateAt(payment, planner.now())
    return {
      ...{ outTradeNo, state, amount, currency },
      ...(transactionId === undefined ? {} : { transactionId }),
      ...(paidAt === undefined ? {} : { paidAt: new Date(paidAt).toISOString() }),
    }
  },

  'payments/close': ({ ledger, caller }, body) => {
    const payment = findPayment(ledger, caller.merchant.id, body.number('outTradeNo'))
    closePayment(ledger, payment)
    return { outTradeNo: payment.outTradeNo, state: 'closed' }
  },

  refunds: ({ ledger, planner, caller }, body) => {
    const { outRefundNo, state, refundId } = openRefund(ledger, planner, body, caller)
    return { outRefundNo, state, refundId }
  },

  'refunds/query': ({ ledger, caller }, body) => {
    const refund = findRefund(ledger, caller.merchant.id, body.number('outRefundNo'))
    const { outRefundNo, outTradeNo, state, amount, refundId, refundedAt } = refund
    return {
      ...{ outRefundNo, outTradeNo, state, amount, refundId },
      ...(refundedAt === undefined ? {} : { refundedAt: new Date(refundedAt).toISOString() }),
    }
  },

  bills: ({ ledger, planner, caller }, body) =>
    billOf(ledger.state, caller.merchant.id, body.text('date', 10), planner.now()),
}

/**
 * Carries out one operation and keeps what it changed. The faults `busy` and `lost-answer` make it
 * fail before or after the deed.
 */
export async function operate(name: string, asked: Asked, raw: string): Promise<unknown> {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (!operation) throw new Refusal('PARAM_ERROR', `there is no operation ${name}`)
  const fault = asked.ledger.takeFault('busy', 'lost-answer')
  const busy = new Refusal('SYSTEM_BUSY', 'try again later')
  try {
    if (fault?.kind === 'busy') throw busy
    const answer = operation(asked, parseBody(raw))
    if (fault) throw busy
    return answer
  } finally {
    await asked.ledger.commit()
  }
}
