import { parseArgs } from 'node:util'
import { offersToSell } from '../simulate/ground.ts'
import { killInRounds, type Progress } from './rounds.ts'
import { Town } from './town.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})

const began = performance.now()
let told = 0
const town = await Town.open({ gateways: 2, offers: offersToSell() })
const rounds = Number(values.rounds)
const done = await killInRounds(town, rounds, { seed: Number(values.seed), tell })
await town.close()
for (const [strike, times] of done.strikes) console.log(String(times).padStart(5), strike)
const seconds = since()
console.log(
  `${done.rounds} rounds, ${done.orders} orders acknowledged, ${done.paid} paid, ${seconds} s, ${done.failures.length} failures`,
)
for (const failure of done.failures.slice(0, 30)) console.log(failure)
process.exit(done.failures.length === 0 ? 0 : 1)

/** A line every ten rounds: it takes long, and what was met early should be read early. */
function tell({ round, orders, complaints }: Progress): void {
  if (round % 10 > 0 && round < rounds) return
  const last = round === rounds ? '; turning the clock and comparing the books' : ''
  console.log(`round ${round} of ${rounds}, ${orders} orders, ${since()} s${last}`)
  for (const complaint of complaints.slice(told)) console.log(complaint)
  told = complaints.length
}

function since(): number {
  return Math.round((performance.now() - began) / 1000)
}
