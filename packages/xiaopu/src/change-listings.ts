import type { Seller } from '@xiaopu/client'
import { isShopError, type Listing, type ListingState, ShopError } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { CommandError } from './command-error.ts'
import type { Context } from './context.ts'
import { describe } from './describe.ts'
import { listingTable } from './print/listing-table.ts'
import { progress } from './print/progress.ts'
import { allListings, openShop } from './seller.ts'

/**
 * Does one thing to the listings that were named, or to all in the states that `all` means; one that
 * is refused does not stop the others.
 *
 * @throws the refusal, once the others are done and told
 */
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
  const refused: ShopError[] = []
  for (const id of ids) {
    try {
      changed.push(await does.change(seller, id))
    } catch (error) {
      if (!isShopError(error)) throw error
      refused.push(new ShopError(error.code, { listing: id, ...error.detail }, { cause: error }))
    }
    shown.step()
  }
  shown.end()
  if (changed.length === 0 && refused.length > 0) throw allOf(refused, texts)
  say(changed, () =>
    [
      ...(changed.length > 0 ? [listingTable(changed, texts), ''] : []),
      does.done(changed.length),
    ].join('\n'),
  )
  if (refused.length > 0) throw allOf(refused, texts)
  return 0
}

/** One failure as it is, several with a line each. */
function allOf(refused: readonly ShopError[], texts: Texts): Error {
  const [only, ...others] = refused
  if (only && others.length === 0) return only
  const told = refused.map((error) => `  ${describe(error, texts).text}`)
  return new CommandError((cli) => [cli.mistyped.several(refused.length), ...told].join('\n'))
}

async function idsIn(seller: Seller, states: readonly ListingState[]): Promise<string[]> {
  const listings = await allListings(seller)
  return listings.filter(({ state }) => states.includes(state)).map(({ id }) => id)
}
