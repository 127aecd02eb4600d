import { minute, ShopError, second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'

/** How far apart the clocks may be before somebody should know, and before no notice can be judged. */
const warnMillis = minute
const wrongMillis = 5 * minute

export type ClockState = 'unknown' | 'ok' | 'warn' | 'wrong'

/** Whether this machine's clock goes right, by the platform's. */
export interface ClockCheck {
  readonly state: ClockState
  /** The platform's clock minus ours (ms), by the last look. */
  readonly offset: number | undefined
  /** Asks the platform what time it is. Where it cannot be asked, what was known stands. */
  look(): Promise<void>
  /** @throws ShopError CLOCK_WRONG where signatures with time stamps cannot be judged */
  demand(): void
}

export function createClockCheck(deps: Pick<Deps, 'clock' | 'platform' | 'log'>): ClockCheck {
  let offset: number | undefined
  const check = {
    get state() {
      return stateOf(offset)
    },
    get offset() {
      return offset
    },
    async look() {
      const before = deps.clock.now()
      const theirs = await deps
        .platform('')
        .time()
        .catch(() => undefined)
      if (theirs === undefined) return
      offset = Math.round(theirs - (before + deps.clock.now()) / 2)
      const state = stateOf(offset)
      if (state === 'ok') return
      const seconds = Math.round(offset / second)
      deps.log({ level: state === 'wrong' ? 'error' : 'warn', event: 'clock.off', seconds })
    },
    demand() {
      if (stateOf(offset) !== 'wrong') return
      throw new ShopError('CLOCK_WRONG', { seconds: Math.round((offset ?? 0) / second) })
    },
  }
  return check
}

function stateOf(offset: number | undefined): ClockState {
  if (offset === undefined) return 'unknown'
  const off = Math.abs(offset)
  if (off > wrongMillis) return 'wrong'
  return off > warnMillis ? 'warn' : 'ok'
}
