/**
 * To another page of the shop, out of the frame that this one may stand in: hosted pages stand in none.
 * Where a sandbox keeps the page around the frame from being led away, the other one opens beside it.
 */
export function goTo(url: string): void {
  if (top === self) location.assign(url)
  else open(url, '_top') || open(url)
}
