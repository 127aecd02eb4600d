import { isShopError, type RefusedDeed } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { noteDifference, settleWithin } from '../reconciliation/differences.ts'

/** What somebody refuses for good to do for an order. */
export interface Refusal {
  readonly shopId: string
  readonly orderId: string
  readonly deed: RefusedDeed
  /** Our id of what should have been done. */
  readonly subject: string
  /** In the code of who refused. */
  readonly reason: string
  /** Fen. */
  readonly amount?: number
}

/**
 * Why the other side said no and would say so again; undefined where it may not have been reached, or
 * answers otherwise later by itself.
 */
export function whyRefused(error: unknown): string | undefined {
  if (!isShopError(error)) return undefined
  // Of what an adapter cannot name better, a provider speaks; anything else is a bug of ours.
  const isFinal = error.code === 'INTERNAL' ? 'provider' in error.detail : !error.retry
  return isFinal ? String(error.detail.reason ?? error.code) : undefined
}

/** For a locked order: shown to its seller until it succeeds, or until she says that she has seen to it. */
export async function noteRefusal(
  deps: Pick<Deps, 'clock' | 'newId' | 'log'>,
  tx: Tx,
  { shopId, orderId, deed, subject, reason, amount }: Refusal,
): Promise<void> {
  const detail = { deed, reason: reason.slice(0, 60), ...(amount !== undefined && { amount }) }
  const { clock, newId, log } = deps
  await noteDifference(
    { clock, newId, log, db: tx },
    { shopId, kind: 'refused', subject, orderId, detail },
  )
}

/** For a locked order: it was done after all. */
export async function settleRefusal(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  { shopId, subject }: Pick<Refusal, 'shopId' | 'subject'>,
): Promise<void> {
  await settleWithin(deps, tx, { shopId, kind: 'refused', subject })
}
