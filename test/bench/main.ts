import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Bench, type Figure, isWithin, rounded, table } from './figure.ts'
import { platform } from './platform.ts'
import { sandbox } from './sandbox.ts'
import { cards, gateway } from './shop.ts'
import { sizes } from './sizes.ts'
import { startup } from './startup.ts'

const benches: readonly Bench[] = [sizes, startup, gateway, cards, sandbox, platform]

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const chosen = benches.filter(({ name }) => values.only === undefined || values.only === name)
if (chosen.length === 0) {
  throw new Error(`--only takes one of ${benches.map(({ name }) => name).join(', ')}`)
}

const figures: Figure[] = []
const broken: string[] = []
for (const bench of chosen) {
  console.log(`${bench.name} …`)
  try {
    figures.push(...(await bench.run({ quick: values.quick })))
  } catch (error) {
    // The other parts still have something to say; the run as a whole has failed.
    console.error(error)
    broken.push(bench.name)
  }
}
console.log(`\n${table(figures)}\n`)

const over = figures.filter((figure) => !isWithin(figure))
console.log(`${figures.length} figures, ${over.length} outside their budget`)
if (broken.length > 0) {
  console.log(`not stored: ${broken.join(', ')} could not be measured`)
  process.exitCode = 1
} else if (values.quick || values.only !== undefined) {
  console.log('not stored: a whole run without --quick and --only is')
} else {
  console.log(`stored in ${store(figures)}`)
}

/** Figures of one day replace each other: the last run of a day is the one to compare with. */
function store(figures: readonly Figure[]): string {
  const results = fileURLToPath(new URL('./results/', import.meta.url))
  mkdirSync(results, { recursive: true })
  const day = new Date().toISOString().slice(0, 10)
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
  }
  const lines = figures.map(
    (figure) => `    ${JSON.stringify({ ...figure, value: rounded(figure.value) })}`,
  )
  const head = JSON.stringify({ day, machine }, undefined, 2).slice(0, -2)
  writeFileSync(
    join(results, `${day}.json`),
    `${head},\n  "figures": [\n${lines.join(',\n')}\n  ]\n}\n`,
  )
  return `test/bench/results/${day}.json`
}
