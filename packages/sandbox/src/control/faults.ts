import { faultScriptOf, loadFaultScript, readCallFault, readMessageFault } from '../fault-script.ts'
import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../faults.ts'
import type { Fields } from '../fields.ts'
import type { Json } from '../json.ts'
import { count } from '../world/count.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

/** One more fault of calls → its id. */
export function orderFault(world: World, asked: Fields): { readonly id: string } {
  checkKind(asked, FAULT_KINDS)
  const id = `f${count(world, 'faults')}`
  world.faults.put(id, { ...readCallFault(asked), id })
  return { id }
}

/** One more fault of push messages → its id. */
export function orderMessageFault(world: World, asked: Fields): { readonly id: string } {
  checkKind(asked, MESSAGE_FAULT_KINDS)
  const id = `m${count(world, 'faults')}`
  world.messageFaults.put(id, { ...readMessageFault(asked), id })
  return { id }
}

/** Takes back one fault of calls or messages → whether there was one. */
export function removeFault(world: World, id: string): boolean {
  const waits = [world.faults, world.messageFaults].find((each) => each.get(id) !== undefined)
  waits?.remove(id)
  return waits !== undefined
}

function checkKind(asked: Fields, kinds: readonly string[]): void {
  if (!kinds.includes(asked.text('kind') ?? '')) {
    throw new ControlError(400, `kind must be one of ${kinds.join(', ')}`)
  }
  const times = asked.number('times')
  if (times !== undefined && (!Number.isSafeInteger(times) || times < 1)) {
    throw new ControlError(400, 'times must be 1 or more')
  }
}

/** A whole script, or its list of faults alone, in the place of all that waits. */
export function replaceFaults(world: World, body: Json): void {
  try {
    loadFaultScript(world, faultScriptOf(Array.isArray(body) ? { faults: body } : body))
  } catch (error) {
    throw new ControlError(400, (error as Error).message)
  }
}
