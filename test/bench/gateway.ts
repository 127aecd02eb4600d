import { createBuyer } from './buyer.ts'
import type { Figure, Plan } from './figure.ts'
import type { OpenShop } from './open-shop.ts'
import { type Cost, costOf, rateOf } from './operations.ts'
import { usage } from './processor.ts'

/** What a gateway spends on what buyers do, one after the other, and how many it can serve. */
export async function benchGateway(shop: OpenShop, plan: Plan): Promise<Figure[]> {
  const buyer = createBuyer(shop.origin, shop.key)
  const times = (count: number) => (plan.quick ? 5 : count)
  const measure = (count: number, operation: (round: number) => Promise<unknown>) =>
    costOf(shop.processes, times(count), operation)

  const [first] = shop.listings
  if (!first) throw new Error('the shop sells nothing')
  const twenty = shop.listings.slice(0, 20).map(({ id }) => id)
  const figures = [
    ...costs(
      'list of 20, cold',
      2,
      await measure(500, (round) => read(shop, listOf(twenty, round))),
    ),
    ...costs('list of 20, cached', 0.15, await measure(5000, () => read(shop, listOf(twenty, 0)))),
    ...costs('detail', 0.6, await measure(1000, (round) => read(shop, detailOf(first.id, round)))),
    ...costs('cart add', 2, await measure(500, () => buyer.add([first]))),
    ...costs(
      'checkout of 3 suppliers to paid',
      10,
      await measure(100, async () =>
        buyer.pay(await buyer.order(await buyer.add(shop.fromThreeSuppliers))),
      ),
    ),
  ]

  const rate = await rateOf(8, times(400), async () =>
    buyer.pay(await buyer.order(await buyer.add([first]))),
  )
  const group = 'gateway'
  const memory = usage(shop.processes.gateway).memory
  return [
    ...figures,
    {
      group,
      name: 'paid orders, 8 buyers',
      value: rate.perSecond,
      unit: '/s',
      budget: 100,
      atLeast: true,
    },
    { group, name: 'paid orders, 8 buyers, p50', value: rate.p50, unit: 'ms' },
    { group, name: 'paid orders, 8 buyers, p99', value: rate.p99, unit: 'ms', budget: 250 },
    { group, name: 'memory after load', value: memory, unit: 'MB', budget: 160 },
  ]
}

function costs(name: string, budget: number, cost: Cost): Figure[] {
  const group = 'gateway'
  return [
    { group, name: `${name}, gateway CPU`, value: cost.gateway, unit: 'ms', budget },
    { group, name: `${name}, database CPU`, value: cost.database, unit: 'ms' },
    { group, name: `${name}, p50`, value: cost.p50, unit: 'ms' },
    { group, name: `${name}, p99`, value: cost.p99, unit: 'ms' },
  ]
}

/** An address that no cache has seen: reads ignore what they do not know. */
const listOf = (ids: readonly string[], round: number) =>
  `/v1/listings?ids=${ids.join(',')}&round=${round}`
const detailOf = (id: string, round: number) => `/v1/listings/${id}?round=${round}`

async function read({ origin, key }: OpenShop, path: string): Promise<void> {
  const answer = await fetch(`${origin}${path}&shop=${key}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
}
