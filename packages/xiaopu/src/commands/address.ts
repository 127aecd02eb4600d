import { createClient } from '@xiaopu/client'
import { fetchTransport } from '@xiaopu/client/fetch'
import { type Address, ShopError } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { orderIdOf } from '../order-id.ts'
import { describeOrder } from '../print/order-tables.ts'
import { openShop } from '../seller.ts'

/** Sends an order to another address, as its buyer pasted it into a chat. */
export async function run(context: Context): Promise<number> {
  const { asked, texts, say } = context
  const [id, ...words] = asked.words
  const text = words.join(' ')
  if (!id || !text) throw new CommandError((cli) => cli.missingArgument('<ord_…> <address>'), 2)
  const { seller, gateway } = openShop(context)
  const { publishableKey: shop } = await seller.shop.read()
  const { addresses } = createClient({ gateway, shop, transport: fetchTransport() })
  const { address, missing } = await addresses.parse({ text })
  if (missing.length > 0) throw new ShopError('ADDRESS_INCOMPLETE', { missing: missing.join() })
  const order = await seller.orders.address(await orderIdOf(seller, id), {
    address: address as Address,
  })
  say(order, () => describeOrder(order, texts))
  return 0
}
