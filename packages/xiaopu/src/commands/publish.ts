import { changeListings } from '../change-listings.ts'
import type { Context } from '../context.ts'

/** Puts listings on sale. */
export function run(context: Context): Promise<number> {
  return changeListings(context, {
    change: (seller, id) => seller.listings.publish(id),
    states: ['draft', 'paused'],
    doing: context.cli.publishing,
    done: context.cli.published,
  })
}
