import type { PaymentProvider } from '@xiaopu/domain'
import type { Chance } from '../fuzz/chance.ts'

/** One that writes no bills, of which there would be one a day. */
export function withoutBills({ bill: _, ...cashier }: PaymentProvider): PaymentProvider {
  return cashier
}

export interface CarelessOptions {
  readonly chance: Chance
  /** How often it slips, from 0 to 1; asked each time. */
  readonly rate: () => number
  readonly mark: (label: string) => void
}

/**
 * A cashier that now and then says one thing and does another, so that money comes too late or twice:
 * it says closed of what can still be paid, forgets to close, calls a refund failed that goes through.
 */
export function carelessCashier(
  cashier: PaymentProvider,
  { chance, rate, mark }: CarelessOptions,
): PaymentProvider {
  const slips = (what: string) => {
    const isSlip = chance.next() < rate()
    if (isSlip) mark(`cashier ${what}`)
    return isSlip
  }
  return {
    ...cashier,
    async query(outTradeNo) {
      const fact = await cashier.query(outTradeNo)
      if (fact?.state !== 'notpay' || !slips('says closed')) return fact
      return { ...fact, state: 'closed' }
    },
    async close(outTradeNo) {
      if (!slips('forgets to close')) await cashier.close(outTradeNo)
    },
    async refund(asked) {
      const fact = await cashier.refund(asked)
      if (fact.state !== 'processing' || !slips('says failed')) return fact
      return { ...fact, state: 'failed' }
    },
  }
}
