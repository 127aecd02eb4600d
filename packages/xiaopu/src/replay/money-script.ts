import { hour, type MoneyBack, type OrderTimeline, second, type TimelineItem } from '@xiaopu/domain'
import { fateOf } from './refund-fate.ts'
import type { MoneyDeed, MoneyStep } from './step.ts'

const deedOfChange: Readonly<Record<string, MoneyDeed>> = {
  'after_sale withdraw': 'withdraw-claim',
  'after_sale dispute': 'dispute-refusal',
  'after_sale ship-back': 'ship-back',
  'after_sale approve': 'approve-claim',
  'after_sale ask-return': 'name-return',
  'after_sale refuse': 'refuse-claim',
  'after_sale accept-goods': 'accept-goods',
  'after_sale refuse-goods': 'refuse-goods',
  'supplier_claim agree': 'agree-return',
  'supplier_claim refund': 'agree-refund',
  'supplier_claim refuse': 'reject-refund',
}

/** What was decided about purchases that ended without goods; other reasons are the buyer's and the seller's. */
export const decided: ReadonlySet<string> = new Set(['out_of_stock', 'too_dear', 'supplier_failed'])

/**
 * What was done about money going back, in time. What also comes about by itself, as a claim that
 * nobody answers in time, is a step too: where it has come about on the stage, it is not done again.
 */
export function moneyScript(timeline: OrderTimeline): MoneyStep[] {
  const { moneyBack, items } = timeline
  if (!moneyBack) return []
  const steps = [
    ...moneyBack.afterSales.map(({ id, openedAt }): MoneyStep => {
      return { at: Date.parse(openedAt), deed: 'claim', about: id }
    }),
    ...moneyBack.refunds.flatMap(refundStep),
    ...changeSteps(items),
    ...moneyBack.afterSales.flatMap((claim) => exchangeSteps(claim, items)),
    ...moneyBack.refunds.flatMap((refund) => providerSteps(timeline, refund)),
  ]
  return steps.sort((one, other) => one.at - other.at)
}

/** Whether money had gone back for some of a purchase: that it then ended was no deed of its supplier's. */
export function isGivenBack(timeline: OrderTimeline, purchase: string, at: number): boolean {
  return refundsOf(timeline, purchase).some(({ createdAt }) => Date.parse(createdAt) <= at)
}

/** Whether a purchase that could not be made was given up by its seller, or by the shop's policy. */
export function isGivenUp(timeline: OrderTimeline, purchase: string): boolean {
  return refundsOf(timeline, purchase).some(({ reason }) => decided.has(reason))
}

function refundsOf({ moneyBack, lines }: OrderTimeline, purchase: string): Refund[] {
  const bought = lines.filter((line) => line.purchase === purchase)
  const [own, claims] = [bought.map(({ id }) => id), bought.flatMap((line) => line.afterSale ?? [])]
  const refunds = moneyBack?.refunds ?? []
  // What was sent in exchange costs nothing: its refund names what was paid for, and the claim.
  return refunds.filter(
    ({ lines, afterSale = '' }) =>
      claims.includes(afterSale) || lines.some(({ line }) => own.includes(line)),
  )
}

type Refund = MoneyBack['refunds'][number]

function refundStep({ id, reason, afterSale, createdAt }: Refund): MoneyStep[] {
  // Of a claim it follows from the answer, of a group from its end.
  if (afterSale !== undefined || reason.startsWith('group')) return []
  const deed = decided.has(reason) ? 'refund-purchase' : 'refund'
  return [{ at: Date.parse(createdAt), deed, about: id }]
}

function changeSteps(items: readonly TimelineItem[]): MoneyStep[] {
  const changes = items.filter(({ kind }) => kind === 'change')
  return changes.flatMap(({ at, what, about }, i): MoneyStep[] => {
    const deed = deedOfChange[what]
    if (!deed || about === undefined) return []
    const before = changes.slice(0, i).filter((change) => change.about === about)
    const count = before.filter((change) => change.what === what).length + 1
    const seen = Date.parse(at)
    const done = what.startsWith('supplier_claim') ? answeredAt(seen, before.at(-1)?.at) : seen
    return [{ at: done, deed, about, change: { what, count } }]
  })
}

/** How an exchange ended: its buyer said that she had it, or its seller gave the money. */
function exchangeSteps(
  { id, kind }: MoneyBack['afterSales'][number],
  items: readonly TimelineItem[],
): MoneyStep[] {
  const own = items.filter(({ about }) => kind === 'exchange' && about === id)
  const begun = own.findIndex(({ what }) => what === 'after_sale replace')
  const end = begun < 0 ? undefined : own.slice(begun).find(({ what }) => ends.has(what))
  if (!end) return []
  const deed = end.what === 'after_sale refund' ? 'refund-exchange' : 'receive-exchange'
  return [{ at: Date.parse(end.at), deed, about: id, change: { what: end.what, count: 1 } }]
}

const ends: ReadonlySet<string> = new Set(['after_sale refund', 'after_sale finish'])

/**
 * Suppliers' answers are looked for hourly: one that was seen had been given before, but not before the
 * claim was as it was answered. Given on the stage when it was seen, it would be seen there an hour later.
 */
function answeredAt(seen: number, before: string | undefined): number {
  const since = before === undefined ? seen : Date.parse(before)
  return Math.min(seen, Math.max(since + second, seen - hour))
}

/** A refund that was not made as soon as it was asked for. */
function providerSteps(timeline: OrderTimeline, refund: Refund): MoneyStep[] {
  const { acceptsFrom, paidFrom } = fateOf(timeline, refund)
  const recorded = timeline.items.find(
    ({ kind, what, about }) => kind === 'change' && what === 'refund record' && about === refund.id,
  )
  const about = refund.id
  return [
    ...[...new Set([acceptsFrom, paidFrom])]
      .filter((at) => at > 0 && Number.isFinite(at))
      .map((at): MoneyStep => ({ at, deed: 'pay-back', about })),
    ...(recorded
      ? [{ at: Date.parse(recorded.at), deed: 'record-refund', about } satisfies MoneyStep]
      : []),
  ]
}
