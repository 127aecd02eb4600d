import type { QuoteRow } from '../carts/quotes.ts'
import type { Deps } from '../deps.ts'
import { openRecipient, type SealedRecipient, sealRecipient } from './sealed-address.ts'

/** The address of a quote, sealed anew for the order that is made from it. */
export async function takeOverAddress(
  deps: Pick<Deps, 'vault'>,
  shopId: string,
  quote: QuoteRow,
  orderId: string,
  remark: string | undefined,
): Promise<SealedRecipient> {
  const quoted = { shopId, table: 'quotes', id: quote.quote_id } as const
  const { address } = await openRecipient(deps, quoted, { ...quote, remark: null })
  return sealRecipient(deps, { shopId, table: 'orders', id: orderId }, { address, remark })
}
