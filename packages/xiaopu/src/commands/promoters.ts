import { formatMoney, type NewPromoter, type Promoter } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { table } from '../print/table.ts'
import { openShop } from '../seller.ts'

/** Who earns by a shop's links; an account with options registers one, an option takes one off. */
export async function run(context: Context): Promise<number> {
  const { asked, say } = context
  const { seller } = openShop(context)
  const removed = asked.text('remove')
  const [account] = asked.words
  if (removed !== undefined) {
    const gone = await seller.promoters.remove(removed)
    say(gone, () => promoterTable([gone], context))
  } else if (account !== undefined) {
    const made = await seller.promoters.add(wanted(context, account))
    say(made, () => promoterTable([made], context))
  } else {
    const options = asked.given.filter((name) => name !== 'json')
    if (options.length > 0) throw new CommandError((texts) => texts.missingArgument('<account>'), 2)
    const { items } = await seller.promoters.list()
    say(items, () =>
      items.length === 0 ? context.cli.promoters.none : promoterTable(items, context),
    )
  }
  return 0
}

function wanted({ asked }: Context, account: string): NewPromoter {
  const share = asked.text('share')
  const permille = asked.number('permille', 1, 300)
  const name = asked.text('merchant')
  const above = asked.text('above')
  const abovePermille = asked.number('above-permille', 1, 300)
  if (share === undefined) throw new CommandError((texts) => texts.missingArgument('--share'), 2)
  if (permille === undefined)
    throw new CommandError((texts) => texts.missingArgument('--permille'), 2)
  if (above !== undefined && abovePermille === undefined)
    throw new CommandError((texts) => texts.missingArgument('--above-permille'), 2)
  return {
    ...{ account, share, permille },
    kind: name === undefined ? 'person' : 'merchant',
    ...(name !== undefined && { name }),
    ...(above !== undefined &&
      abovePermille !== undefined && { above: { promoter: above, permille: abovePermille } }),
  }
}

function promoterTable(promoters: readonly Promoter[], { cli, texts }: Context): string {
  const words = cli.promoters
  const refused = ({ commissions }: Promoter): string => {
    if (!commissions?.refused.amount) return ''
    const reason = commissions.reason ?? ''
    const amount = formatMoney(commissions.refused)
    return words.because(amount, texts.refusalReasons[reason] ?? reason)
  }
  return table(
    [
      { title: words.columns.id, value: ({ id }) => id },
      { title: words.columns.kind, value: ({ kind }) => words.kinds[kind] },
      {
        title: words.columns.account,
        value: ({ accountEnd }) => (accountEnd ? `…${accountEnd}` : ''),
      },
      { title: words.columns.share, value: ({ share }) => share },
      { title: words.columns.part, value: ({ permille }) => words.part(permille) },
      {
        title: words.columns.above,
        value: ({ above }) => (above ? `${above.promoter} ${words.part(above.permille)}` : ''),
      },
      { title: words.columns.state, value: ({ state }) => words.states[state] },
      {
        title: words.columns.paid,
        value: ({ commissions }) => (commissions ? formatMoney(commissions.paid) : ''),
        right: true,
      },
      { title: words.columns.refused, value: refused },
    ],
    promoters,
  )
}
