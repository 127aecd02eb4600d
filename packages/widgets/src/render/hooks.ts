import type { Effect, Memory, Slot } from './vnode.ts'

/** The component that is being drawn, which of its hooks comes next, and how to draw it again. */
let current: Memory
let at = 0
let drawAgain: (memory: Memory) => void

/** Draws a component: hooks that it calls belong to `memory`. */
export function remembering<T>(memory: Memory, again: (memory: Memory) => void, draw: () => T): T {
  current = memory
  drawAgain = again
  at = 0
  return draw()
}

function nextSlot(): Slot {
  const { slots } = current
  slots[at] = slots[at] || {}
  return slots[at++] as Slot
}

type Change<T> = T | ((now: T) => T)

/** A value that outlives the drawing, and how to set it, which draws anew where it differs. */
export function useState<T>(start: T | (() => T)): [T, (change: Change<T>) => void]
export function useState<T>(): [T | undefined, (change: Change<T | undefined>) => void]
export function useState(start?: unknown): [unknown, (change: unknown) => void] {
  const slot = nextSlot()
  const memory = current
  const again = drawAgain
  if (!slot.set) {
    slot.value = typeof start === 'function' ? start() : start
    slot.set = (change: unknown) => {
      const next = typeof change === 'function' ? change(slot.value) : change
      if (next === slot.value) return
      slot.value = next
      if (memory.stale) return
      memory.stale = true
      // All that one event changes is drawn once.
      void Promise.resolve().then(() => again(memory))
    }
  }
  return [slot.value, slot.set as (change: unknown) => void]
}

export interface Ref<T> {
  current: T
}

/** A box that lives as long as the component; as `ref={…}` it holds the element. */
export function useRef<T>(start: T): Ref<T>
export function useRef<T>(start: null): Ref<T | null>
export function useRef(start: unknown): Ref<unknown> {
  return useState({ current: start })[0]
}

export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T {
  const slot = nextSlot()
  if (differs(slot, inputs)) slot.value = make()
  return slot.value as T
}

/** Runs after the browser had a chance to paint, when an input differs; undoes what it answers. */
export function useEffect(run: Effect, inputs?: readonly unknown[]): void {
  const slot = nextSlot()
  if (differs(slot, inputs)) slot.due = run
}

/** As `useEffect`, but before the browser paints. */
export function useLayoutEffect(run: Effect, inputs?: readonly unknown[]): void {
  const slot = nextSlot()
  slot.early = true
  if (differs(slot, inputs)) slot.due = run
}

/** Notes the inputs; whether they are other than the last time. */
function differs(slot: Slot, inputs: readonly unknown[] | undefined): boolean {
  const before = slot.inputs
  slot.inputs = inputs
  return !before || !inputs || inputs.some((input, index) => input !== before[index])
}
