import { creditedShare, creditWindowMillis } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { madeBy } from './makers.ts'
import { findShareByCode } from './shares.ts'
import { visitsOf } from './visits.ts'

/**
 * The share an order of this visitor is credited to: the server's own visit rows count. A code
 * that the browser sends helps only where the visitor is not known, and only when someone was
 * seen coming through it lately: a code by itself is nobody's word. Who buys through a link that she
 * made herself is brought by nobody. A share that was taken back meanwhile keeps what it brought.
 *
 * @param at - ms since 1970
 */
export async function findCredit(
  db: Database | Tx,
  asked: { shopId: string; visitor: string | undefined; code: string | undefined; at: number },
): Promise<string | undefined> {
  const since = new Date(asked.at - creditWindowMillis)
  const { visitor } = asked
  const own = visitor ? await madeBy(db, asked.shopId, visitor) : new Set<string>()
  if (visitor) {
    const visits = await visitsOf(db, asked.shopId, visitor, since)
    const share = creditedShare(
      visits.filter(({ shareId }) => !own.has(shareId)),
      asked.at,
    )
    if (share) return share
  }
  if (!asked.code) return undefined
  const share = await findShareByCode(db, asked.code)
  if (share?.shop_id !== asked.shopId || own.has(share.share_id)) return undefined
  const seen = await db
    .selectFrom('visits')
    .select('visit_id')
    .where('shop_id', '=', asked.shopId)
    .where('share_id', '=', share.share_id)
    .where('at', '>=', since)
    .executeTakeFirst()
  return seen && share.share_id
}
