import type { ReadableAtom } from 'nanostores'
import { useEffect, useState } from '../render/index.ts'

export function useStore<T>($store: ReadableAtom<T>): T {
  const [value, setValue] = useState(() => $store.get())
  useEffect(() => $store.subscribe(setValue), [$store])
  return value
}
