import { benchCards } from './cards.ts'
import type { Bench } from './figure.ts'
import { benchGateway } from './gateway.ts'
import { openShop } from './open-shop.ts'

/** Buyers' pages and their orders, against one shop with real servers. */
export const shop: Bench = {
  name: 'shop',
  async run(plan) {
    const open = await openShop()
    try {
      return [...(await benchCards(open, plan)), ...(await benchGateway(open, plan))]
    } finally {
      await open.close()
    }
  },
}
