import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from '../simulate/ground.ts'
import { moneyStories } from './money-stories.ts'
import { scenarios } from './scenarios.ts'
import { sharingStories } from './sharing-stories.ts'
import { goBackSweep, sweep } from './sweep.ts'
import { tellStory } from './tell-story.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
}, 120_000)
afterAll(() => ground.close())

/** Each how-manieth moment is tried here; `pnpm crash` tries them all. */
const every = 720

test.each([...scenarios, ...moneyStories])(
  'killed at any moment, the story ends as without: $name',
  {
    timeout: 240_000,
  },
  async (scenario) => {
    const { failures, points, tried } = await sweep(ground, scenario, { every, offset: 7 })
    console.log(`${scenario.name}: ${tried} of ${points} moments`)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(0)
  },
)

test.each(sharingStories)(
  'killed while parts are given, come back or are let go, the story ends as without: $name',
  { timeout: 240_000 },
  async (scenario) => {
    const { failures, points, tried } = await sweep(ground, scenario, {
      every: 48,
      offset: 7,
      within: /profit_shares|profitsharing.(orders|return|transactions)/,
    })
    console.log(`${scenario.name}: ${tried} of ${points} moments`)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(0)
  },
)

/** Stories in which nobody but the gateway does anything that a copy would not know of. */
const alone = scenarios.filter(({ name }) => /received|the purchase|no notice/.test(name))

test.each(alone)(
  'going on from a copy of the books of any moment ends well, nothing is bought or given twice: $name',
  { timeout: 240_000 },
  async (scenario) => {
    const { failures, points, tried } = await goBackSweep(ground, scenario, { every: 150 })
    console.log(`${scenario.name}: ${tried} of ${points} copies`)
    expect(failures).toEqual([])
    expect(tried).toBeGreaterThan(0)
  },
)

test('nor where the copy was made just before its purchases were', {
  timeout: 240_000,
}, async () => {
  const [story] = alone
  if (!story) throw new Error('there is no story')
  const { failures, tried } = await goBackSweep(ground, story, { every: 2, first: 24 })
  expect([failures, tried]).toEqual([[], 12])
})

test('two kills in one story end as none', { timeout: 240_000 }, async () => {
  const [story] = scenarios
  if (!story) throw new Error('there is no story')
  const untouched = await tellStory(ground, story)
  for (let call = 20; call < untouched.calls.length; call += 720) {
    const told = await tellStory(ground, story, [
      { call, side: 'after' },
      { call: call + 9, side: 'before' },
    ])
    expect([told.failures, told.end], `killed at ${call}`).toEqual([[], untouched.end])
  }
})

test('killed before it is written that an order needs nobody any more, it is not shown for ever', {
  timeout: 240_000,
}, async () => {
  const story = moneyStories.find(({ name }) => name.endsWith('who refuse'))
  if (!story) throw new Error('there is no such story')
  const untouched = await tellStory(ground, story)
  const isRefresh = (label: string) => label.startsWith('update orders set attention')
  const call = untouched.calls.findLastIndex(isRefresh) + 1
  expect(call).toBeGreaterThan(0)
  const told = await tellStory(ground, story, [{ call, side: 'before' }])
  expect([told.failures, told.end]).toEqual([[], untouched.end])
})
