/**
 * Kinds of work, the dearest first: what is paid must be heard of whatever else goes on, a card that
 * is drawn a little later harms nobody.
 */
export const works = ['callback', 'order', 'submit', 'cart', 'catalogue'] as const
export type Work = (typeof works)[number]

/** What a request is about. Pages, pictures and all that is only looked at are `catalogue`. */
export function workOf(method: string, path: string): Work {
  if (path.startsWith('/v1/callbacks/')) return 'callback'
  if (path === '/v1/orders' && method === 'POST') return 'submit'
  if (path.startsWith('/v1/orders/')) return 'order'
  if (path.startsWith('/v1/carts') || path.startsWith('/v1/addresses')) return 'cart'
  if (path.startsWith('/v1/seller/')) return 'cart'
  return 'catalogue'
}
