import { formatMoney } from '@xiaopu/domain'
import type { Context } from '../context.ts'
import { table } from '../print/table.ts'
import { openShop } from '../seller.ts'

const perPage = 20

/** What 1688 offers for some words or in a category. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const { seller } = openShop(context)
  const limit = asked.number('limit', 1, 50) ?? perPage
  const category = asked.text('category')
  const found = await seller.offers.search({
    ...(asked.words.length > 0 && { q: asked.words.join(' ') }),
    ...(category && { category }),
    page: String(asked.number('page', 1, 10_000) ?? 1),
    limit: String(limit),
  })
  say(found, () => {
    if (found.total === 0) return cli.mistyped.noOffers(asked.words.join(' ') || `${category}`)
    const pages = Math.max(1, Math.ceil(found.total / limit))
    if (found.offers.length === 0) return cli.mistyped.noPage(found.page, pages)
    const rows = table(
      [
        { title: cli.columns.offer, value: ({ offerId }) => offerId },
        { title: cli.columns.title, value: ({ title }) => title, width: 48 },
        { title: cli.columns.cost, value: ({ cost }) => formatMoney(cost), right: true },
        {
          title: cli.columns.sold,
          value: ({ sold90Days }) => String(sold90Days ?? '-'),
          right: true,
        },
        { title: cli.columns.labels, value: ({ labels }) => labels.join(' '), width: 30 },
      ],
      found.offers,
    )
    return `${rows}\n\n${cli.found(found.total)}  ${cli.page(found.page, pages)}`
  })
  return 0
}
