import { parseArgs } from 'node:util'
import { openGround } from '../simulate/ground.ts'
import { moneyStories } from './money-stories.ts'
import { scenarios } from './scenarios.ts'
import { sharingStories } from './sharing-stories.ts'
import { goBackSweep, sweep } from './sweep.ts'

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    offset: { type: 'string', default: '0' },
    story: { type: 'string', default: '' },
    within: { type: 'string', default: '' },
    back: { type: 'boolean', default: false },
  },
})

const ground = await openGround()
let failed = 0
const stories = [...scenarios, ...moneyStories, ...sharingStories]
for (const scenario of stories.filter(({ name }) => name.includes(values.story))) {
  const every = Number(values.every)
  const offset = Number(values.offset)
  const within = values.within ? { within: new RegExp(values.within) } : {}
  const { points, tried, failures } = values.back
    ? await goBackSweep(ground, scenario, { every, offset })
    : await sweep(ground, scenario, { every, offset, ...within })
  console.log(`${scenario.name}: ${points} points, ${tried} tried, ${failures.length} failures`)
  for (const failure of failures.slice(0, 10)) console.log(failure)
  failed += failures.length
}
await ground.close()
process.exit(failed === 0 ? 0 : 1)
