import { benchCards } from './cards.ts'
import type { Bench, Figure, Plan } from './figure.ts'
import { benchGateway } from './gateway.ts'
import { type OpenShop, openShop } from './open-shop.ts'

/** What a gateway spends on reads, carts, checkouts and purchases. */
export const gateway: Bench = inShop('gateway', benchGateway)

/** What buyers' pages load, and when their cards are there. */
export const cards: Bench = inShop('cards', benchCards)

/** A bench against a shop of its own, so that one leaves no warm caches or full tables to another. */
function inShop(name: string, measure: (shop: OpenShop, plan: Plan) => Promise<Figure[]>): Bench {
  return {
    name,
    async run(plan) {
      const open = await openShop()
      try {
        return await measure(open, plan)
      } finally {
        await open.close()
      }
    },
  }
}
