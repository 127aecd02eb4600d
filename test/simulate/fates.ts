import type { Chance } from '../fuzz/chance.ts'
import type { StatementFate } from './connections.ts'
import type { Rates } from './plan.ts'
import type { MessageFate } from './wire.ts'

export interface Fates {
  message(label: string): MessageFate
  statement(label: string): StatementFate
}

/** Draws what becomes of each message and each statement, at the rates that hold just then. */
export function fates(chance: Chance, rates: () => Rates, mark: (label: string) => void): Fates {
  const message = (): MessageFate => {
    const { lose, delay, twice, break: broken } = rates()
    const after = chance.next() < delay ? (delays[chance.below(delays.length)] ?? 0) : 0
    const draw = chance.next()
    if (draw < lose) return { kind: chance.of(['lost-before', 'lost-after']), after }
    if (draw < lose + twice) return { kind: 'twice', after }
    if (draw < lose + twice + broken) return { kind: chance.of(breaks), after }
    return { kind: 'fine', after }
  }
  return {
    message() {
      const fate = message()
      if (fate.kind !== 'fine') mark(`message ${fate.kind}`)
      if (fate.after > 0) mark('message late')
      return fate
    },
    statement(label) {
      const { loseStatement, deadlock } = rates()
      const draw = chance.next()
      if (draw < loseStatement) {
        const kind = chance.of(['lost-before', 'lost-after'] as const)
        mark(`${/^commit/i.test(label) ? 'commit' : 'statement'} ${kind}`)
        return kind
      }
      return draw < loseStatement + deadlock ? 'deadlock' : 'fine'
    },
  }
}

const breaks = ['broken-before', 'broken-after', 'half-answer', 'too-many'] as const

/** ms; the last ones outlive the time to pay and what a caller waits for. */
const delays = [50, 1_000, 8_000, 45_000, 5 * 60_000, 20 * 60_000]
