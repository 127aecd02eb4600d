import { createSandbox, type Sandbox } from '@xiaopu/sandbox'
import { type Bench, type Figure, median, quantile } from './figure.ts'

/** What the sandbox's generated market costs: processor time of this process, so that other load hardly counts. */
export const sandbox: Bench = {
  name: 'sandbox',
  run: async ({ quick }) => [...generator(quick), ...(await reading(quick)), ...search(quick)],
}

const group = 'sandbox'

function generator(quick: boolean): Figure[] {
  const size = quick ? 10_000 : 1_000_000
  const name = size.toLocaleString('en')
  const before = process.memoryUsage().heapUsed
  const start = taken(() => createSandbox({ offers: size }))
  const { offers } = start.result.world
  let skus = 0
  const all = taken(() => {
    for (let place = 0; place < size; place++) skus += offers.at(place).skus.length
  })
  if (skus < size) throw new TypeError(`${skus} SKUs of ${size} offers`)
  const held = Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20
  return [
    { group, name: `start with ${name} generated offers`, value: start.ms, unit: 'ms' },
    { group, name: `every one of ${name} offers made once`, value: all.ms / 1000, unit: 's' },
    { group, name: `heap after that`, value: held, unit: 'MB' },
  ]
}

/** How long other calls wait at most while the first search of a market reads it, in processor time of one turn. */
async function reading(quick: boolean): Promise<Figure[]> {
  const size = quick ? 10_000 : 1_000_000
  const name = `${size.toLocaleString('en')} offers`
  const market = createSandbox({ offers: size })
  const turns: number[] = []
  let before = process.threadCpuUsage()
  let isRead = false
  const turn = (): void => {
    const { user, system } = process.threadCpuUsage(before)
    turns.push((user + system) / 1000)
    before = process.threadCpuUsage()
    if (!isRead) setImmediate(turn)
  }
  setImmediate(turn)
  await market.world.offers.soon('titles')
  isRead = true
  const all = turns.reduce((sum, ms) => sum + ms, 0)
  return [
    { group, name: `read ${name} for the first search`, value: all / 1000, unit: 's' },
    { group, name: `longest turn of that`, value: Math.max(...turns), unit: 'ms' },
  ]
}

function search(quick: boolean): Figure[] {
  const size = quick ? 5000 : 100_000
  const name = `${size.toLocaleString('en')} offers`
  const market = createSandbox({ offers: size })
  const build = taken(() => market.world.offers.search({}))
  const asked = queries(market, quick ? 100 : 2000)
  for (const query of asked.slice(0, 50)) market.world.offers.search(query).page(0, 20)
  const times = asked.map((query) => taken(() => market.world.offers.search(query).page(0, 20)).ms)
  const look = market.world.offers.picture(market.world.offers.at(0).images[0] ?? '')?.look
  if (!look) throw new TypeError('the first offer shows no picture')
  const pictures = taken(() => market.world.offers.alike(look, 10))
  const alike = Array.from(
    { length: quick ? 5 : 100 },
    () => taken(() => market.world.offers.alike(look, 10)).ms,
  )
  return [
    { group, name: `build the index of ${name}`, value: build.ms, unit: 'ms' },
    { group, name: `search ${name}, a page of 20, median`, value: median(times), unit: 'ms' },
    { group, name: `search ${name}, a page of 20, p99`, value: quantile(times, 0.99), unit: 'ms' },
    { group, name: `build the picture index of ${name}`, value: pictures.ms, unit: 'ms' },
    { group, name: `search ${name} by picture, p99`, value: quantile(alike, 0.99), unit: 'ms' },
  ]
}

type Query = Parameters<Sandbox['world']['offers']['search']>[0]

/** Queries as people type them: words of titles, two to ten letters, some with conditions; the same every time. */
function queries({ world }: Sandbox, count: number): readonly Query[] {
  return Array.from({ length: count }, (_, at) => {
    const { subject, categoryId } = world.offers.at((at * 7919) % world.offers.size)
    const length = 2 + (at % 9)
    const from = (at * 31) % Math.max(1, subject.length - length)
    const one = subject.slice(from, from + length)
    const keywords = at % 4 === 0 ? `${subject.slice(0, 2)} ${one}` : one
    if (at % 5 === 0)
      return { keywords, filters: ['jxhy', 'shipIn48Hours'], fromFen: 500, toFen: 5000 }
    if (at % 5 === 1) return { categoryIds: [categoryId], sort: 'price-up' }
    return { keywords }
  })
}

/** Runs something and says how much processor time it took, in ms. */
function taken<T>(run: () => T): { readonly result: T; readonly ms: number } {
  const before = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(before)
  return { result, ms: (user + system) / 1000 }
}
