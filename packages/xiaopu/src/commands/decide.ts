import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
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
  const { seller } = openShop(context)
  const id = await orderIdOf(seller, order)
  const decided = await seller.orders.decide(id, purchase, { decision })
  say(decided, () => describeOrder(decided, texts))
  return 0
}
