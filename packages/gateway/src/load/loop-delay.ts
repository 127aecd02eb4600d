import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Seconds over which every one must have been slow: starting up and a sweep of the heap are none. */
const seconds = 3

export interface LoopDelay {
  /** ms by which the process is late, all the time for three seconds. */
  now(): number
  stop(): void
}

/** Measures how late timers of this process fire: what it cannot keep up with shows here first. */
export function watchLoop(): LoopDelay {
  const resolution = 20
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  let last: number[] = []
  const timer = setInterval(() => {
    const late = histogram.percentile(90) / 1e6 - resolution
    last = [...last.slice(1 - seconds), late]
    histogram.reset()
  }, 1_000).unref()
  return {
    now: () => (last.length < seconds ? 0 : Math.min(...last)),
    stop() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
