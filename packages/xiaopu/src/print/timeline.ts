import type { OrderTimeline } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
import type { ShopAtGateway } from '../seller.ts'
import { inShopMillis } from './shop-time.ts'
import { table } from './table.ts'

/** Everything that happened around the orders that were named. */
export async function printTimelines(
  { asked, cli, say }: Context,
  seller: ShopAtGateway['seller'],
): Promise<number> {
  if (asked.words.length === 0) throw new CommandError((texts) => texts.missingArgument('ord_…'), 2)
  const timelines = await Promise.all(
    asked.words.map(async (typed) => seller.orders.timeline(await orderIdOf(seller, typed))),
  )
  const [only] = timelines
  say(timelines.length === 1 ? only : timelines, () =>
    timelines.map((each) => describe(each, cli)).join('\n\n'),
  )
  return 0
}

function describe({ order, items, waiting }: OrderTimeline, { timeline }: Context['cli']): string {
  const { columns: titles, kinds } = timeline
  const rows = table(
    [
      { title: titles.at, value: ({ at }) => inShopMillis(at) },
      { title: titles.kind, value: ({ kind }) => kinds[kind] },
      { title: titles.what, value: ({ what }) => what, width: 60 },
      { title: titles.outcome, value: ({ outcome }) => outcome },
      { title: titles.ms, value: ({ ms }) => (ms === undefined ? '' : String(ms)), right: true },
      { title: titles.about, value: ({ about }) => about ?? '' },
    ],
    items,
  )
  const next = waiting.map(
    ({ dueAt, job, failed }) =>
      `  ${inShopMillis(dueAt)}  ${job}${failed ? `  ${timeline.failed}` : ''}`,
  )
  return [order.number, rows, ...(next.length > 0 ? [timeline.waiting, ...next] : [])].join('\n')
}
