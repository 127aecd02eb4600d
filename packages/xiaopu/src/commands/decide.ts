import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { describeOrder } from '../print/order-tables.ts'
import { openShop } from '../seller.ts'

const decisions = ['buy', 'replace', 'refund'] as const

/** Decides a purchase that is held. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const [order, purchase, word] = asked.words
  const decision = decisions.find((each) => each === word)
  if (!order || !purchase || !decision)
    throw new CommandError((cli) => cli.missingArgument('<ord_…> <sor_…> <buy|replace|refund>'), 2)
  const decided = await openShop(context).seller.orders.decide(order, purchase, { decision })
  say(decided, () => describeOrder(decided, texts))
  return 0
}
