/** What a storage keeps altogether: `ShopStorage` tells one thing at a time. */
export interface KeptNames {
  /** The names of all that is kept, as the storage itself writes them. */
  all(): readonly string[]
  /** Whether what is kept outlives the page. */
  isKeeping(): boolean
  /** Tells what another tab changed: a name, or `null` for everything. Answers how to stop. */
  watch(changed: (key: string | null) => void): () => void
}

/** Kept for a moment, to see whether things are. */
export const probe = 'xiaopu/probe'

/** The browser's `localStorage`; where it is refused or full, nothing is kept and nothing fails. */
export function browserNames(): KeptNames {
  return {
    all: () => tried(() => Object.keys(localStorage)) || [],
    isKeeping: () =>
      tried(() => {
        localStorage.setItem(probe, probe)
        const isThere = localStorage.getItem(probe) === probe
        localStorage.removeItem(probe)
        return isThere
      }) === true,
    watch(changed) {
      if (typeof document !== 'object') return () => {}
      const heard = ({ key }: StorageEvent) => changed(key)
      addEventListener('storage', heard)
      return () => removeEventListener('storage', heard)
    },
  }
}

/** In sandboxed frames and some private modes the very access throws. */
export function tried<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
