import { minute } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { addJob } from '../jobs/jobs.ts'
import type { PaymentRow } from '../payments/payments.ts'

/** How long after a question about a share the next one is asked. */
export const askAgainMillis = 2 * minute

/** Our number of a payment's share: its own with a letter behind, and from the second round on which. */
export function shareNumbers(payment: PaymentRow, round: number) {
  return numbersOf(payment, round > 1 ? `s${round}` : 's')
}

/** Our number of the end of a payment's shares. */
export function endNumbers(payment: PaymentRow) {
  return numbersOf(payment, 'e')
}

function numbersOf({ out_trade_no, transaction_id }: PaymentRow, end: string) {
  return { outShareNo: `${out_trade_no}${end}`, transactionId: transaction_id ?? '' }
}

/** Has a payment's share looked at after `wait` ms. */
export async function comeBackToShare(
  deps: Pick<Deps, 'clock'>,
  db: Database | Tx,
  { shop_id: shopId, payment_id: paymentId }: Pick<PaymentRow, 'shop_id' | 'payment_id'>,
  wait = 0,
): Promise<void> {
  const options = { at: deps.clock.now() + wait, key: `share-profit:${paymentId}` }
  await addJob(deps, db, 'share-profit', { shopId, paymentId }, options)
}
