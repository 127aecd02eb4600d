import { listings, offers, shops } from '@xiaopu/api'
import { formatMoney, type Listing } from '@xiaopu/domain'
import { listingTable } from '../print/listing-table.ts'
import { progress } from '../print/progress.ts'
import { columns, table } from '../print/table.ts'
import { ask, type Seller } from '../seller/ask.ts'
import { type Asked, type Command, needed, type Said, sellerOf, textFlag } from './command.ts'
import { ruleFrom, ruleOptions, ruleUsage } from './price-rule.ts'

/** What 1688 offers for a keyword. */
export const search: Command = {
  usage: '<keyword> [--category id] [--page 1]',
  options: { page: { type: 'string' }, category: { type: 'string' } },
  async run(asked) {
    const { words, flags, texts } = asked
    const { cli } = texts
    const category = textFlag(flags, 'category')
    const found = await ask(await sellerOf(asked), offers.searchOffers, {
      query: {
        ...(words.length > 0 && { q: words.join(' ') }),
        ...(category && { category }),
        page: textFlag(flags, 'page') ?? '1',
        limit: '20',
      },
    })
    const shown = table(
      [
        { title: cli.columns.offer, value: ({ offerId }) => offerId },
        { title: cli.columns.title, value: ({ title }) => title, width: 48 },
        { title: cli.columns.cost, value: ({ cost }) => formatMoney(cost), right: true },
        {
          title: cli.columns.sold,
          value: ({ sold90Days }) => String(sold90Days ?? '-'),
          right: true,
        },
        { title: cli.columns.labels, value: (row) => row.labels.join(' '), width: 30 },
      ],
      found.offers,
    )
    const pages = Math.max(1, Math.ceil(found.total / 20))
    const text = `${shown}\n\n${cli.found(found.total)}  ${cli.page(found.page, pages)}`
    return { text, data: found }
  },
}

/** Everything in the shop, Sku by Sku. */
export const list: Command = {
  async run(asked) {
    const all = await allListings(await sellerOf(asked))
    return {
      text: all.length > 0 ? listingTable(all, asked.texts) : asked.texts.cli.nothing,
      data: all,
    }
  },
}

/** The shop's price rule; with options, a new one, and every price follows. */
export const rule: Command = {
  usage: ruleUsage,
  options: ruleOptions,
  async run(asked) {
    const { texts, flags } = asked
    const seller = await sellerOf(asked)
    const shop = await ask(seller, shops.readOwnShop)
    const priceRule = ruleFrom(flags, shop.priceRule)
    if (!priceRule) return { text: JSON.stringify(shop.priceRule, null, 2), data: shop.priceRule }
    await ask(seller, shops.changeShop, { body: { priceRule } })
    const all = await allListings(seller)
    return {
      text: `${listingTable(all, texts)}\n\n${texts.cli.repriced(all.length)}`,
      data: { priceRule, listings: all },
    }
  },
}

export const publish: Command = {
  usage: '<lst_…>… | --all',
  options: { all: { type: 'boolean' } },
  run: (asked) => changeEach(asked, listings.publishListing, asked.texts.cli.published),
}

export const pause: Command = {
  usage: '<lst_…>… | --all',
  options: { all: { type: 'boolean' } },
  run: (asked) => changeEach(asked, listings.pauseListing, String),
}

/** The shop itself; `--name`, `--state` and `--accent` change it. */
export const shop: Command = {
  usage: '[--name …] [--state open|paused|closed] [--accent #rrggbb]',
  options: { name: { type: 'string' }, state: { type: 'string' }, accent: { type: 'string' } },
  async run(asked) {
    const { flags } = asked
    const seller = await sellerOf(asked)
    const name = textFlag(flags, 'name')
    const state = textFlag(flags, 'state') as 'open' | 'paused' | 'closed' | undefined
    const accent = textFlag(flags, 'accent')
    const body = {
      ...(name && { name }),
      ...(state && { state }),
      ...(accent && { theme: { accent } }),
    }
    const now =
      Object.keys(body).length > 0
        ? await ask(seller, shops.changeShop, { body })
        : await ask(seller, shops.readOwnShop)
    const rows = Object.entries(now).map(
      ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    )
    return { text: columns(rows), data: now }
  },
}

async function changeEach(
  asked: Asked,
  route: typeof listings.publishListing | typeof listings.pauseListing,
  say: (count: number) => string,
): Promise<Said> {
  const { words, flags, texts } = asked
  const seller = await sellerOf(asked)
  if (!flags.all) needed(words[0], 'lst_…', texts)
  const ids = flags.all ? (await allListings(seller)).map(({ id }) => id) : words
  const shown = progress(texts.cli.publishing, ids.length)
  const changed: Listing[] = []
  for (const listing of ids) {
    changed.push(await ask(seller, route, { params: { listing } }))
    shown.step()
  }
  shown.end()
  return { text: `${listingTable(changed, texts)}\n\n${say(changed.length)}`, data: changed }
}

async function allListings(seller: Seller): Promise<Listing[]> {
  const all: Listing[] = []
  let cursor: string | undefined
  do {
    const page = await ask(seller, listings.listOwnListings, {
      query: { limit: '100', ...(cursor && { cursor }) },
    })
    all.push(...page.items)
    cursor = page.next
  } while (cursor)
  return all
}
