import { couponDiscount, fen, isShopError, type Money, type Quote, ShopError } from '@xiaopu/domain'
import type { Tx } from '../db/database.ts'
import { statement, type Values } from '../db/statement.ts'
import type { Deps } from '../deps.ts'
import { type CouponRow, termsOfRow } from './coupons.ts'

/** A coupon as a quote holds it: what it takes off, decided when the quote was made. */
export interface QuotedCoupon {
  readonly couponId: string
  readonly code: string
  readonly discount: Money
}

/** Who buys what. */
interface Buying {
  readonly shopId: string
  /** Digest of the phone that the goods go to. */
  readonly holder: string | null
  readonly goods: Money
  readonly pieces: number
}

type Deciding = Pick<Deps, 'db' | 'clock'>

/**
 * What a code takes off. Nothing is held yet: the last one may be gone when the order comes.
 *
 * @throws ShopError COUPON_NOT_FOUND, COUPON_NOT_VALID, COUPON_USED_UP, COUPON_SPEND_MORE
 */
export async function quoteCoupon(
  deps: Deciding,
  buying: Buying,
  code: string,
): Promise<QuotedCoupon> {
  const [coupon] = await forHolder(deps.db, [buying.shopId, code, buying.holder])
  if (!coupon) throw new ShopError('COUPON_NOT_FOUND', { code })
  return decided(deps, buying, coupon)
}

/** What the coupon of a link does for a quote. */
interface SharedCoupon {
  readonly coupon?: QuotedCoupon
  readonly spendMore?: Quote['spendMore']
}

/**
 * What the coupon of the link takes off that brought her, or how much more goods it asks for; nothing
 * where it has none for her now.
 */
export async function quoteSharedCoupon(
  deps: Deciding,
  buying: Buying,
  shareCode: string | undefined,
): Promise<SharedCoupon> {
  if (!shareCode) return {}
  const { shopId, holder } = buying
  const now = new Date(deps.clock.now())
  const [coupon] = await ofShare(deps.db, [shopId, shareCode, holder, now])
  if (!coupon) return {}
  try {
    return { coupon: decided(deps, buying, coupon) }
  } catch (error) {
    if (!isShopError(error)) throw error
    const { missing } = error.detail
    if (typeof missing !== 'number') return {}
    return { spendMore: { coupon: coupon.code, missing: fen(missing) } }
  }
}

function decided(
  { clock }: Pick<Deps, 'clock'>,
  { goods, pieces }: Buying,
  coupon: HeldCoupon,
): QuotedCoupon {
  const { own, returned } = coupon
  const discount = couponDiscount(termsOfRow(coupon), {
    ...{ goods, pieces, own },
    at: clock.now(),
    hasReturned: returned > 0,
  })
  return { couponId: coupon.coupon_id, code: coupon.code, discount }
}

/** A coupon as its holder has it. */
interface HeldCoupon extends CouponRow {
  readonly own: number
  readonly returned: number
}

/** A coupon and how often the holder `$3` has it now and had it. */
const heldCoupon = (from: string) =>
  statement<HeldCoupon>(`
    select coupon.*, own.live as own, own.returned
    from ${from}, lateral (
      select count(*) filter (where returned_at is null) as live, count(returned_at) as returned
      from coupon_uses as use
      where use.shop_id = coupon.shop_id and use.coupon_id = coupon.coupon_id
        and use.holder = $3) as own
    where coupon.shop_id = $1`)
const forHolder = heldCoupon(
  '(select * from coupons where shop_id = $1 and code = $2 and stopped_at is null) as coupon',
)
const ofShare = heldCoupon(`
  (select coupons.* from shares
    join coupons on coupons.shop_id = shares.shop_id and coupons.code = shares.coupon
      and coupons.stopped_at is null
    where shares.shop_id = $1 and shares.code = $2
      and (shares.expires_at is null or shares.expires_at > $4)) as coupon`)

/**
 * Part of a statement: the order in `placed`, once it has what is in `before`, takes a coupon.
 * Breaks the statement where it is used up or was taken back since it was quoted: the table's check
 * counts all orders, the index counts hers, and a use without a coupon or without a number is refused.
 *
 * @param before - the part of the statement that locks what everybody locks before a coupon
 * @see couponError
 */
export function takingCoupon(
  v: Values,
  { couponId, discount }: QuotedCoupon,
  order: {
    readonly shop_id: string
    readonly order_id: string
    readonly phone_hash: string | null
  },
  before = 'held_stock',
): string {
  const [shop, coupon, holder] = [v.add(order.shop_id), v.add(couponId), v.add(order.phone_hash)]
  const hers = `from coupon_uses as own where own.shop_id = ${shop} and own.coupon_id = ${coupon}
        and own.holder = ${holder} and own.returned_at is null`
  return `taken_coupon as (
    update coupons set taken = taken + 1
    where shop_id = ${shop} and coupon_id = ${coupon} and stopped_at is null
      and exists (select from placed) and (select count(*) from ${before}) >= 0
    returning coupon_id, per_buyer),
  used_coupon as (
    insert into coupon_uses (shop_id, order_id, coupon_id, holder, discount, nth)
    select ${shop}, ${v.add(order.order_id)}, taken.coupon_id, ${holder}, ${v.add(discount.amount)}, (
      select min(n) from generate_series(1, least(per_buyer, 1 + (select count(*) ${hers}))) as free (n)
      where not exists (select ${hers} and own.nth = free.n))
    from placed left join taken_coupon as taken on true)`
}

/** Whether a take broke on what its buyer has used already. */
export function isOfHerUses(error: unknown): boolean {
  const { constraint, column } = error as {
    readonly constraint?: string
    readonly column?: string
  }
  return constraint === 'coupon_uses_once' || column === 'nth'
}

/** What a broken take means to the buyer; every other error stays what it is. */
export function couponError(error: unknown): unknown {
  const { constraint, column } = error as {
    readonly constraint?: string
    readonly column?: string
  }
  if (column === 'coupon_id')
    return new ShopError('COUPON_NOT_FOUND', {}, { cause: error as Error })
  const isHers = isOfHerUses(error)
  if (!isHers && constraint !== 'coupons_enough') return error
  const detail = isHers ? { mine: true } : {}
  return new ShopError('COUPON_USED_UP', detail, { cause: error as Error })
}

interface Returning {
  readonly shop_id: string
  readonly order_id: string
  readonly discount: number
}

/** A locked order that did not come about gives its coupon back, once. */
export async function returnCoupon(
  { clock }: Pick<Deps, 'clock'>,
  tx: Tx,
  { shop_id, order_id, discount }: Returning,
): Promise<void> {
  if (discount > 0) await giveBack(tx, [shop_id, order_id, new Date(clock.now())])
}

const giveBack = statement(`
  with back as (
    update coupon_uses set returned_at = $3
    where shop_id = $1 and order_id = $2 and returned_at is null returning coupon_id)
  update coupons set taken = taken - 1 from back
  where coupons.shop_id = $1 and coupons.coupon_id = back.coupon_id`)
