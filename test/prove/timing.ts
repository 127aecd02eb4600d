import { isSignature } from '../../packages/alibaba/src/sign.ts'
import { isSameText } from '../../packages/pay/src/same-text.ts'

/** What is compared, and how far two guesses are told apart by the time that they take. */
export interface Timing {
  readonly name: string
  /** Welch's t of the times of both guesses; beyond ±4.5 they are told apart. */
  readonly t: number
}

const rounds = 200_000

/**
 * Whether the time of a comparison tells how much of a guess is right: guesses that are wrong in their
 * first letter against guesses that are wrong in their last, in turns. Noise of the machine makes it
 * unfit for the suite; it is run by hand, and once more where the figure is high.
 */
export function measureTimings(): Timing[] {
  const right = 'f3'.repeat(512)
  const [early, late] = [`0${right.slice(1)}`, `${right.slice(0, -1)}0`]
  return [
    { name: 'isSameText', t: told((guess) => isSameText(guess, right), early, late) },
    { name: 'isSignature', t: told((guess) => isSignature(guess, right), early, late) },
    {
      name: '=== of letters, for comparison',
      t: told((guess) => hasty(guess, right), early, late),
    },
  ]
}

/** What nobody should do. */
function hasty(given: string, right: string): boolean {
  for (let i = 0; i < right.length; i++) if (given[i] !== right[i]) return false
  return true
}

function told(compare: (guess: string) => boolean, early: string, late: string): number {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const [guess, own] = round % 2 === 0 ? [early, times[0]] : [late, times[1]]
    const began = process.hrtime.bigint()
    for (let again = 0; again < 4; again++) compare(guess)
    own.push(Number(process.hrtime.bigint() - began))
  }
  return welch(calm(times[0]), calm(times[1]))
}

/** Without what the machine did meanwhile: the quicker nine in ten. */
function calm(times: readonly number[]): readonly number[] {
  return [...times].sort((a, b) => a - b).slice(0, Math.floor(times.length * 0.9))
}

function welch(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [momentsOf(one), momentsOf(other)]
  return (a.mean - b.mean) / Math.sqrt(a.variance / one.length + b.variance / other.length)
}

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, variance }
}
