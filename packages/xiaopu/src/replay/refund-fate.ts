import {
  failures,
  type MoneyBack,
  minute,
  type OrderTimeline,
  type PaymentProvider,
  type RefundFact,
  ShopError,
  type TimelineItem,
} from '@xiaopu/domain'

/** What the provider does with one refund. Times are ms since 1970; 0 is at once, Infinity never. */
export interface RefundFate {
  /** Refused before. */
  readonly acceptsFrom: number
  /** On its way before. */
  readonly paidFrom: number
  /** It is told to have failed before, and is then made by hand. */
  readonly fails: boolean
}

/** What was seen of the provider about one recorded refund. */
export function fateOf(
  { items }: OrderTimeline,
  { id, state, createdAt }: MoneyBack['refunds'][number],
): RefundFate {
  const created = Date.parse(createdAt)
  const changed = (event: string): number => {
    const found = items.find(
      ({ kind, what, about }) => kind === 'change' && what === `refund ${event}` && about === id,
    )
    return found ? Date.parse(found.at) : Number.POSITIVE_INFINITY
  }
  const [accepted, succeeded, failed] = [changed('accept'), changed('succeed'), changed('fail')]
  const recorded = changed('record')
  const heard = Math.min(accepted, succeeded)
  // Calls are forgotten after 90 days; one that nobody ever took was refused or not heard of.
  const isRefused =
    items.some(
      (item) => isRefusal(item) && isWithin(item, created, Math.min(heard, failed, recorded)),
    ) ||
    (state === 'submitting' && heard === Number.POSITIVE_INFINITY)
  // Its seller made it before anybody was asked to: the stage has a cashier for that.
  if (!isRefused && recorded < Math.min(heard, failed))
    return { acceptsFrom: 0, paidFrom: 0, fails: false }
  return {
    acceptsFrom: isRefused ? heard : 0,
    paidFrom: succeeded - created > minute ? succeeded : 0,
    fails: !isRefused && failed < succeeded,
  }
}

const isWithin = ({ at }: TimelineItem, from: number, to: number): boolean =>
  Date.parse(at) >= from && Date.parse(at) < to

/** A call that was refused for good, as the gateway judges it. */
function isRefusal({ kind, what, outcome }: TimelineItem): boolean {
  if (kind !== 'call' || !what.endsWith(' refund')) return false
  const known = Object.entries(failures).find(([code]) => code === outcome)
  return known !== undefined && (outcome === 'INTERNAL' || !known[1].retry)
}

/** A cashier that does with refunds what was recorded, first asked first. */
export interface FatedCashier {
  readonly payments: PaymentProvider
  /** Pays back what was on its way, or had failed, until now. */
  payBack(): Promise<void>
}

type Asked = Parameters<PaymentProvider['refund']>[0]

/** @param now - ms since 1970, by the clock of the play */
export function fateCashier(
  cashier: PaymentProvider,
  fates: readonly RefundFate[],
  now: () => number,
): FatedCashier {
  const known = new Map<string, { readonly refund: Asked; readonly fate: RefundFate | undefined }>()
  /** Told to be on their way, or to have failed, and not asked of the cashier yet. */
  const waiting = new Map<string, Asked>()

  /** What is said in the cashier's place; undefined where it speaks for itself. */
  function said({ outTradeNo, outRefundNo, amount }: Asked): RefundFact | undefined {
    const fate = known.get(outRefundNo)?.fate
    if (!fate) return undefined
    if (now() < fate.acceptsFrom)
      throw new ShopError('INTERNAL', { provider: cashier.name, reason: 'REFUND_REFUSED' })
    if (now() >= fate.paidFrom) return undefined
    return { outTradeNo, outRefundNo, amount, state: fate.fails ? 'failed' : 'processing' }
  }

  async function payBack(): Promise<void> {
    for (const [number, refund] of [...waiting]) {
      if (said(refund)) continue
      waiting.delete(number)
      await cashier.refund(refund)
    }
  }

  const payments: PaymentProvider = {
    ...cashier,
    async refund(refund) {
      const number = refund.outRefundNo
      if (!known.has(number)) known.set(number, { refund, fate: fates[known.size] })
      const fact = said(refund)
      if (fact) waiting.set(number, refund)
      return fact ?? cashier.refund(refund)
    },
    async queryRefund(numbers) {
      const refund = known.get(numbers.outRefundNo)?.refund
      const fact = refund && said(refund)
      if (fact) return fact
      await payBack()
      return cashier.queryRefund(numbers)
    },
  }
  return { payments, payBack }
}
