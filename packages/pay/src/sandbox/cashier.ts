import { randomBytes } from 'node:crypto'
import { fen, isShopError, type Money, type PaymentProvider } from '@xiaopu/domain'
import { type CashierAccount, call } from './call.ts'
import {
  Bill,
  ClosedPayment,
  FoundPayment,
  FoundRefund,
  StartedPayment,
  StartedRefund,
} from './messages.ts'
import { readNotice } from './read-notice.ts'

export interface SandboxCashierOptions {
  /** Where the cashier is, e.g. `http://127.0.0.1:8689`. */
  readonly baseUrl: string
  readonly merchant: string
  readonly secret: string
  readonly fetch?: typeof fetch
  /** Epoch ms; the clock that stamps are made and judged by. */
  readonly now?: () => number
  /** 16 to 32 printable characters, new each time. */
  readonly nonce?: () => string
}

/** The sandbox's cashier as a `PaymentProvider`: its protocol v1, signed both ways. */
export function sandboxCashier(options: SandboxCashierOptions): PaymentProvider {
  const account: CashierAccount = {
    fetch: (url, init) => globalThis.fetch(url, init),
    now: Date.now,
    nonce: () => randomBytes(12).toString('hex'),
    ...options,
  }
  return {
    name: 'sandbox',
    merchant: options.merchant,

    async start({ amount, way: _way, payer: _payer, clientIp: _ip, shared: _shared, ...start }) {
      const body = { ...start, amount: inFen(amount), currency: amount.currency }
      const { cashierUrl } = await call(account, 'payments', body, StartedPayment, 'outTradeNo')
      return { kind: 'redirect', url: cashierUrl }
    },

    async query(outTradeNo) {
      const asked = call(account, 'payments/query', { outTradeNo }, FoundPayment, 'outTradeNo')
      const found = await orNothing(asked)
      if (!found) return undefined
      const { state, amount, transactionId, paidAt } = found
      return {
        outTradeNo,
        // Money that went back had come in: refunds have facts of their own.
        state: state === 'refund' ? 'success' : state,
        amount: fen(amount),
        ...(transactionId !== undefined && { transactionId }),
        ...(paidAt !== undefined && { paidAt }),
      }
    },

    async close(outTradeNo) {
      await call(account, 'payments/close', { outTradeNo }, ClosedPayment, 'outTradeNo')
    },

    // It tells of a refund where it told of the payment.
    async refund({ amount, total, notifyUrl: _notifyUrl, ...refund }) {
      const body = { ...refund, amount: inFen(amount), total: inFen(total) }
      const started = await call(account, 'refunds', body, StartedRefund, 'outRefundNo')
      const { outRefundNo, outTradeNo } = refund
      return { outRefundNo, outTradeNo, amount, state: started.state, refundId: started.refundId }
    },

    async queryRefund({ outRefundNo }) {
      const asked = call(account, 'refunds/query', { outRefundNo }, FoundRefund, 'outRefundNo')
      const found = await orNothing(asked)
      if (!found) return undefined
      const { outTradeNo, state, amount, refundId } = found
      return { outRefundNo, outTradeNo, state, amount: fen(amount), refundId }
    },

    async bill(date) {
      const { lines } = await call(account, 'bills', { date }, Bill, 'date')
      return lines?.map(({ amount, ...line }) => ({ ...line, amount: fen(amount) }))
    },

    async readNotice(headers, body) {
      return readNotice(account.secret, headers, body, account.now())
    },

    acknowledge: () => ({ type: 'application/json', body: '{"code":"SUCCESS"}' }),
  }
}

/** To a question, "no such number" is an answer. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isShopError(error) && error.code === 'PAYMENT_NOT_FOUND') return undefined
    throw error
  }
}

function inFen({ amount, currency }: Money): number {
  if (currency !== 'CNY') throw new TypeError(`the cashier takes CNY, not ${currency}`)
  return amount
}
