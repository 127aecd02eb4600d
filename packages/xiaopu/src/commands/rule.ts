import { formatMoney, type PriceRule, type Pricing } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { markupText, readAmount, readRule } from '../price-rule.ts'
import { skuTable } from '../print/listing-table.ts'
import { columns } from '../print/table.ts'
import { allListings, openShop, type ShopAtGateway } from '../seller.ts'

/** Shows the shop's price rule; with one given tries it, or sets it for the shop or one listing. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const { seller } = openShop(context)
  const [typed] = asked.words
  const id = asked.text('listing')
  const cost = asked.text('preview')
  const shop = await seller.shop.read()
  const own = id === undefined ? undefined : (await seller.listings.read(id)).priceRule
  const before = own ?? shop.priceRule
  const rule = typed === 'shop' ? undefined : readRule(asked, typed, before)
  if (cost !== undefined) {
    const priceRule = rule ?? before
    const pricing = await seller.prices.preview({ cost: readAmount(cost, '--preview'), priceRule })
    say(
      { priceRule, pricing },
      () => `${describe(priceRule, context)}\n\n${steps(pricing, context)}`,
    )
    return 0
  }
  if (id !== undefined && (rule || typed === 'shop')) {
    const listing = await seller.listings.change(id, { priceRule: rule ?? null })
    say(listing, () => skuTable([listing], texts))
    return 0
  }
  if (rule) return setForShop({ seller }, rule, context)
  say(before, () => describe(before, context))
  return 0
}

async function setForShop(
  { seller }: Pick<ShopAtGateway, 'seller'>,
  priceRule: PriceRule,
  context: Context,
): Promise<number> {
  await seller.shop.change({ priceRule })
  const listings = await allListings(seller)
  context.say({ priceRule, listings }, () =>
    [
      skuTable(listings, context.texts),
      '',
      describe(priceRule, context),
      context.cli.repriced(listings.filter((each) => !each.priceRule).length),
    ].join('\n'),
  )
  return 0
}

function describe(rule: PriceRule, { cli, texts }: Context): string {
  return columns([
    [cli.columns.rule, markupText(rule.markup)],
    [cli.columns.ending, texts.pricing.endings[rule.ending]],
    [cli.columns.minProfit, formatMoney(rule.minProfit)],
  ])
}

function steps({ trace, price, profit }: Pricing, { cli, texts }: Context): string {
  return [
    ...trace.map((step) => `  ${texts.pricing.step(step)}`),
    columns([
      [cli.columns.price, formatMoney(price)],
      [cli.columns.profit, formatMoney(profit)],
    ]),
  ].join('\n')
}
