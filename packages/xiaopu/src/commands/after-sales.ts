import type { Seller } from '@xiaopu/client'
import { AfterSaleState } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { readSum } from '../price-rule.ts'
import { claimTable } from '../print/claim-table.ts'
import { all, openShop } from '../seller.ts'

const usualLimit = 20
const answers = ['approve', 'refuse', 'accept-goods', 'refuse-goods', 'refund'] as const
/** Options that belong to one word. */
const goesWith: Readonly<Record<string, string>> = {
  ...{ amount: 'approve', 'return-to': 'approve', 'keep-goods': 'approve' },
  ...{ state: 'list', limit: 'list' },
}

type Answer = Parameters<Seller['afterSales']['answer']>[1]

/** Claims of buyers, newest first; or the shop's answer to one. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const { afterSales } = openShop(context).seller
  const [word = 'list', id] = asked.words
  const answer = answers.find((each) => each === word)
  if (word !== 'list' && (!answer || !id))
    throw new CommandError((cli) => cli.missingArgument(`<${answers.join('|')}> <asc_…>`), 2)
  checkOptions(asked.given, word)
  if (!answer || !id) return list(context, afterSales)
  const claim = await afterSales.answer(id, answerOf(context, answer))
  say(claim, () => claimTable([claim], texts))
  return 0
}

async function list(
  { asked, cli, texts, say }: Context,
  afterSales: Seller['afterSales'],
): Promise<number> {
  const limit = asked.number('limit', 1, 10_000) ?? usualLimit
  const state = asked.choice('state', AfterSaleState.options)
  const claims = await all(
    (cursor) =>
      afterSales.list({
        limit: String(Math.min(limit, 100)),
        ...(state && { state }),
        ...(cursor && { cursor }),
      }),
    limit,
  )
  say(claims, () => {
    if (claims.length === 0) return cli.nothing
    const rows = claimTable(claims, texts)
    return claims.length === limit ? `${rows}\n\n${cli.more(limit)}` : rows
  })
  return 0
}

/** What an answer cannot take is not left out of it in silence: least of all an amount. */
function checkOptions(given: readonly string[], word: string): void {
  const strange = given.find((name) => (goesWith[name] ?? word) !== word)
  if (strange === undefined) return
  throw new CommandError((cli) => cli.mistyped.goesWith(`--${strange}`, goesWith[strange] ?? ''), 2)
}

function answerOf({ asked }: Context, answer: (typeof answers)[number]): Answer {
  const words = asked.text('words')
  if (answer === 'refuse' || answer === 'refuse-goods') {
    if (!words) throw new CommandError((cli) => cli.missingArgument('--words'), 2)
    return { answer, words }
  }
  if (answer === 'accept-goods' || answer === 'refund') return { answer, ...(words && { words }) }
  const agreed = readSum(asked)
  const returnTo = asked.text('return-to')
  const keepGoods = asked.flag('keep-goods')
  return {
    answer,
    ...(agreed && { agreed }),
    ...(returnTo && { returnTo }),
    ...(keepGoods && { keepGoods }),
    ...(words && { words }),
  }
}
