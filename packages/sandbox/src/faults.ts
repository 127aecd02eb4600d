import { chance } from './chance.ts'
import type { World } from './world/world.ts'

/**
 * What a call can be made to suffer. `-before` kinds leave the world untouched, `-after` kinds commit
 * first, so that the caller cannot know.
 */
export const FAULT_KINDS = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'http-500',
  'http-500-after',
  'qos',
  'permission',
  'token-cancelled',
  'gateway',
  'business',
  'bad-json',
  'half-answer',
  'slow-stream',
  'delay',
  'clock-skew',
  'stale-read',
  'wrong-unit',
  'string-booleans',
  'extra-fields',
  'missing-fields',
  'pay-false-negative',
  'list-result',
  'success-false',
  'empty-trace',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** When a fault strikes, of the calls or messages that it is for. */
export interface Timing {
  /** So many pass unharmed first. */
  readonly after?: number
  /** How many are left to suffer it; absent: all that come. */
  readonly times?: number
  /** Each one suffers with this chance; drawn from `seed`, so that a script plays the same way twice. */
  readonly probability?: number
  readonly seed?: string
  /** How many it has seen. */
  readonly seen?: number
}

/** A fault waiting for calls of one API. */
export interface ScriptedFault extends Timing {
  readonly id: string
  /** `namespace:name`, a bare API name, or `*`. */
  readonly api: string
  readonly kind: FaultKind
  /** Milliseconds: how long `delay` waits, `timeout-*` stay silent and `slow-stream` drips; how stale, how skewed. */
  readonly ms: number
  /** Error code of `gateway` and `business`; HTTP status of `http-500*`. */
  readonly code?: string
  readonly message?: string
  /** The member that `wrong-unit` or `missing-fields` is about. */
  readonly field?: string
}

export const MESSAGE_FAULT_KINDS = [
  'duplicate',
  'late',
  'drop',
  'reorder',
  'bad-signature',
  'data-as-text',
] as const
export type MessageFaultKind = (typeof MESSAGE_FAULT_KINDS)[number]

/** A fault waiting for push messages. */
export interface MessageFault extends Timing {
  readonly id: string
  readonly kind: MessageFaultKind
  /** Only messages of this type; absent: any. */
  readonly type?: string
  /** `late`: by how much, on the sandbox's clock. */
  readonly ms: number
}

/** Takes one use of the first fault that strikes this API now (inside a transaction). */
export function takeFault(
  world: World,
  namespace: string,
  name: string,
): ScriptedFault | undefined {
  return take(world, world.faults, ({ api }) => [`${namespace}:${name}`, name, '*'].includes(api))
}

/** Takes one use of the first fault that strikes a message of this type now (inside a transaction). */
export function takeMessageFault(world: World, type: string): MessageFault | undefined {
  return take(world, world.messageFaults, (fault) => (fault.type ?? type) === type)
}

interface Waiting<T> {
  values(): Iterable<T>
  put(id: string, fault: T): void
  remove(id: string): void
}

/** Faults are asked in the order they were given; those before the one that strikes have seen this call too. */
function take<T extends Timing & { readonly id: string }>(
  world: World,
  waiting: Waiting<T>,
  isFor: (fault: T) => boolean,
): T | undefined {
  for (const fault of [...waiting.values()]) {
    if (!isFor(fault)) continue
    const seen = (fault.seen ?? 0) + 1
    if (!strikes(world, fault, seen)) {
      waiting.put(fault.id, { ...fault, seen })
      continue
    }
    const { times } = fault
    if (times === 1) waiting.remove(fault.id)
    else waiting.put(fault.id, { ...fault, seen, ...(times !== undefined && { times: times - 1 }) })
    return { ...fault, seen }
  }
  return undefined
}

function strikes(world: World, fault: Timing & { readonly id: string }, seen: number): boolean {
  if (seen <= (fault.after ?? 0)) return false
  const { probability, seed = world.seed, id } = fault
  return probability === undefined || chance(seed, `fault ${id} ${seen}`) < probability
}
