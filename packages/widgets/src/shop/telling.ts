import { useEffect } from '../render/index.ts'
import { attending } from './attending.ts'
import { emit } from './events.ts'
import type { Loaded } from './read.ts'
import type { ShopRuntime } from './runtime.ts'

/**
 * Tells the page once that the element is ready, and of every error text that a person sees; for
 * a listing also that it was looked at.
 */
export function useTelling(
  host: HTMLElement,
  shop: ShopRuntime,
  loaded: Loaded<unknown>,
  listing?: string,
): void {
  const failure = loaded.status === 'failed' ? loaded.failure : undefined
  const ready = loaded.status === 'ready'
  useEffect(() => {
    if (!ready) return undefined
    emit(host, 'xp-ready', { shop: shop.shop })
    if (!listing) return undefined
    let stop = () => {}
    let over = false
    void attending.then(({ watchView }) => {
      if (!over) stop = watchView(host, () => emit(host, 'xp-product-view', { listing }))
    })
    return () => {
      over = true
      stop()
    }
  }, [ready])
  useEffect(() => {
    if (!failure) return
    console.error(`xiaopu: <${host.localName}> shows ${failure.code}`, host)
    emit(host, 'xp-error', { ...failure })
  }, [failure])
}
