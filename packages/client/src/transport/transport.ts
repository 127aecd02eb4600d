/** Calls something off. An `AbortSignal` fits; mini-programs have none, and may bring their own. */
export interface Signal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** One HTTP request, ready to send. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Absolute, with its query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body?: string
  /** Whether sending it twice has the effect of once; only then may a transport try again. */
  readonly repeatable: boolean
  readonly signal?: Signal
}

export interface TransportReply {
  readonly status: number
  /** By lower-case name. */
  header(name: string): string | undefined
  readonly text: string
}

/**
 * How requests leave: ky by default, plain `fetch` on the way to the first card, `host.request`
 * in a mini-program.
 *
 * Answers whatever status comes back. Throws ShopError OFFLINE where no answer came and TIMEOUT
 * where none came in time; after a TIMEOUT the gateway may or may not have acted.
 */
export type Transport = (request: TransportRequest) => Promise<TransportReply>

/** How long one attempt may take. */
export const timeoutMillis = 8000

/** How often a repeatable request is tried again. */
export const retryLimit = 2

/** The longest `retry-after` that is worth waiting for with a buyer looking on. */
export const longestWaitMillis = 10_000

/** Statuses that say "not now" rather than "not so". */
export const busyStatuses: readonly number[] = [429, 500, 502, 503, 504]
