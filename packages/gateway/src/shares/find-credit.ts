import { creditedShare, creditWindowMillis } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import { findShareByCode } from './shares.ts'
import { visitsOf } from './visits.ts'

/**
 * The share an order of this visitor is credited to: the server's own visit rows count. A code
 * that the browser sends helps only where the visitor is not known, and only when someone was
 * seen coming through it lately: a code by itself is nobody's word.
 *
 * @param at - ms since 1970
 */
export async function findCredit(
  db: Database | Tx,
  asked: { shopId: string; visitor: string | undefined; code: string | undefined; at: number },
): Promise<string | undefined> {
  const since = new Date(asked.at - creditWindowMillis)
  if (asked.visitor) {
    const visits = await visitsOf(db, asked.shopId, asked.visitor, since)
    const share = creditedShare(visits, asked.at)
    if (share) return share
  }
  if (!asked.code) return undefined
  const share = await findShareByCode(db, asked.code)
  if (share?.shop_id !== asked.shopId) return undefined
  const seen = await db
    .selectFrom('visits')
    .select('visit_id')
    .where('shop_id', '=', asked.shopId)
    .where('share_id', '=', share.share_id)
    .where('at', '>=', since)
    .executeTakeFirst()
  return seen && share.share_id
}
