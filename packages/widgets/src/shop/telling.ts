import { useEffect } from 'preact/hooks'
import { emit } from './events.ts'
import type { Loaded } from './read.ts'
import type { ShopRuntime } from './runtime.ts'

/** Tells the page once that the element is ready, and of every error text that a person sees. */
export function useTelling(
  host: HTMLElement,
  shop: ShopRuntime,
  loaded: Loaded<{ readonly id: string }>,
  /** Whether what is ready is a listing, whose being seen is worth telling. */
  watched = true,
): void {
  const failure = loaded.status === 'failed' ? loaded.failure : undefined
  const ready = loaded.status === 'ready' ? loaded.value.id : undefined
  useEffect(() => {
    if (ready) emit(host, 'xp-ready', { shop: shop.shop })
  }, [ready])
  useEffect(() => {
    if (!failure) return
    console.error(
      `xiaopu: <${host.localName}> shows ${failure.code}`,
      failure.requestId ?? '',
      host,
    )
    emit(host, 'xp-error', { ...failure })
  }, [failure])
  useEffect(() => {
    if (ready && watched)
      return watchView(host, () => emit(host, 'xp-product-view', { listing: ready }))
    return undefined
  }, [ready])
}

/** Calls once when at least half of the element was in view for a second. */
function watchView(element: Element, seen: () => void): () => void {
  if (typeof IntersectionObserver !== 'function') return () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer)
      if (!entry?.isIntersecting) return
      timer = setTimeout(() => {
        observer.disconnect()
        seen()
      }, 1000)
    },
    { threshold: 0.5 },
  )
  observer.observe(element)
  return () => {
    clearTimeout(timer)
    observer.disconnect()
  }
}

/** `14:05`, by the device's clock. */
export function clock(at: number): string {
  const time = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}`
}
