/** A request that the loader has started before the client was there. */
export type EarlyRequest = readonly [
  url: string,
  answer: Promise<Response>,
  controller: AbortController,
]

/** `fetch`, which takes over the loader's request the first time its address is asked for. */
export function fetchOrTakeOver(url: string, init: RequestInit): Promise<Response> {
  const scope = globalThis as { xiaopuEarly?: EarlyRequest | undefined }
  const [early, answer, controller] = scope.xiaopuEarly || []
  if (early !== url || !answer) return fetch(url, init)
  scope.xiaopuEarly = undefined
  init.signal?.addEventListener('abort', () => controller?.abort())
  return answer
}
