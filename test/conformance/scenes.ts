import type { OpenApi } from '@xiaopu/alibaba'
import { scenes as sellingScenes } from '../calls/selling-scenes.ts'
import { buyingScenes } from './buying-scenes.ts'
import type { Hands } from './hands.ts'
import { payingScenes } from './paying-scenes.ts'
import { refundScenes } from './refund-scenes.ts'
import type { AnyScene, CallName } from './scene.ts'

interface SellingScene {
  readonly before?: (stage: Hands['stage']) => Promise<unknown>
  readonly input: unknown
  readonly holds: (output: unknown) => boolean
}

function fromSelling({ before, input, holds }: SellingScene): AnyScene {
  return {
    input: async (hands) => {
      await before?.(hands.stage)
      return typeof input === 'function' ? (input as (api: OpenApi) => unknown)(hands.api) : input
    },
    holds,
  }
}

const selling = Object.fromEntries(
  Object.entries(sellingScenes).map(([name, scene]) => [name, fromSelling(scene as SellingScene)]),
)

/** One scene for every call, by its name; the compiler holds that none is missing. */
export const scenes = {
  ...selling,
  ...buyingScenes,
  ...payingScenes,
  ...refundScenes,
} as unknown as Readonly<Record<CallName, AnyScene>>
