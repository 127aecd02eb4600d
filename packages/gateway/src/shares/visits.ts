import { minute, ShopError, type VisitFact } from '@xiaopu/domain'
import type { Database, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { hasEnded, type ShareRow } from './shares.ts'

/** Reloading a page is the same visit. */
const sameVisitMillis = 30 * minute

/**
 * Records that someone opened a short link, before anything is known of who. The page that opens
 * tells later which browser it was (`recordVisit` with this visit's id); one that runs no script
 * stays a visit of its own.
 */
export async function recordOpening(
  deps: Deps,
  share: { shop_id: string; share_id: string },
): Promise<string> {
  const visitId = deps.newId('visit')
  await insertVisit(deps, { ...share, visitId, visitor: visitId })
  return visitId
}

/**
 * A browser came through a share; its reloads, and the opening it follows from, count once.
 *
 * @throws ShopError SHARE_NOT_FOUND where the share has ended, and it was not opened before that
 */
export async function recordVisit(
  deps: Deps,
  share: Pick<ShareRow, 'shop_id' | 'share_id' | 'expires_at'>,
  { visitor, opening }: { visitor: string; opening?: string | undefined },
): Promise<void> {
  const { shop_id: shopId, share_id: shareId } = share
  const since = new Date(deps.clock.now() - sameVisitMillis)
  if (opening && (await claimOpening(deps.db, { shopId, shareId, visitor, opening, since }))) return
  if (hasEnded(deps, share)) throw new ShopError('SHARE_NOT_FOUND')
  const recent = await deps.db
    .selectFrom('visits')
    .select('visit_id')
    .where('shop_id', '=', shopId)
    .where('visitor', '=', visitor)
    .where('share_id', '=', shareId)
    .where('at', '>', since)
    .executeTakeFirst()
  if (recent) return
  await insertVisit(deps, {
    shop_id: shopId,
    share_id: shareId,
    visitId: deps.newId('visit'),
    visitor,
  })
}

/** What the server itself has seen of a visitor since a time. */
export async function visitsOf(
  db: Database | Tx,
  shopId: string,
  visitor: string,
  since: Date,
): Promise<VisitFact[]> {
  const rows = await db
    .selectFrom('visits')
    .select(['share_id', 'visitor', 'at'])
    .where('shop_id', '=', shopId)
    .where('visitor', '=', visitor)
    .where('at', '>=', since)
    .execute()
  return rows.map((row) => ({ shareId: row.share_id, visitor: row.visitor, at: row.at.getTime() }))
}

/** The opening belongs to the first browser that names it; forwarded addresses name it again. */
async function claimOpening(
  db: Database,
  asked: { shopId: string; shareId: string; visitor: string; opening: string; since: Date },
): Promise<boolean> {
  const claimed = await db
    .updateTable('visits')
    .set({ visitor: asked.visitor })
    .where('shop_id', '=', asked.shopId)
    .where('visit_id', '=', asked.opening)
    .where('visitor', '=', asked.opening)
    .where('share_id', '=', asked.shareId)
    .where('at', '>', asked.since)
    .returning('visit_id')
    .executeTakeFirst()
  return claimed !== undefined
}

async function insertVisit(
  deps: Deps,
  visit: { shop_id: string; share_id: string; visitId: string; visitor: string },
): Promise<void> {
  await deps.db
    .insertInto('visits')
    .values({
      shop_id: visit.shop_id,
      visit_id: visit.visitId,
      share_id: visit.share_id,
      visitor: visit.visitor,
      at: new Date(deps.clock.now()),
    })
    .execute()
}
