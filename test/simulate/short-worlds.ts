import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaign, seedsFrom } from './campaign.ts'
import { type Ground, openGround } from './ground.ts'
import { shortPlanOf } from './plan.ts'
import { shrink, tell } from './shrink.ts'
import { troubles } from './troubles.ts'

/** Four files of so many, and a hundred whole worlds, are two thousand seeds; in files, so that two processes share them. */
const seedsOfFile = 475

/** What so many short worlds must have met. */
const required = [...troubles, 'commit lost-before', 'payment closed succeed']

/** Plays the short worlds of one file. */
export function playShortWorlds(first: number): void {
  let ground: Ground
  beforeAll(async () => {
    ground = await openGround()
  }, 120_000)
  afterAll(() => ground.close())

  test(`one buyer, ${seedsOfFile} times, whatever goes wrong: the books hold and all ends well`, {
    timeout: 900_000,
  }, async () => {
    const seeds = seedsFrom(first, seedsOfFile)
    const played = await campaign(ground, seeds, { plan: shortPlanOf })
    console.log(`${played.seeds} seeds, ${played.orders} orders, ${played.steps} steps`)
    for (const outcome of played.failed) expect.fail(tell(await shrink(ground, outcome)))
    expect(
      required.filter((mark) => !played.marks.has(mark)),
      'never met',
    ).toEqual([])
  })
}
