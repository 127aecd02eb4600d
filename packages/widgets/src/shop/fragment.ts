/**
 * A value behind the `#` of the page's address: `#order=ord_…&token=…`. What stands there reaches
 * no server and no log.
 */
export function fromFragment(name: string): string | undefined {
  if (typeof location !== 'object') return undefined
  return new URLSearchParams(location.hash.slice(1)).get(name) || undefined
}

/** Takes a value out of the page's address, so that it is not passed on with it. */
export function dropFromFragment(name: string): void {
  const values = new URLSearchParams(location.hash.slice(1))
  if (!values.has(name)) return
  values.delete(name)
  const rest = values.toString()
  history.replaceState(history.state, '', rest ? `#${rest}` : location.pathname + location.search)
}
