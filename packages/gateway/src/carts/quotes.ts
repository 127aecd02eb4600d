import type { Address, Quote, QuoteLine } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'

/** A quote line with what only the gateway may know. */
export interface QuotedLine extends QuoteLine {
  readonly cost: { readonly amount: number; readonly currency: 'CNY' | 'USD' }
  readonly offerId: string
  readonly specId?: string
  readonly contentHash: string
  readonly imageSource?: string
}

export interface QuotedGroup {
  readonly group: number
  readonly freight: Quote['freight']
  readonly goodsCost: Quote['freight']
  readonly shipWithinHours: 24 | 48 | 72
  readonly supplier: { readonly id: string; readonly name: string }
}

/** What an order is made from, exactly as it was quoted. */
export interface QuoteBody {
  readonly lines: readonly QuotedLine[]
  readonly groups: readonly QuotedGroup[]
}

export interface QuoteRow {
  readonly quote_id: string
  readonly cart_id: string
  readonly body: QuoteBody
  readonly address: Address
  readonly total: number
  readonly valid_until: Date
}

export async function insertQuote(
  db: Database | Tx,
  shopId: string,
  quote: QuoteRow & { readonly created_at: Date },
): Promise<void> {
  await db
    .insertInto('quotes')
    .values({
      ...quote,
      shop_id: shopId,
      body: JSON.stringify(quote.body),
      address: JSON.stringify(quote.address),
    })
    .execute()
}

/** Locks the quote: an order is made from it once. */
export async function lockQuote(
  tx: Tx,
  shopId: string,
  quoteId: string,
): Promise<QuoteRow | undefined> {
  return tx
    .selectFrom('quotes')
    .select(['quote_id', 'cart_id', 'body', 'address', 'total', 'valid_until'])
    .where('shop_id', '=', shopId)
    .where('quote_id', '=', quoteId)
    .forUpdate()
    .executeTakeFirst()
}
