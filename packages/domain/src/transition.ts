import { ShopError } from './error.ts'

/** What may happen to a thing, as data: state → event → next state. */
export type Moves<State extends string, Event extends string> = Readonly<
  Record<State, Partial<Readonly<Record<Event, State>>>>
>

/** The state after `event`, or a BAD_TRANSITION failure. */
export function next<State extends string, Event extends string>(
  moves: Moves<State, Event>,
  state: State,
  event: Event,
): State {
  const to = moves[state][event]
  if (!to) throw new ShopError('BAD_TRANSITION', { from: state, event })
  return to
}

/** Every state from which `event` leads somewhere: the guard of an SQL update. */
export function statesBefore<State extends string, Event extends string>(
  moves: Moves<State, Event>,
  event: Event,
): State[] {
  return (Object.keys(moves) as State[]).filter((state) => moves[state][event] !== undefined)
}
