import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import type { PaymentRow } from './payments.ts'

type Payment = Pick<PaymentRow, 'shop_id' | 'payment_id' | 'payer'>

const placeOf = ({ payment_id }: Payment) => ({
  table: 'payments',
  column: 'payer',
  row: payment_id,
})

/** The provider's id of who pays an attempt; undefined where nobody is known, or she was forgotten. */
export async function openPayer(
  deps: Pick<Deps, 'vault'>,
  payment: Payment,
): Promise<string | undefined> {
  if (payment.payer === null) return undefined
  return (await deps.vault.of(payment.shop_id)).open(placeOf(payment), payment.payer)
}

/** Writes down, sealed, who pays an attempt that nobody is known of yet. */
export async function keepPayer<Row extends Payment>(
  deps: Pick<Deps, 'db' | 'vault'>,
  payment: Row,
  payer: string,
): Promise<Row> {
  if (payment.payer !== null) return payment
  const sealed = (await deps.vault.of(payment.shop_id)).seal(placeOf(payment), payer)
  await keep(deps.db, [payment.shop_id, payment.payment_id, sealed])
  return { ...payment, payer: sealed }
}

const keep = statement(
  'update payments set payer = $3 where shop_id = $1 and payment_id = $2 and payer is null',
)
