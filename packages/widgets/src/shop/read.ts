import { type FailureCode, isShopError } from '@xiaopu/domain'
import { useEffect, useState } from 'preact/hooks'
import type { ShopRuntime } from './runtime.ts'

/** How a read stands; an element shows each of these in words. */
export type Loaded<T> =
  | { readonly status: 'loading'; readonly slow: boolean }
  | {
      readonly status: 'ready'
      readonly value: T /** ms; absent while fresh */
      readonly from?: number
    }
  | { readonly status: 'failed'; readonly failure: Failure }

export interface Failure {
  readonly code: FailureCode
  readonly requestId?: string | undefined
}

/** After how many ms without an answer a person is told that it takes long. */
export const slowAfter = 3000

/** A value that was on this device before, with the time (ms) of its answer. */
export interface Known<T> {
  readonly value: T
  readonly at: number
}

export interface Read<T> {
  /** Changes when something else is to be read. */
  readonly key: string
  read(): Promise<T>
  /** A value that came with the page: shown at once, nothing is asked. */
  readonly seed?: T | undefined
  /** What to show while there is no network. */
  recall?(): Known<T> | undefined
}

/**
 * Reads for a view. The client has repeated what can be repeated by the time a read fails; what
 * remains is tried again when the buyer asks or the network returns, together with every other
 * failed read of the shop, so that a page of cards still makes one request.
 */
export function useRead<T>(shop: ShopRuntime | undefined, what: Read<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>(() => initial(what))
  useEffect(() => {
    if (!shop || what.seed !== undefined) return
    return follow(shop, what, setLoaded)
  }, [shop, what.key])
  useEffect(() => {
    if (what.seed !== undefined) setLoaded({ status: 'ready', value: what.seed })
  }, [what.seed])
  return loaded
}

function initial<T>({ seed }: Read<T>): Loaded<T> {
  return seed === undefined ? { status: 'loading', slow: false } : { status: 'ready', value: seed }
}

function follow<T>(shop: ShopRuntime, what: Read<T>, tell: (loaded: Loaded<T>) => void) {
  let over = false
  let slow: ReturnType<typeof setTimeout> | undefined
  let failed = false
  const run = () => {
    failed = false
    tell({ status: 'loading', slow: false })
    slow = setTimeout(() => tell({ status: 'loading', slow: true }), slowAfter)
    what.read().then(
      (value) => settle({ status: 'ready', value }),
      (error: unknown) => {
        failed = true
        const failure = failureOf(error)
        const known = isNetwork(failure) ? what.recall?.() : undefined
        settle(
          known
            ? { status: 'ready', value: known.value, from: known.at }
            : { status: 'failed', failure },
        )
      },
    )
  }
  const settle = (loaded: Loaded<T>) => {
    clearTimeout(slow)
    if (!over) tell(loaded)
  }
  const forget = shop.onRetry(() => {
    if (failed) run()
  })
  run()
  return () => {
    over = true
    clearTimeout(slow)
    forget()
  }
}

export function failureOf(error: unknown): Failure {
  if (!isShopError(error)) {
    console.error(error)
    return { code: 'INTERNAL' }
  }
  const { requestId } = error.detail
  return { code: error.code, ...(typeof requestId === 'string' && { requestId }) }
}

/** No answer came: what was known before is better than nothing. */
function isNetwork({ code }: Failure): boolean {
  return code === 'OFFLINE' || code === 'TIMEOUT'
}
