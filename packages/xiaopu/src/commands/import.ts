import type { Seller } from '@xiaopu/client'
import { isShopError, type Listing, type PriceRule, readOfferId } from '@xiaopu/domain'
import { forEachAtOnce } from '../at-once.ts'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { sentenceOf } from '../describe.ts'
import { readRule } from '../price-rule.ts'
import { skuTable } from '../print/listing-table.ts'
import { progress } from '../print/progress.ts'
import { openShop } from '../seller.ts'

/** 1688 counts calls, and a seller waits. */
const importsAtOnce = 4
const usualLimit = 10

interface Failed {
  readonly source: string
  readonly code: string
  readonly why: string
}

/** Imports offers as listings; what cannot be imported is named and does not stop the others. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, texts, say } = context
  const { seller } = openShop(context)
  const { sources, missed } = await findSources(seller, context)
  const rule = await ownRule(seller, context)
  const shown = progress(cli.importing, sources.length)
  const isPublished = asked.flag('publish')
  const done = await forEachAtOnce(sources, importsAtOnce, async (source) => {
    const result = await bring(seller, source, { rule, publish: isPublished }, context)
    shown.step()
    return result
  })
  shown.end()
  const listings = done.filter((each): each is Listing => 'id' in each)
  const failed = [...missed, ...done.filter((each): each is Failed => 'why' in each)]
  say({ listings, failed }, () =>
    [
      ...(listings.length > 0 ? [skuTable(listings, texts), ''] : []),
      cli.imported(listings.length),
      ...failed.map(({ source, why }) => cli.importFailed(source, why)),
      ...(isPublished ? [cli.published(listings.length)] : []),
    ].join('\n'),
  )
  return failed.length > 0 ? 1 : 0
}

/** Links and numbers as they are; other words are searched for and stand for the first hits. */
async function findSources(
  seller: Seller,
  { asked, cli }: Context,
): Promise<{ sources: readonly string[]; missed: readonly Failed[] }> {
  const words = asked.words.filter((word) => word.trim() !== '')
  const category = asked.text('category')
  const limit = asked.number('limit', 1, 50) ?? usualLimit
  if (words.length === 0 && category === undefined) {
    throw new CommandError((texts) => texts.missingArgument('<link|id|keyword>…'), 2)
  }
  const isSource = (word: string) => readOfferId(word) !== undefined || /^https?:/.test(word)
  const keywords = words.filter((word) => !isSource(word))
  const found = words.filter(isSource)
  const missed: Failed[] = []
  if (keywords.length > 0 || words.length === 0) {
    const { offers } = await seller.offers.search({
      ...(keywords.length > 0 && { q: keywords.join(' ') }),
      ...(category && { category }),
      limit: String(limit),
    })
    found.push(...offers.map(({ offerId }) => offerId))
    if (offers.length === 0) missed.push(notFound(keywords.join(' ') || `${category}`, cli))
  }
  return { sources: [...new Set(found)], missed }
}

function notFound(source: string, cli: Context['cli']): Failed {
  return { source, code: 'OFFER_NOT_FOUND', why: cli.mistyped.noOffers(source) }
}

/** A rule for these listings alone, where one was given. */
async function ownRule(seller: Seller, { asked }: Context): Promise<PriceRule | undefined> {
  const { priceRule } = await seller.shop.read()
  return readRule(asked, asked.text('rule'), priceRule)
}

async function bring(
  seller: Seller,
  source: string,
  also: { rule: PriceRule | undefined; publish: boolean },
  { texts }: Context,
): Promise<Listing | Failed> {
  try {
    const { offerId } = await seller.offers.import({ source })
    const created = await seller.listings.create({ offerId })
    const priced = also.rule
      ? await seller.listings.change(created.id, { priceRule: also.rule })
      : created
    return also.publish ? await seller.listings.publish(priced.id) : priced
  } catch (error) {
    if (!isShopError(error)) throw error
    return { source, code: error.code, why: sentenceOf(error, texts) }
  }
}
