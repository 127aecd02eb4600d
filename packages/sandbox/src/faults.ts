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
  'gateway',
  'business',
  'bad-json',
  'delay',
  'pay-false-negative',
  'list-result',
  'success-false',
  'empty-trace',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault waiting for calls of one API. */
export interface ScriptedFault {
  readonly id: string
  /** `namespace:name`, a bare API name, or `*`. */
  readonly api: string
  readonly kind: FaultKind
  /** Calls left that will suffer it. */
  readonly times: number
  /** Real milliseconds: how long `delay` waits and `timeout-*` stay silent. */
  readonly ms: number
  /** Error code of `gateway` and `business`. */
  readonly code?: string
  readonly message?: string
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
export interface MessageFault {
  readonly id: string
  readonly kind: MessageFaultKind
  /** Only messages of this type; absent: any. */
  readonly type?: string
  readonly times: number
  /** `late`: by how much, on the sandbox's clock. */
  readonly ms: number
}

/** Takes one use of the first fault that waits for this API (inside a transaction). */
export function takeFault(
  world: World,
  namespace: string,
  name: string,
): ScriptedFault | undefined {
  for (const fault of world.faults.values()) {
    if (![`${namespace}:${name}`, name, '*'].includes(fault.api)) continue
    if (fault.times > 1) world.faults.put(fault.id, { ...fault, times: fault.times - 1 })
    else world.faults.remove(fault.id)
    return fault
  }
  return undefined
}

/** Takes one use of the first fault that waits for a message of this type (inside a transaction). */
export function takeMessageFault(world: World, type: string): MessageFault | undefined {
  for (const fault of world.messageFaults.values()) {
    if (fault.type !== undefined && fault.type !== type) continue
    if (fault.times > 1) world.messageFaults.put(fault.id, { ...fault, times: fault.times - 1 })
    else world.messageFaults.remove(fault.id)
    return fault
  }
  return undefined
}
