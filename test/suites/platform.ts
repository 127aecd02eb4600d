import { type TestContext, test } from 'vitest'
import { buying } from './platform-buying.ts'
import { following } from './platform-following.ts'
import { paying } from './platform-paying.ts'
import { reading } from './platform-reading.ts'
import type { Stage } from './platform-stage.ts'

/** One thing every platform must do, as a sentence and as a scene on a stage of its own. */
export type Scene = (stage: Stage, context: TestContext) => Promise<void>
export type Scenes = Readonly<Record<string, Scene>>

/** Runs against any `Platform`. An adapter is done when this passes. */
export function testPlatform(name: string, open: () => Promise<Stage>): void {
  const scenes: Scenes = { ...reading, ...buying, ...paying, ...following }
  for (const [sentence, scene] of Object.entries(scenes)) {
    test(`${name}: ${sentence}`, async (context) => {
      const stage = await open()
      try {
        await scene(stage, context)
      } finally {
        await stage.close()
      }
    })
  }
}
