import { createBuyer } from './buyer.ts'
import type { Figure, Plan } from './figure.ts'
import type { OpenShop } from './open-shop.ts'
import { type Cost, costOf } from './operations.ts'
import { playCheckout, playCrowd } from './play.ts'
import { usage } from './processor.ts'

/** What a gateway spends on what buyers do, one after the other, and how many it can serve. */
export async function benchGateway(shop: OpenShop, plan: Plan): Promise<Figure[]> {
  const buyer = createBuyer(shop.origin, shop.key)
  const times = (count: number) => (plan.quick ? 5 : count)
  const measure = (count: number, operation: (round: number) => Promise<unknown>) =>
    costOf(shop.processes, times(count), operation)

  const [first] = shop.listings
  if (!first) throw new Error('the shop sells nothing')
  const ids = shop.listings.slice(0, 20).map(({ id }) => id)
  const cold = await measure(300, (round) => forgetful(shop, listOf(ids, round)))
  const mixed = await measure(500, (round) => read(shop, listOf(ids, round)))
  const cached = await measure(5000, () => read(shop, listOf(ids, 0)))
  const details = shop.listings.slice(0, 20)
  const detail = await measure(300, (round) =>
    forgetful(shop, detailOf(details[round % details.length]?.id ?? first.id)),
  )
  const add = await measure(500, () => buyer.add([first]))
  const { waited, later } = await playCheckout(shop, times(100))
  const begin = await playCrowd(shop, 8, upTo(times(400)))
  const crowd = await playCrowd(shop, 8, plan.quick ? upTo(5) : lasting(60_000))
  await shop.quiet()

  const group = 'gateway'
  return [
    ...costs('list of 20, cold', 2, cold),
    ...costs('list of 20, cards in a new order', undefined, mixed),
    ...costs('list of 20, cached', 0.15, cached),
    ...costs('detail', 0.6, detail),
    ...costs('cart add', 2, add),
    ...costs('checkout of 3 suppliers to paid', 10, waited),
    ...shares('what follows from it later', later),
    {
      group,
      name: 'paid orders, 8 buyers, the first 400 of a new shop',
      value: begin.perSecond,
      unit: '/s',
    },
    {
      group,
      name: 'paid orders, 8 buyers, for 60 s after those',
      value: crowd.perSecond,
      unit: '/s',
      budget: 100,
      atLeast: true,
    },
    { group, name: 'paid orders, 8 buyers, p50', value: crowd.p50, unit: 'ms' },
    { group, name: 'paid orders, 8 buyers, p99', value: crowd.p99, unit: 'ms', budget: 250 },
    ...shares('paid orders, 8 buyers', { ...crowd.used, buyers: crowd.buyers }),
    ...Object.entries(shop.processes).flatMap(([name, pid]) => memoryOf(name, pid)),
  ]
}

const upTo = (count: number) => (begun: number) => begun < count

function lasting(ms: number): () => boolean {
  const end = performance.now() + ms
  return () => performance.now() < end
}

function shares(name: string, used: Readonly<Record<string, number>>): Figure[] {
  return Object.entries(used).map(([who, value]) => ({
    group: 'gateway',
    name: `${name}, ${who} CPU`,
    value,
    unit: 'ms',
  }))
}

/** Only the gateway's memory is its own: the database's is mostly one block that its processes share. */
function memoryOf(name: string, pid: number): Figure[] {
  const { memory, files } = usage(pid)
  const of = { group: 'memory after load', unit: 'MB' } as const
  const isOurs = name === 'gateway' || name === 'worker'
  return [
    { ...of, name, value: memory, ...(isOurs && { budget: 160 }) },
    { ...of, name: `${name}, pages of files in it`, value: files },
  ]
}

function costs(name: string, budget: number | undefined, cost: Cost): Figure[] {
  const group = 'gateway'
  return [
    {
      group,
      name: `${name}, gateway CPU`,
      value: cost.gateway,
      unit: 'ms',
      ...(budget && { budget }),
    },
    { group, name: `${name}, database CPU`, value: cost.database, unit: 'ms' },
    { group, name: `${name}, p50`, value: cost.p50, unit: 'ms' },
    { group, name: `${name}, p99`, value: cost.p99, unit: 'ms' },
  ]
}

/** An order of the same ids that no cache has seen: there are more than rounds. */
function listOf(ids: readonly string[], round: number): string {
  const rotated = [...ids.slice(round % ids.length), ...ids.slice(0, round % ids.length)]
  const swap = Math.floor(round / ids.length) % (ids.length - 1)
  const [first = '', ...rest] = rotated
  const mixed = [...rest.slice(0, swap), first, ...rest.slice(swap)]
  return `/v1/listings?ids=${mixed.join(',')}`
}
const detailOf = (id: string) => `/v1/listings/${id}?`

/** A read after something in the shop has changed: nothing of the answer is kept. */
async function forgetful(shop: OpenShop, path: string): Promise<void> {
  shop.forget()
  await read(shop, path)
}

async function read({ origin, key }: OpenShop, path: string): Promise<void> {
  const answer = await fetch(`${origin}${path}&shop=${key}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
}
