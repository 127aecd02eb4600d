import type { GroupDeal, NewGroupDeal } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { readOff } from '../off.ts'
import { groupDealTable, groupSkuTable } from '../print/group-deal-table.ts'
import { openShop } from '../seller.ts'
import { readUntil } from '../span.ts'

/** Prices for buyers who order together; a listing with options makes one, an option ends one. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const { seller } = openShop(context)
  const ended = asked.text('end')
  const [listing] = asked.words
  if (ended !== undefined) {
    const gone = await seller.groupDeals.stop(ended)
    say(gone, () => groupDealTable([gone], context))
  } else if (listing !== undefined) {
    const made = await seller.groupDeals.create(wanted(context, listing))
    say(made, () =>
      [
        ...[groupDealTable([made], context), ''],
        ...[groupSkuTable(made, context), '', whatItEarns(made, context)],
      ].join('\n'),
    )
  } else {
    const options = asked.given.filter((name) => name !== 'json')
    if (options.length > 0) throw new CommandError((texts) => texts.missingArgument('<lst_…>'), 2)
    const { items } = await seller.groupDeals.list()
    say(items, () => (items.length === 0 ? cli.groupDeals.none : groupDealTable(items, context)))
  }
  return 0
}

function whatItEarns({ skus }: GroupDeal, { cli: { groupDeals: words } }: Context): string {
  const losing = skus.filter(({ profit }) => profit.amount < 0).length
  return losing > 0 ? words.loses(losing) : words.earns
}

function wanted({ asked }: Context, listing: string): NewGroupDeal {
  const size = asked.number('size', 2, 20)
  const validUntil = readUntil(asked)
  for (const [option, value] of Object.entries({ size, until: validUntil }))
    if (value === undefined)
      throw new CommandError((texts) => texts.missingArgument(`--${option}`), 2)
  return {
    listing,
    size: size ?? 2,
    off: readOff(asked.text('off')),
    openHours: asked.number('hours', 1, 72) ?? 24,
    validUntil: validUntil ?? '',
  }
}
