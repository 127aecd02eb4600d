import { type Locale, type Texts, textsFor } from '@xiaopu/texts'
import type { Deps } from '../deps.ts'
import { byteOrderMark, csvRecord } from '../http/csv.ts'
import { readPromotersOfOrders } from '../promoters/promoters.ts'
import { readCreditedShares } from '../shares/shares.ts'
import { shopDay } from '../shops/shop-time.ts'
import type { WantedOrders } from './order-parts.ts'
import { orderTableRecords, orderTableTitles, type TabledOrder } from './order-table.ts'
import { readSellerOrders } from './seller-order.ts'

/** Orders that are in memory at a time. */
const pageSize = 100

/**
 * The orders of a shop as a file for spreadsheets, newest first. It is read and sent page by page, as
 * fast as it is taken: an order that changes meanwhile is told as it stands when its page is read. What
 * goes wrong before the first page is answered as such; after it the file breaks off in the middle of
 * its transfer, so that nobody takes a part of it for the whole.
 */
export async function writeOrderTable(
  deps: Pick<Deps, 'db' | 'clock' | 'log'>,
  shopId: string,
  { lang, ...wanted }: WantedOrders & { readonly lang: Locale },
): Promise<Response> {
  const pages = readPages(deps, shopId, wanted)
  const first = await pages.next()
  const text = written(first.done ? [] : first.value, pages, textsFor(lang))
  const body = ReadableStream.from(encoded(logged(deps, shopId, text)))
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="orders-${shopDay(deps.clock.now())}.csv"`,
      'content-language': lang,
      'cache-control': 'no-store',
    },
  })
}

type Pages = AsyncGenerator<readonly TabledOrder[], undefined>

async function* readPages(deps: Pick<Deps, 'db'>, shopId: string, wanted: WantedOrders): Pages {
  let before: string | undefined
  do {
    const asked = { ...wanted, before, limit: pageSize }
    const { items, next } = await readSellerOrders(deps, shopId, asked)
    const shareIds = [...new Set(items.flatMap(({ credit }) => credit?.share ?? []))]
    const shares = await readCreditedShares(deps.db, shopId, shareIds)
    const promoters = await readPromotersOfOrders(
      deps.db,
      shopId,
      items.map(({ id }) => id),
    )
    yield items.map((order) => ({
      order,
      shareName: shares.get(order.credit?.share ?? '')?.name,
      promoter: promoters.get(order.id),
    }))
    before = next
  } while (before !== undefined)
  return undefined
}

async function* written(
  first: readonly TabledOrder[],
  rest: Pages,
  texts: Texts,
): AsyncGenerator<string> {
  const records = (orders: readonly TabledOrder[]) =>
    orders.flatMap((order) => orderTableRecords(order, texts).map(csvRecord)).join('')
  yield byteOrderMark + csvRecord(orderTableTitles(texts)) + records(first)
  for await (const page of rest) yield records(page)
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

/**
 * The answer has begun, so nobody else hears of what goes wrong now. The server prints what it is
 * thrown as it is: that says nothing, the log has it, masked.
 */
async function* logged(
  { log }: Pick<Deps, 'log'>,
  shopId: string,
  texts: AsyncIterable<string>,
): AsyncGenerator<string> {
  try {
    yield* texts
  } catch (error) {
    const { message: reason, stack } = error as Error
    log({ level: 'error', event: 'order-table.cut', shopId, reason, stack })
    throw new Error('the table of orders broke off')
  }
}
