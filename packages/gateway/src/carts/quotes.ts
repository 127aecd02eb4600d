import type { MaskedAddress, Quote, QuoteLine } from '@xiaopu/domain'
import type { QuotedCoupon } from '../coupons/use-coupon.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { QuotedSeat } from '../group-buys/take-seat.ts'

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
  readonly coupon?: QuotedCoupon
  readonly seat?: QuotedSeat
}

export interface QuoteRow {
  readonly quote_id: string
  readonly cart_id: string
  readonly body: QuoteBody
  /** What stands in it can be shown; the whole one is sealed. */
  readonly address: MaskedAddress
  readonly sealed: string | null
  readonly forgotten_at: Date | null
  readonly total: number
  readonly valid_until: Date
}

export async function insertQuote(
  db: Database,
  shopId: string,
  quote: Omit<QuoteRow, 'forgotten_at'> & { readonly created_at: Date },
): Promise<void> {
  await newQuote(db, [
    shopId,
    quote.quote_id,
    quote.cart_id,
    JSON.stringify(quote.body),
    JSON.stringify(quote.address),
    quote.sealed,
    quote.total,
    quote.valid_until,
    quote.created_at,
  ])
}

const newQuote = statement(`
  insert into quotes
    (shop_id, quote_id, cart_id, body, address, sealed, total, valid_until, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

/** A quote, and the order that was made from it if one was. */
export async function readQuote(
  db: Database,
  shopId: string,
  quoteId: string,
): Promise<(QuoteRow & { readonly order_id: string | null }) | undefined> {
  const [quote] = await quoteById(db, [shopId, quoteId])
  return quote
}

const quoteById = statement<QuoteRow & { readonly order_id: string | null }>(`
  select quote.quote_id, quote.cart_id, quote.body, quote.address, quote.sealed, quote.forgotten_at,
    quote.total, quote.valid_until, placed.order_id
  from quotes as quote
  left join orders as placed
    on placed.shop_id = quote.shop_id and placed.quote_id = quote.quote_id
  where quote.shop_id = $1 and quote.quote_id = $2`)
