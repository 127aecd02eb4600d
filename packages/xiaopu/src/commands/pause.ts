import { changeListings } from '../change-listings.ts'
import type { Context } from '../context.ts'

/** Takes listings off sale; their links stay and say so. */
export function run(context: Context): Promise<number> {
  return changeListings(context, {
    change: (seller, id) => seller.listings.pause(id),
    states: ['published'],
    doing: context.cli.pausing,
    done: context.cli.paused,
  })
}
