const PIECES = 16

/** A body that comes in pieces, spread over `ms`, and stops when the caller hangs up. */
export function drip(body: string, ms: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body)
  const size = Math.max(1, Math.ceil(bytes.length / PIECES))
  let at = 0
  let timer: NodeJS.Timeout | undefined
  return new ReadableStream({
    pull: (controller) =>
      new Promise((resolve) => {
        const stop = (): void => {
          clearTimeout(timer)
          controller.error(signal.reason)
          resolve()
        }
        signal.addEventListener('abort', stop, { once: true })
        timer = setTimeout(() => {
          signal.removeEventListener('abort', stop)
          controller.enqueue(bytes.slice(at, at + size))
          at += size
          if (at >= bytes.length) controller.close()
          resolve()
        }, ms / PIECES)
      }),
    cancel: () => clearTimeout(timer),
  })
}
