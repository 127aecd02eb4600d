/** Something that is on a page once, whichever file or copy of this package asks for it first. */
export function shared<T>(name: string, make: () => T): T {
  const scope = globalThis as unknown as Record<symbol, T>
  const key = Symbol.for(name)
  if (!scope[key]) scope[key] = make()
  return scope[key] as T
}
