import { Chance } from '../fuzz/chance.ts'
import { type Acknowledged, buyer } from '../simulate/buyer.ts'
import { breaches, compareBooks, unfinished } from '../simulate/judge.ts'
import type { Weather } from './line.ts'
import { pause, type Town } from './town.ts'

/** What a number of rounds came to. */
export interface Killed {
  readonly rounds: number
  /** Orders that the shop said were placed, and how many of them the cashier said were paid. */
  readonly orders: number
  readonly paid: number
  readonly strikes: ReadonlyMap<string, number>
  /** What was lost, doubled or left unfinished; empty where nothing was. */
  readonly failures: readonly string[]
}

const minute = 60_000
const hour = 60 * minute

/** How many buyers shop at once. */
const crowd = 4

interface Strike {
  readonly name: string
  readonly hit: (town: Town, chance: Chance) => Promise<void>
}

const weathers: readonly Weather[] = [
  { kind: 'slow', ms: 120 },
  { kind: 'reset', afterBytes: 200 },
  { kind: 'half-open' },
  { kind: 'slices' },
  { kind: 'drop-answer' },
]

const strikes: readonly Strike[] = [
  { name: 'kill -9 of a gateway', hit: killGateway },
  { name: 'kill -9 of a gateway', hit: killGateway },
  {
    name: 'kill -9 of all gateways',
    hit: async (town) => {
      const all = Array.from({ length: town.size }, (_, at) => at)
      await Promise.all(all.map((at) => town.killGateway(at)))
      await Promise.all(all.map((at) => town.startGateway(at)))
    },
  },
  { name: 'kill -9 of PostgreSQL', hit: (town) => town.killDatabase('SIGKILL') },
  { name: 'immediate stop of PostgreSQL', hit: (town) => town.killDatabase('SIGQUIT') },
  { name: 'sessions ended by the server', hit: (town) => town.endSessions() },
  { name: 'connections to PostgreSQL cut', hit: async (town) => town.toDatabase.cut() },
  {
    name: 'bad weather to 1688 and the cashier',
    hit: async (town, chance) => {
      town.toSandbox.weather = chance.of(weathers)
      town.toSandbox.cut()
      await pause(300 + chance.below(700))
      town.toSandbox.weather = { kind: 'clear' }
      town.toSandbox.cut()
    },
  },
]

async function killGateway(town: Town, chance: Chance): Promise<void> {
  const at = chance.below(town.size)
  await town.killGateway(at)
  await town.startGateway(at)
}

/** How far it is. */
export interface Progress {
  readonly round: number
  readonly orders: number
  /** What buyers met so far that they should not have. */
  readonly complaints: readonly string[]
}

/**
 * Buyers buy while gateways, the database and the line are struck; then the books are compared.
 *
 * @param tell - hears of every round that is over
 */
export async function killInRounds(
  town: Town,
  rounds: number,
  { seed = 1, tell = () => {} }: { seed?: number; tell?: (progress: Progress) => void } = {},
): Promise<Killed> {
  const chance = new Chance(seed)
  const acknowledged: Acknowledged[] = []
  const seen = new Map<string, number>()
  const complaints: string[] = []
  for (let round = 0; round < rounds; round++) {
    const strike = strikes[round % strikes.length] ?? chance.of(strikes)
    const buyers = Array.from({ length: crowd }, (_, at) =>
      buyer({
        name: `round-${seed}-${round}-${at}`,
        phone: town.phone(new Chance(seed * 1_000 + round * 10 + at)),
        chance: new Chance(seed * 2_000 + round * 10 + at),
        key: town.keys.publishable,
        goods: town.goods,
        acknowledged,
        complain: (what) => complaints.push(`round ${round}: ${what}`),
      }),
    )
    await pause(chance.below(700))
    await strike.hit(town, chance)
    seen.set(strike.name, (seen.get(strike.name) ?? 0) + 1)
    await Promise.all(buyers)
    if (round % 5 === 4) await town.turn(20 * minute)
    for (let at = 0; at < town.size; at++) await town.startGateway(at)
    tell({ round: round + 1, orders: acknowledged.length, complaints })
  }
  const failures = [...complaints, ...(await judge(town, acknowledged)), ...town.findings]
  const paid = acknowledged.filter((each) => each.paid).length
  return { rounds, orders: acknowledged.length, paid, strikes: seen, failures }
}

/** Turns the clock until nothing waits any more, and compares all books. */
export async function judge(town: Town, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const strides = [minute, 5 * minute, 20 * minute, 2 * hour, 24 * hour, 48 * hour, 72 * hour]
  for (const stride of [...strides, ...Array<number>(6).fill(72 * hour), 8 * 24 * hour, hour]) {
    await town.turn(stride)
    await jobsDone(town)
  }
  return town.read(async (watcher) => [
    ...(await breaches({ watcher })),
    ...(await compareBooks({ watcher }, town.sandbox, acknowledged)),
    ...(await unfinished({ watcher })),
  ])
}

/** Until no job is due, or for a minute: what does not end then is found by whoever judges. */
async function jobsDone(town: Town): Promise<void> {
  const until = performance.now() + minute
  while (performance.now() < until) {
    const due = await town.read(async (watcher) => {
      const { rows } = await watcher.query<{ due: number }>(`
        select count(*)::int as due from graphile_worker._private_jobs
        where locked_at is not null or (is_available and run_at <= now())`)
      return rows[0]?.due ?? 0
    })
    if (due === 0) return
    await pause(100)
  }
}
