import { offers, shops } from '@xiaopu/api'
import { type Listing, readOfferId } from '@xiaopu/domain'
import { listingTable } from '../print/listing-table.ts'
import { progress } from '../print/progress.ts'
import { ask, type Seller } from '../seller/ask.ts'
import { listOffer } from '../seller/list-offer.ts'
import { type Asked, type Command, explain, needed, sellerOf, textFlag } from './command.ts'
import { ruleFrom, ruleOptions, ruleUsage } from './price-rule.ts'

/** Imports at once: 1688 counts calls, and a seller waits. */
const atOnce = 4
const defaultLimit = 10

interface Failed {
  readonly source: string
  readonly why: string
}

/** Imports offers by link, id or the best hits of a keyword; with `--publish` puts them on sale. */
export const importCommand: Command = {
  usage: `<1688 link | id | keyword>… [--publish] [--limit ${defaultLimit}] ${ruleUsage}`,
  options: { publish: { type: 'boolean' }, limit: { type: 'string' }, ...ruleOptions },
  async run(asked) {
    const { texts, words, flags } = asked
    needed(words[0], 'link | id | keyword', texts)
    const seller = await sellerOf(asked)
    await setRule(seller, asked)
    const sources = await findSources(
      seller,
      words,
      Number(textFlag(flags, 'limit') ?? defaultLimit),
    )
    const { listed, failed } = await importAll(seller, sources, asked)
    const lines = [
      texts.cli.imported(listed.length),
      ...failed.map(({ source, why }) => texts.cli.importFailed(source, why)),
      ...(flags.publish ? [texts.cli.published(listed.length)] : []),
    ]
    return {
      text: `${listingTable(listed, texts)}\n\n${lines.join('\n')}`,
      data: { listings: listed, failed },
      isBad: failed.length > 0,
    }
  },
}

async function setRule(seller: Seller, { flags }: Asked): Promise<void> {
  const { priceRule: before } = await ask(seller, shops.readOwnShop)
  const priceRule = ruleFrom(flags, before)
  if (priceRule) await ask(seller, shops.changeShop, { body: { priceRule } })
}

/** Links and ids as they are; anything else is a keyword and stands for its first hits. */
async function findSources(
  seller: Seller,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  const found = await Promise.all(
    words.map(async (word) => {
      if (readOfferId(word) || /^https?:/.test(word)) return [word]
      const { offers: hits } = await ask(seller, offers.searchOffers, {
        query: { q: word, limit: String(Math.min(Math.max(1, limit || defaultLimit), 50)) },
      })
      return hits.map(({ offerId }) => offerId)
    }),
  )
  return [...new Set(found.flat())]
}

async function importAll(
  seller: Seller,
  sources: readonly string[],
  { texts, flags }: Asked,
): Promise<{ listed: Listing[]; failed: Failed[] }> {
  const listed: Listing[] = []
  const failed: Failed[] = []
  const shown = progress(texts.cli.importing, sources.length)
  const waiting = [...sources]
  const work = async () => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      try {
        listed.push(await listOffer(seller, source, { publish: flags.publish === true }))
      } catch (error) {
        failed.push({ source, why: explain(error, texts) })
      }
      shown.step()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  shown.end()
  return { listed, failed }
}
