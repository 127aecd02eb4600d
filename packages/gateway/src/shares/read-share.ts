import type { Channel, SellerOrder } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'

/** The share that an order is credited to, as its seller knows it. */
export async function readShareOf(
  db: Database,
  shopId: string,
  shareId: string,
): Promise<SellerOrder['credit']> {
  const row = await db
    .selectFrom('shares')
    .select(['share_id', 'code', 'channel'])
    .where('shop_id', '=', shopId)
    .where('share_id', '=', shareId)
    .executeTakeFirst()
  return row && { share: row.share_id, code: row.code, channel: row.channel as Channel }
}
