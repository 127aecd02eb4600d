import { second } from '@xiaopu/domain'
import type { Deps } from '../deps.ts'
import { dispatchEvents } from './dispatch-events.ts'

/** How soon after a change its events are on their way. */
const everyMillis = second

/** Looks for changes to tell, one look after the other, until it is stopped. */
export function startPulse(deps: Deps): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let isOver = false
  const look = () => {
    looking = dispatchEvents(deps)
      .catch((error: Error) =>
        deps.log({ level: 'warn', event: 'webhook.dispatch-failed', reason: error.message }),
      )
      .then(wait)
  }
  const wait = () => {
    if (!isOver) timer = setTimeout(look, everyMillis).unref()
  }
  wait()
  return {
    async stop() {
      isOver = true
      clearTimeout(timer)
      await looking
    },
  }
}
