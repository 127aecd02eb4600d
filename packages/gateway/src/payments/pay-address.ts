import type { Deps } from '../deps.ts'
import { type PaymentRow, readPaymentByTradeNo } from './payments.ts'

/** What cannot be guessed in the address of an attempt's own page. */
async function proofOf(
  { vault }: Pick<Deps, 'vault'>,
  { shop_id, out_trade_no }: Pick<PaymentRow, 'shop_id' | 'out_trade_no'>,
): Promise<string> {
  return (await vault.of(shop_id)).digest('pay-page', out_trade_no).slice(0, 22)
}

/**
 * The page of the gateway on which an attempt is paid. It opens by its address alone, in another
 * browser too, and shows nothing but that a sum is to be paid to a shop.
 */
export async function payUrlOf(
  deps: Pick<Deps, 'vault' | 'baseUrl'>,
  payment: Pick<PaymentRow, 'shop_id' | 'out_trade_no'>,
): Promise<string> {
  return `${deps.baseUrl}/pay/${payment.out_trade_no}/${await proofOf(deps, payment)}`
}

/** The attempt behind such an address; undefined where there is none. */
export async function findByAddress(
  deps: Pick<Deps, 'db' | 'vault'>,
  asked: { readonly number: string; readonly proof: string },
): Promise<PaymentRow | undefined> {
  const payment = await readPaymentByTradeNo(deps.db, asked.number)
  return payment && (await proofOf(deps, payment)) === asked.proof ? payment : undefined
}
