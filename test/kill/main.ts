import { parseArgs } from 'node:util'
import { offersToSell } from '../simulate/ground.ts'
import { killInRounds } from './rounds.ts'
import { Town } from './town.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})

const began = performance.now()
const town = await Town.open({ gateways: 2, offers: offersToSell() })
const done = await killInRounds(town, Number(values.rounds), Number(values.seed))
await town.close()
for (const [strike, times] of done.strikes) console.log(String(times).padStart(5), strike)
const seconds = Math.round((performance.now() - began) / 1000)
console.log(
  `${done.rounds} rounds, ${done.orders} orders acknowledged, ${done.paid} paid, ${seconds} s, ${done.failures.length} failures`,
)
for (const failure of done.failures.slice(0, 30)) console.log(failure)
process.exit(done.failures.length === 0 ? 0 : 1)
