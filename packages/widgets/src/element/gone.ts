const waiting = new WeakMap<Element, Set<() => void>>()

/** Calls when the element has left its page for good; answers how to forget. */
export function whenGone(host: Element, call: () => void): () => void {
  const calls = waiting.get(host) || new Set()
  waiting.set(host, calls.add(call))
  return () => calls.delete(call)
}

export function tellGone(host: Element): void {
  for (const call of [...(waiting.get(host) || [])]) call()
}
