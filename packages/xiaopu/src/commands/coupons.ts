import {
  type Coupon,
  type CouponOff,
  couponCode,
  dearestOrder,
  fen,
  formatMoney,
  type Listing,
  type NewCoupon,
  ShopError,
} from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { readOff } from '../off.ts'
import { readAmount } from '../price-rule.ts'
import { couponTable } from '../print/coupon-table.ts'
import { allListings, openShop } from '../seller.ts'
import { readSpan, readUntil } from '../span.ts'

const most = 1_000_000

/** Discounts for a code; a code with options makes one, an option takes one back. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const { seller } = openShop(context)
  const stopped = asked.text('stop')
  const [code] = asked.words
  if (stopped !== undefined) {
    const { items } = await seller.coupons.list()
    const named = items.filter(({ code }) => code === couponCode(stopped))
    // Said again where the answer was not heard: the one that was stopped is answered once more.
    const known = named.find(({ stoppedAt }) => !stoppedAt) ?? named[0]
    if (!known) throw new ShopError('COUPON_NOT_FOUND', { code: stopped })
    const gone = await seller.coupons.stop(known.id)
    say(gone, () => couponTable([gone], context))
  } else if (code !== undefined) {
    const made = await seller.coupons.create(wanted(context, code))
    const listings = await allListings(seller)
    say(made, () =>
      [couponTable([made], context), '', whatItCosts(made, listings, context)].join('\n'),
    )
  } else {
    const options = asked.given.filter((name) => name !== 'json')
    if (options.length > 0) throw new CommandError((texts) => texts.missingArgument('<code>'), 2)
    const { items } = await seller.coupons.list()
    say(items, () => (items.length === 0 ? cli.coupons.none : couponTable(items, context)))
  }
  return 0
}

/** What it may cost the seller, by the goods on which she would lose most. */
function whatItCosts(
  coupon: Pick<Coupon, 'off' | 'minSpend'>,
  listings: readonly Listing[],
  { cli: { coupons: words } }: Context,
): string {
  const losing = listings.flatMap(({ state, title, skus }) => {
    if (state !== 'published') return []
    const orders = skus.map(({ pricing }) => dearestOrder(coupon, pricing))
    const worst = orders.reduce((one, other) =>
      other.profit.amount < one.profit.amount ? other : one,
    )
    return worst.profit.amount < 0 ? [{ title, ...worst }] : []
  })
  const [worst] = losing.toSorted((one, other) => one.profit.amount - other.profit.amount)
  if (!worst) return words.earns
  const loss = formatMoney(fen(-worst.profit.amount))
  return words.loses(losing.length, worst.title, worst.quantity, loss)
}

function wanted({ asked }: Context, code: string): NewCoupon {
  const minSpend = asked.text('min-spend')
  const total = asked.number('total', 1, most)
  const perBuyer = asked.number('per-buyer', 1, most)
  const validUntil = readUntil(asked)
  const { from: validFrom } = readSpan(asked)
  if (validUntil === undefined)
    throw new CommandError((texts) => texts.missingArgument('--until'), 2)
  return {
    ...{ code, validUntil, off: readCouponOff(asked.text('off'), asked.text('most')) },
    ...(minSpend !== undefined && { minSpend: readAmount(minSpend, '--min-spend') }),
    ...(total !== undefined && { total }),
    ...(perBuyer !== undefined && { perBuyer }),
    ...(validFrom !== undefined && { validFrom }),
  }
}

/** Only a part of the goods has a limit. */
function readCouponOff(text: string | undefined, limit: string | undefined): CouponOff {
  const off = readOff(text)
  if (limit === undefined) return off
  if (off.kind === 'percent') return { ...off, most: readAmount(limit, '--most') }
  throw new CommandError((texts) => texts.badOption('--most', limit, '--off 10%'), 2)
}
