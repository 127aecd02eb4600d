import type { FailureCode, ShopError } from '@xiaopu/domain'
import { useEffect, useState } from '../render/index.ts'
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
const slowAfter = 3000

/** A value that was on this device before, with the time (ms) of its answer. */
export interface Known<T> {
  readonly value: T
  readonly at: number
}

/** What to read; a view that shows another thing is another view (`key`). */
export interface Read<T> {
  read(): Promise<T>
  /** A value that came with the page: shown at once, nothing is asked. */
  readonly seed?: T | undefined
  /** What to show while there is no network. */
  recall?(): Promise<Known<T> | undefined>
}

/**
 * Reads for a view. The client has repeated what can be repeated by the time a read fails; what
 * remains is tried again when the buyer asks or the network returns, together with every other
 * failed read of the shop, so that a page of cards still makes one request.
 */
export function useRead<T>(shop: ShopRuntime, what: Read<T>): Loaded<T> {
  const { seed } = what
  const [loaded, setLoaded] = useState<Loaded<T>>(
    seed ? { status: 'ready', value: seed } : { status: 'loading', slow: false },
  )
  useEffect(() => {
    if (!seed) return follow(shop, what, setLoaded)
    return undefined
  }, [])
  return loaded
}

function follow<T>(shop: ShopRuntime, what: Read<T>, tell: (loaded: Loaded<T>) => void) {
  let over = false
  let slow = 0
  let failed = false
  const settle = (loaded: Loaded<T>) => {
    clearTimeout(slow)
    if (!over) tell(loaded)
  }
  const fail = async (error: unknown) => {
    failed = true
    const failure = failureOf(error)
    // No answer came: what was known before is better than nothing.
    const alone = failure.code === 'OFFLINE' || failure.code === 'TIMEOUT'
    const known = alone && what.recall ? await what.recall() : undefined
    settle(
      known
        ? { status: 'ready', value: known.value, from: known.at }
        : { status: 'failed', failure },
    )
  }
  const run = () => {
    failed = false
    tell({ status: 'loading', slow: false })
    slow = Number(setTimeout(() => tell({ status: 'loading', slow: true }), slowAfter))
    what.read().then((value) => settle({ status: 'ready', value }), fail)
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

/** The domain's own, said again: importing it would bring its table of codes before the first card. */
function isShopError(error: unknown): error is ShopError {
  return error instanceof Error && error.name === 'ShopError'
}
