import type { Route } from './route.ts'

/**
 * What a restricted key must be allowed for a seller's route: the first word of its path, `read` for
 * GET and `write` for the rest. `undefined` where only a secret key will do.
 */
export function scopeOf({ method, path, caller, scope }: Route): string | undefined {
  if (caller !== 'seller' || scope === 'secret') return undefined
  if (scope !== undefined) return scope
  const [, resource = ''] = /^\/v1\/seller\/([a-z-]+)/.exec(path) ?? []
  return `${resource}:${method === 'GET' ? 'read' : 'write'}`
}
