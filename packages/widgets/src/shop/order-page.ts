import { links } from './links.ts'

/** Whether this browser still has a token on its next page. Private and full ones forget it. */
export function isKept(token: string): boolean {
  try {
    return JSON.stringify(localStorage).includes(token)
  } catch {
    return false
  }
}

/** @param url - the shop's */
export const isHere = (url: string): boolean => new URL(url).origin === location.origin

/** An order's own page, with its token where that page would not find it in its storage. */
export function orderPage(url: string, order: string, token: string | undefined): string {
  return links.order(url, order, token && isHere(url) && isKept(token) ? undefined : token)
}
