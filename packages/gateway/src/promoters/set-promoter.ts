import { type NewPromoter, type ProfitSharing, type Promoter, ShopError } from '@xiaopu/domain'
import { writeAudit } from '../audit/audit-log.ts'
import { statement } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import * as promoters from './promoters.ts'
import { sharingOf } from './sharing.ts'

interface By {
  readonly shopId: string
  /** Id of a key. */
  readonly actor: string
}

/**
 * Registers who earns by a link. She is written down first and made known to WeChat then, so that a
 * call whose answer was lost is repeated by asking again.
 *
 * @throws ShopError PAYMENT_ACCOUNT_NOT_FOUND, SHARE_NOT_FOUND, PROMOTER_NOT_FOUND (who brought her),
 * BAD_REQUEST (nothing is shared here, or the link is somebody else's), PROVIDER_BUSY (ask again),
 * PLATFORM_REFUSED with WeChat's reason
 */
export async function addPromoter(deps: Deps, by: By, wish: NewPromoter): Promise<Promoter> {
  const { levels, sharing } = await sharingOf(deps, by.shopId)
  if (levels === 0 || !sharing) throw refused('sharing', 'off')
  if (wish.kind === 'merchant' && !wish.name) throw refused('name', 'missing')
  const row = await written(deps, by, wish)
  await makeKnown(sharing, wish)
  return promoters.toPromoter((await promoters.confirmPromoter(deps.db, row)) ?? row)
}

async function written(deps: Deps, by: By, wish: NewPromoter): Promise<promoters.PromoterRow> {
  const { shopId } = by
  await checkLinks(deps, shopId, wish)
  const promoterId = deps.newId('promoter')
  const row: promoters.PromoterRow = {
    shop_id: shopId,
    promoter_id: promoterId,
    kind: wish.kind,
    account: await promoters.sealAccount(deps, { shopId, promoterId }, wish.account),
    account_end: wish.account.slice(-4),
    share_id: wish.share,
    permille: wish.permille,
    above_id: wish.above?.promoter ?? null,
    above_permille: wish.above?.permille ?? null,
    state: 'new',
    created_at: new Date(deps.clock.now()),
  }
  const isNew = await deps.db.transaction().execute(async (tx) => {
    if (!(await promoters.insertPromoter(tx, row))) return false
    await writeAudit(deps, tx, { ...by, action: 'promoter.add', subject: promoterId })
    return true
  })
  if (isNew) return row
  const known = await promoters.readPromoterOf(deps.db, shopId, wish.share)
  const isSame =
    known?.kind === wish.kind &&
    known.permille === wish.permille &&
    known.above_id === row.above_id &&
    known.above_permille === row.above_permille &&
    (await promoters.openAccount(deps, known)) === wish.account
  if (!known || !isSame) throw refused('share', 'taken')
  return known
}

async function checkLinks(
  deps: Deps,
  shopId: string,
  { share, above, account }: NewPromoter,
): Promise<void> {
  if ((await shareOf(deps.db, [shopId, share])).length === 0)
    throw new ShopError('SHARE_NOT_FOUND', { share })
  if (!above) return
  const first = await promoters.readPromoter(deps.db, shopId, above.promoter)
  if (first?.state !== 'on') throw new ShopError('PROMOTER_NOT_FOUND', { promoter: above.promoter })
  // Nobody has brought herself.
  if ((await promoters.openAccount(deps, first)) === account) throw refused('above', 'same account')
}

const shareOf = statement(`
  select 1 from shares where shop_id = $1 and share_id = $2 and origin = 'seller'`)

async function makeKnown(
  sharing: ProfitSharing,
  { kind, account, name }: NewPromoter,
): Promise<void> {
  await sharing.addReceiver({ kind, account, ...(name && { name }) })
}

/**
 * Takes a promoter off: her link brings for nobody then. What is on its way to her goes through first.
 *
 * @throws ShopError PROMOTER_NOT_FOUND, REQUEST_IN_FLIGHT (a commission is on its way), PROVIDER_BUSY
 */
export async function removePromoter(deps: Deps, by: By, promoterId: string): Promise<Promoter> {
  const { shopId } = by
  const row = await promoters.readPromoter(deps.db, shopId, promoterId)
  if (!row) throw new ShopError('PROMOTER_NOT_FOUND', { promoter: promoterId })
  if (row.state === 'off') return promoters.toPromoter(row)
  const off = await deps.db.transaction().execute(async (tx) => {
    const gone = await promoters.putOff(tx, row)
    if (!gone) throw new ShopError('REQUEST_IN_FLIGHT', { promoter: promoterId })
    await writeAudit(deps, tx, { ...by, action: 'promoter.remove', subject: promoterId })
    return gone
  })
  // That WeChat still knows her does no harm: nothing is sent to her any more.
  await forgetAtProvider(deps, row)
  return promoters.toPromoter(off)
}

async function forgetAtProvider(deps: Deps, row: promoters.PromoterRow): Promise<void> {
  try {
    const { sharing } = await sharingOf(deps, row.shop_id)
    const account = await promoters.openAccount(deps, row)
    if (account) await sharing?.removeReceiver({ kind: row.kind as 'person' | 'merchant', account })
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    deps.log({ level: 'warn', event: 'promoter.known', promoter: row.promoter_id, reason })
  }
}

function refused(field: string, reason: string): ShopError {
  return new ShopError('BAD_REQUEST', { field, reason })
}
