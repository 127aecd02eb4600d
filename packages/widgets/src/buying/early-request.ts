/** A request that the loader has started before the client was there. */
export interface EarlyRequest {
  readonly url: string
  readonly answer: Promise<Response>
  readonly controller: AbortController
}

/** `fetch`, which takes over the loader's request the first time its address is asked for. */
export function fetchOrTakeOver(url: string, init: RequestInit): Promise<Response> {
  const scope = globalThis as { xiaopuEarly?: EarlyRequest | undefined }
  const early = scope.xiaopuEarly
  if (early?.url !== url) return fetch(url, init)
  scope.xiaopuEarly = undefined
  init.signal?.addEventListener('abort', () => early.controller.abort())
  return early.answer
}
