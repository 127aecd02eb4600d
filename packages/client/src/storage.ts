/**
 * Small texts that outlive a page: the cart, an order's token, the share one came through. Answers at
 * once and never throws: where nothing can be kept, keep it in memory, as `browserStorage` does.
 */
export interface ShopStorage {
  get(key: string): string | undefined
  /** Keeps a text; `undefined` removes it. */
  set(key: string, value: string | undefined): void
  /** Tells when another tab changed a key; answers how to stop listening. */
  watch?(key: string, changed: () => void): () => void
}

/** A part of a storage under its own prefix: shops on one page keep apart. */
export function prefixed(storage: ShopStorage, prefix: string): ShopStorage {
  return {
    get: (key) => storage.get(prefix + key),
    set: (key, value) => storage.set(prefix + key, value),
    watch: (key, changed) => storage.watch?.(prefix + key, changed) || (() => {}),
  }
}

/** A kept value that is what it should be; one that was cut off or written by someone else is none. */
export function readKept<Value>(
  { get }: Pick<ShopStorage, 'get'>,
  key: string,
  isOne: (value: unknown) => value is Value,
): Value | undefined {
  try {
    const value: unknown = JSON.parse(get(key) || 'null')
    return isOne(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Forgets everything with the page. */
export function memoryStorage(): ShopStorage {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key),
    set(key, value) {
      if (value === undefined) values.delete(key)
      else values.set(key, value)
    },
  }
}

/**
 * The browser's `localStorage`. In sandboxed frames and some private modes the very access throws,
 * and a full one throws on writing: then things are kept for as long as the page is open.
 */
export function browserStorage(): ShopStorage {
  const memory = memoryStorage()
  const local = openLocalStorage()
  if (!local) return memory
  return {
    get: (key) => memory.get(key) || local.getItem(key) || undefined,
    set(key, value) {
      try {
        if (value === undefined) local.removeItem(key)
        else local.setItem(key, value)
        memory.set(key, undefined)
      } catch {
        memory.set(key, value)
      }
    },
    watch(key, changed) {
      // `key` is null when everything was cleared.
      const heard = (event: StorageEvent) => {
        if (event.key === key || event.key === null) changed()
      }
      addEventListener('storage', heard)
      return () => removeEventListener('storage', heard)
    },
  }
}

function openLocalStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}
