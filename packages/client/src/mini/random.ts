import type { MiniHost } from './host.ts'

/** How many secure bytes are kept ready: a key takes 26. */
const ready = 260

/**
 * Random bytes at once, although hosts hand out secure ones only later: each is mixed from what is
 * left of those that came and from `Math.random`. Good for keys that name a request, a change or a
 * visitor, never for a secret.
 */
export function miniRandom(host: MiniHost): (size: number) => Uint8Array {
  let pool: number[] = []
  const fill = () => {
    try {
      host.getRandomValues?.({
        length: ready,
        success: ({ randomValues }) => {
          pool = Array.from(new Uint8Array(randomValues))
        },
        fail: () => {},
      })
    } catch {
      // An older base library: `Math.random` has to do.
    }
  }
  fill()
  return (size) => {
    const bytes = Uint8Array.from(
      { length: size },
      () => (pool.pop() ?? 0) ^ Math.floor(Math.random() * 256),
    )
    if (pool.length < size) fill()
    return bytes
  }
}
