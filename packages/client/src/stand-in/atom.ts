/**
 * What a page's files hold in place of nanostores, of which the client's stores use `atom` alone:
 * the same store with its listeners, without lifecycles, batches and derived stores.
 */
type Listener<T> = (value: T, old?: T) => void

interface Atom<T> {
  readonly value: T
  get(): T
  set(next: T): void
  listen(listener: Listener<T>): () => void
  subscribe(listener: Listener<T>): () => void
}

export function atom<T>(start: T): Atom<T> {
  const listeners = new Set<Listener<T>>()
  let now = start
  const store: Atom<T> = {
    get value() {
      return now
    },
    get: () => now,
    set(next: T) {
      const old = now
      if (next === old) return
      now = next
      for (const each of [...listeners]) each(next, old)
    },
    listen(listener: Listener<T>) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribe(listener: Listener<T>) {
      listener(now)
      return store.listen(listener)
    },
  }
  return store
}
