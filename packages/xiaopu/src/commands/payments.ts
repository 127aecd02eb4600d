import {
  PaymentAccountState,
  type PaymentAccountView,
  ProviderName,
  type Sharing,
} from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { readAccount } from '../payment-account.ts'
import { columns } from '../print/table.ts'
import { openShop } from '../seller.ts'

/** The accounts that a shop takes money with; options give one or switch it. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const [word] = asked.words
  const provider = ProviderName.options.find((each) => each === word)
  if (word !== undefined && !provider)
    throw new CommandError((texts) => texts.badOption('provider', word, names), 2)
  const { seller } = openShop(context)
  const file = asked.text('file')
  const state = asked.choice('turn', PaymentAccountState.options)
  const sharing = asked.choice('sharing', ['0', '1', '2'])
  if (file !== undefined || state || sharing) {
    if (!provider) throw new CommandError((texts) => texts.missingArgument('provider'), 2)
    await seller.paymentAccounts.set(provider, {
      ...(file !== undefined && { account: readAccount(file) }),
      ...(state && { state }),
      ...(sharing && { sharing: Number(sharing) as Sharing }),
    })
  }
  const { items } = await seller.paymentAccounts.list()
  const shown = items.filter((item) => !provider || item.provider === provider)
  say(shown, () =>
    shown.length === 0
      ? cli.payments.none
      : shown.map((each) => described(context, each)).join('\n\n'),
  )
  return 0
}

const names = ProviderName.options.join(' ')

function described({ cli }: Context, account: PaymentAccountView): string {
  const words = cli.payments
  return columns([
    [words.columns.provider, account.provider],
    [words.columns.state, words.states[account.state]],
    [words.columns.merchant, account.merchant],
    ...(account.sharing > 0
      ? [[words.columns.sharing, words.sharing(account.sharing)] as const]
      : []),
    [words.columns.notifyUrl, account.notifyUrl],
  ])
}
