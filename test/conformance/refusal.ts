import type { ErrorClass } from '@xiaopu/alibaba'
import type { Hands } from './hands.ts'
import type { CallName } from './scene.ts'

/** A condition of the world under which a call is refused, and as what. */
export interface Refusal {
  readonly call: CallName
  readonly class: ErrorClass
  readonly when: string
  readonly input: (hands: Hands) => unknown
  /** Puts the world back. */
  readonly after?: (hands: Hands) => Promise<unknown>
}
