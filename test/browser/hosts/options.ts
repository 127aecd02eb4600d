import type { CartLinesUpdate } from '@xiaopu/widgets'

/** What a host page is opened with: `?gateway=…&shop=…&listing=…`. */
export function hostOptions() {
  const asked = new URLSearchParams(location.search)
  const read = (name: string) => asked.get(name) ?? ''
  return { gateway: read('gateway'), shop: read('shop'), listing: read('listing') }
}

/** Shows that the host heard of a tap, and what became of it. */
export async function report({ action, promise }: CartLinesUpdate): Promise<void> {
  document.title = action
  const { quantity } = await promise
  document.title = `${action} ${quantity}`
}
