import type { Hono } from 'hono'

/** Answers which methods the API takes at a path: a caller with another one learns more than that nothing is there. */
export function methodsAt({ routes }: Pick<Hono, 'routes'>): (path: string) => readonly string[] {
  const known = routes
    .filter(({ method, path }) => path.startsWith('/v1/') && !['ALL', 'OPTIONS'].includes(method))
    .map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replaceAll(/:[a-zA-Z]+/g, '[^/]+')}$`),
    }))
  return (path) => [
    ...new Set(known.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []))),
  ]
}
