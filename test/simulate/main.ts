import { parseArgs } from 'node:util'
import { campaign, seedsFrom } from './campaign.ts'
import { openGround } from './ground.ts'
import { type Plan, planOf, shortPlanOf } from './plan.ts'
import { runSeed } from './run-seed.ts'
import { shrink, tell } from './shrink.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    hours: { type: 'string' },
    plan: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
})

const began = performance.now()
const ground = await openGround()
const isWell = values.plan ? await replay(JSON.parse(values.plan)) : await soak()
await ground.close()
process.exit(isWell ? 0 : 1)

async function replay(plan: Plan): Promise<boolean> {
  const outcome = await runSeed(ground, plan)
  console.log(outcome.failures.length > 0 ? tell(outcome) : `well, trace ${outcome.digest}`)
  return outcome.failures.length === 0
}

/** By time with `--hours`, by number with `--seeds` (500), short worlds with `--short`; the first seed that fails is made small. */
async function soak(): Promise<boolean> {
  const until = values.hours ? began + Number(values.hours) * 3_600_000 : Number.POSITIVE_INFINITY
  const count = values.hours ? undefined : Number(values.seeds ?? 500)
  const seeds = seedsFrom(Number(values.from), count)
  const done = await campaign(ground, seeds, {
    isOver: () => performance.now() > until,
    plan: values.short ? shortPlanOf : planOf,
  })
  const seconds = (performance.now() - began) / 1000
  for (const [mark, times] of [...done.marks].sort()) console.log(String(times).padStart(6), mark)
  console.log(
    `${done.seeds} seeds, ${done.orders} orders, ${done.steps} steps, ${seconds.toFixed(0)} s`,
  )
  for (const failed of done.failed) console.log(tell(await shrink(ground, failed)))
  return done.failed.length === 0
}
