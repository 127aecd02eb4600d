import {
  type Coupon,
  type CouponTerms,
  couponGraceMillis,
  couponState,
  fen,
  type NewCoupon,
  ShopError,
} from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import { writeAudit } from '../audit/audit-log.ts'
import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { Coupons } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'

export type CouponRow = Selectable<Coupons>

interface By {
  readonly shopId: string
  /** Id of a key. */
  readonly actor: string
}

/**
 * Makes a coupon, or answers the one that the shop has under this code where its terms are the same.
 *
 * A code is free again once its coupon has ended for everybody.
 *
 * @throws ShopError BAD_REQUEST where its dates make no sense, COUPON_EXISTS where the code stands for
 * other terms
 */
export async function createCoupon(deps: Deps, by: By, wish: NewCoupon): Promise<Coupon> {
  const row = rowOf(deps, by.shopId, wish)
  if (row.valid_until.getTime() <= Math.max(row.valid_from.getTime(), deps.clock.now()))
    throw new ShopError('BAD_REQUEST', { field: 'validUntil', reason: 'over before it begins' })
  return deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now()
    await retire(tx, [by.shopId, row.code, new Date(now), new Date(now - couponGraceMillis)])
    const [made] = await insert(tx, [JSON.stringify(row)])
    if (made) {
      const deed = { action: 'coupon.make', subject: row.coupon_id, reason: row.code } as const
      await writeAudit(deps, tx, { ...by, ...deed })
      return toCoupon(deps, made)
    }
    const [known] = await byCode(tx, [by.shopId, row.code])
    if (!known || !hasTerms(known, row, wish))
      throw new ShopError('COUPON_EXISTS', { code: row.code })
    return toCoupon(deps, known)
  })
}

function rowOf(deps: Deps, shopId: string, wish: NewCoupon): CouponRow {
  const now = deps.clock.now()
  return {
    shop_id: shopId,
    coupon_id: deps.newId('coupon'),
    code: wish.code,
    off: wish.off,
    min_spend: wish.minSpend?.amount ?? 0,
    total: wish.total ?? null,
    per_buyer: wish.perBuyer ?? 1,
    taken: 0,
    valid_from: new Date(wish.validFrom ?? now),
    valid_until: new Date(wish.validUntil),
    stopped_at: null,
    created_at: new Date(now),
  }
}

const termsOf = (row: CouponRow): string =>
  JSON.stringify([
    row.off.kind,
    row.off.kind === 'fixed' ? row.off.amount.amount : [row.off.bp, row.off.most?.amount],
    row.min_spend,
    row.total,
    row.per_buyer,
    row.valid_until,
  ])

/** A repetition that does not say when it begins means the coupon that began then. */
function hasTerms(known: CouponRow, asked: CouponRow, { validFrom }: NewCoupon): boolean {
  const begins = !validFrom || known.valid_from.getTime() === asked.valid_from.getTime()
  return begins && termsOf(known) === termsOf(asked)
}

const insert = statement<CouponRow>(`
  insert into coupons select * from jsonb_populate_record(null::coupons, $1::jsonb)
  on conflict (shop_id, code) where stopped_at is null do nothing returning *`)

/** Nobody can use it any more, also with an order that did not come about. */
const retire = statement(`
  update coupons set stopped_at = $3
  where shop_id = $1 and code = $2 and stopped_at is null and valid_until <= $4`)

/** The one that a code stands for now. */
const byCode = statement<CouponRow>(
  'select * from coupons where shop_id = $1 and code = $2 and stopped_at is null',
)

/** Newest first. */
export async function listCoupons(
  deps: Pick<Deps, 'db' | 'clock'>,
  shopId: string,
): Promise<Coupon[]> {
  return (await ofShop(deps.db, [shopId])).map((row) => toCoupon(deps, row))
}

const ofShop = statement<CouponRow>(
  'select * from coupons where shop_id = $1 order by coupon_id desc limit 500',
)

/** Takes a coupon back: no new order gets it. @throws ShopError COUPON_NOT_FOUND */
export async function stopCoupon(deps: Deps, by: By, couponId: string): Promise<Coupon> {
  return deps.db.transaction().execute(async (tx) => {
    const [stopped] = await stop(tx, [by.shopId, couponId, new Date(deps.clock.now())])
    if (stopped) {
      await writeAudit(deps, tx, { ...by, action: 'coupon.stop', subject: couponId })
      return toCoupon(deps, stopped)
    }
    const [known] = await byId(tx, [by.shopId, couponId])
    if (!known) throw new ShopError('COUPON_NOT_FOUND', { coupon: couponId })
    return toCoupon(deps, known)
  })
}

const stop = statement<CouponRow>(`
  update coupons set stopped_at = $3
  where shop_id = $1 and coupon_id = $2 and stopped_at is null returning *`)

const byId = statement<CouponRow>('select * from coupons where shop_id = $1 and coupon_id = $2')

/** @throws ShopError COUPON_NOT_FOUND where the shop has none under this code now */
export async function checkCoupon(db: Database, shopId: string, code: string): Promise<void> {
  const [known] = await byCode(db, [shopId, code])
  if (!known) throw new ShopError('COUPON_NOT_FOUND', { code })
}

function toCoupon({ clock }: Pick<Deps, 'clock'>, row: CouponRow): Coupon {
  return {
    id: row.coupon_id,
    code: row.code,
    state: couponState(termsOfRow(row), clock.now()),
    off: row.off,
    minSpend: fen(row.min_spend),
    ...(row.total !== null && { total: row.total }),
    perBuyer: row.per_buyer,
    taken: row.taken,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until.toISOString(),
    ...(row.stopped_at && { stoppedAt: row.stopped_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
  }
}

export function termsOfRow(row: CouponRow): CouponTerms {
  return {
    off: row.off,
    minSpend: fen(row.min_spend),
    total: row.total,
    perBuyer: row.per_buyer,
    taken: row.taken,
    validFrom: row.valid_from.getTime(),
    validUntil: row.valid_until.getTime(),
    isStopped: row.stopped_at !== null,
  }
}
