import * as v from 'valibot'
import { Id } from './id.ts'
import { Money } from './money.ts'
import { day, Instant } from './time.ts'
import type { Moves } from './transition.ts'

/** What a buyer asks for after paying. */
export const AfterSaleKind = v.picklist(['refund_only', 'return_refund', 'exchange'])
export type AfterSaleKind = v.InferOutput<typeof AfterSaleKind>

export const AfterSaleReason = v.picklist([
  'changed_mind',
  'not_shipped_in_time',
  'not_received',
  'damaged',
  'wrong_goods',
  'missing_goods',
  'not_as_described',
  'other',
])
export type AfterSaleReason = v.InferOutput<typeof AfterSaleReason>

export const AfterSaleState = v.picklist([
  'opened',
  'approved',
  'awaiting_return',
  'returning',
  'inspecting',
  'replacing',
  'resending',
  'refunding',
  'done',
  'refused',
  'withdrawn',
])
export type AfterSaleState = v.InferOutput<typeof AfterSaleState>

export type AfterSaleEvent =
  | 'approve'
  | 'refuse'
  | 'withdraw'
  | 'ask-return'
  | 'ship-back'
  | 'arrive'
  | 'accept-goods'
  | 'refuse-goods'
  | 'replace'
  | 'resend'
  | 'refund'
  | 'finish'
  | 'dispute'

/**
 * A claim from its opening to its end. Money moves in `refunding` only, and `done` is learned from the
 * provider's word on every refund of the claim. A refusal may be disputed: the shop looks again.
 *
 * Other goods are bought in `replacing` and on their way in `resending`; an exchange that comes to nothing
 * there becomes a refund.
 */
export const afterSaleMoves: Moves<AfterSaleState, AfterSaleEvent> = {
  opened: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: {
    refund: 'refunding',
    replace: 'replacing',
    'ask-return': 'awaiting_return',
    withdraw: 'withdrawn',
  },
  awaiting_return: { 'ship-back': 'returning', withdraw: 'withdrawn' },
  returning: { arrive: 'inspecting', 'accept-goods': 'approved', withdraw: 'withdrawn' },
  inspecting: { 'accept-goods': 'approved', 'refuse-goods': 'refused' },
  replacing: { resend: 'resending', refund: 'refunding' },
  resending: { finish: 'done', refund: 'refunding' },
  refunding: { finish: 'done' },
  done: {},
  refused: { dispute: 'opened', approve: 'approved' },
  withdrawn: {},
}

/** States in which nobody has to act on a claim any more, unless its buyer disputes a refusal. */
const endedStates: readonly AfterSaleState[] = ['done', 'refused', 'withdrawn']

/** Whether a claim is somebody's to act on. */
export function isOpenAfterSale({ state }: { readonly state: string }): boolean {
  return !(endedStates as readonly string[]).includes(state)
}

export const openAfterSaleStates: readonly AfterSaleState[] = [
  'opened',
  'approved',
  'awaiting_return',
  'returning',
  'inspecting',
  'replacing',
  'resending',
  'refunding',
]

/** States of an exchange in which other goods are bought or under way: the first ones cannot go back for money too. */
export const replacingStates: readonly AfterSaleState[] = ['replacing', 'resending']

/** How long a buyer may send back what came with free return, from the day it was received. */
export const freeReturnMillis = 7 * day

/** How long a buyer may claim anything, from the day her goods came, or what she got in exchange for them. */
export const claimableMillis = 30 * day

export const AfterSaleLine = v.object({
  line: Id('orderLine'),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999)),
})
export type AfterSaleLine = Readonly<v.InferOutput<typeof AfterSaleLine>>

/** The parcel in which goods come back. */
export const ReturnedParcel = v.object({
  carrier: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  number: v.pipe(v.string(), v.trim(), v.regex(/^[0-9A-Za-z-]{6,32}$/)),
})
export type ReturnedParcel = Readonly<v.InferOutput<typeof ReturnedParcel>>

/** What a buyer gets in exchange for her goods. */
export const ExchangedFor = v.object({
  sku: Id('sku'),
  properties: v.array(v.object({ name: v.string(), value: v.string() })),
})
export type ExchangedFor = Readonly<v.InferOutput<typeof ExchangedFor>>

/**
 * Whether goods are changed for another Sku without money.
 *
 * @param hers - what she paid for hers, and what hers costs now where it is still sold
 */
export function isEvenExchange(hers: readonly Money[], wanted: Money): boolean {
  return hers.some(({ amount }) => amount === wanted.amount)
}

/** A claim as its buyer sees it. */
export const AfterSaleView = v.object({
  id: Id('afterSale'),
  order: Id('order'),
  kind: AfterSaleKind,
  reason: AfterSaleReason,
  state: AfterSaleState,
  lines: v.array(AfterSaleLine),
  /** Of an exchange alone. */
  exchange: v.optional(ExchangedFor),
  /** What is going back, once the shop has agreed. */
  agreed: v.optional(Money),
  note: v.optional(v.string()),
  /** What the shop answered, in its own words. */
  answer: v.optional(v.string()),
  /** Where the goods go back to, while the buyer has to send them. */
  returnTo: v.optional(v.string()),
  parcel: v.optional(ReturnedParcel),
  /** When the shop, or the buyer, must have acted. */
  dueAt: v.optional(Instant),
  openedAt: Instant,
})
export type AfterSaleView = Readonly<v.InferOutput<typeof AfterSaleView>>

/** What a claim is judged by before a person has to look. */
export interface AfterSaleFacts {
  readonly kind: AfterSaleKind
  readonly reason: AfterSaleReason
  /** Nothing of the claimed lines has left its supplier. */
  readonly unshipped: boolean
  /** Every claimed line was sold with free return, as its label said when it was bought. */
  readonly freeReturn: boolean
  /** Since the buyer received the goods; undefined while he has not. */
  readonly sinceReceivedMillis?: number
}

/**
 * What is granted without asking anybody: goods that have not left, and a return within the days that
 * the label promised. Everything else is the shop's to decide.
 */
export function grantedByRule(facts: AfterSaleFacts): boolean {
  if (facts.kind === 'refund_only') return facts.unshipped
  const { sinceReceivedMillis: since } = facts
  const inTime = since !== undefined && since <= freeReturnMillis
  return facts.kind === 'return_refund' && facts.freeReturn && inTime
}
