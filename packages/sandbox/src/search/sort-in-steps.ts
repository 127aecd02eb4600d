import type { Work } from './gradually.ts'

/** Sorted each for itself, then merged two by two. */
const RUN = 2048
/** Items merged in one step. */
const STEP = 16_384

/** Puts `values` in order, a step at a time: a million of them in one go would keep everybody waiting. */
export function* sortInSteps(
  values: Int32Array,
  compare: (a: number, b: number) => number,
): Work<void> {
  for (let from = 0; from < values.length; from += RUN) {
    values.subarray(from, from + RUN).sort(compare)
    yield
  }
  let source: Int32Array = values
  let target: Int32Array = new Int32Array(values.length)
  for (let run = RUN; run < values.length; run *= 2) {
    for (let from = 0; from < values.length; from += run * 2) {
      const [middle, end] = [from + run, Math.min(from + run * 2, values.length)]
      const pair = { source, target, middle: Math.min(middle, end), end, compare }
      const at = { left: from, right: pair.middle, to: from }
      while (at.to < end) {
        mergeSome(pair, at)
        yield
      }
    }
    ;[source, target] = [target, source]
  }
  if (source !== values) values.set(source)
}

interface Pair {
  readonly source: Int32Array
  readonly target: Int32Array
  readonly middle: number
  readonly end: number
  readonly compare: (a: number, b: number) => number
}

function mergeSome(
  { source, target, middle, end, compare }: Pair,
  at: { left: number; right: number; to: number },
): void {
  const until = Math.min(end, at.to + STEP)
  while (at.to < until) {
    const [left = 0, right = 0] = [source[at.left], source[at.right]]
    const isLeft = at.right >= end || (at.left < middle && compare(left, right) <= 0)
    target[at.to++] = isLeft ? left : right
    if (isLeft) at.left++
    else at.right++
  }
}
