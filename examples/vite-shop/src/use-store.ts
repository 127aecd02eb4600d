import type { ReadableAtom } from 'nanostores'
import { useEffect, useState } from 'preact/hooks'

/** The value of a store, drawn anew when it changes. */
export function useStore<T>($store: ReadableAtom<T>): T {
  const [value, setValue] = useState(() => $store.get())
  useEffect(() => $store.subscribe(setValue), [$store])
  return value
}
