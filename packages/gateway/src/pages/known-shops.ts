import { minute } from '@xiaopu/domain'
import { isDatabaseGone } from '../db/database-gone.ts'
import type { Deps } from '../deps.ts'
import { findShopBySlug } from '../shops/shops.ts'

type Found = Awaited<ReturnType<typeof findShopBySlug>>

const staleMillis = 10 * minute
const most = 2_000

/** Finds shops by the name in their address; while the database is away, as they were a moment ago. */
export function knownShops({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const known = new Map<string, { readonly shop: Found; readonly at: number }>()
  return async (slug: string): Promise<Found> => {
    try {
      const shop = await findShopBySlug(db, slug)
      if (known.size >= most) known.clear()
      if (shop) known.set(slug, { shop, at: clock.now() })
      return shop
    } catch (error) {
      const last = known.get(slug)
      if (last && last.at + staleMillis > clock.now() && isDatabaseGone(error)) return last.shop
      throw error
    }
  }
}
