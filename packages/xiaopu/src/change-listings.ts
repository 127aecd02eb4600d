import type { Seller } from '@xiaopu/client'
import type { Listing, ListingState } from '@xiaopu/domain'
import { CommandError } from './command-error.ts'
import type { Context } from './context.ts'
import { listingTable } from './print/listing-table.ts'
import { progress } from './print/progress.ts'
import { allListings, openShop } from './seller.ts'

/** Does one thing to the listings that were named, or to all in the states that `all` means. */
export async function changeListings(
  context: Context,
  does: {
    readonly change: (seller: Seller, id: string) => Promise<Listing>
    readonly states: readonly ListingState[]
    readonly doing: (done: number, total: number) => string
    readonly done: (count: number) => string
  },
): Promise<number> {
  const { asked, texts, say } = context
  const { seller } = openShop(context)
  if (asked.words.length === 0) {
    throw new CommandError((cli) => cli.missingArgument('<lst_…>… | all'), 2)
  }
  const isAll = asked.words[0] === 'all'
  const ids = isAll ? await idsIn(seller, does.states) : asked.words
  const shown = progress(does.doing, ids.length)
  const changed: Listing[] = []
  for (const id of ids) {
    changed.push(await does.change(seller, id))
    shown.step()
  }
  shown.end()
  say(changed, () =>
    [
      ...(changed.length > 0 ? [listingTable(changed, texts), ''] : []),
      does.done(changed.length),
    ].join('\n'),
  )
  return 0
}

async function idsIn(seller: Seller, states: readonly ListingState[]): Promise<string[]> {
  const listings = await allListings(seller)
  return listings.filter(({ state }) => states.includes(state)).map(({ id }) => id)
}
