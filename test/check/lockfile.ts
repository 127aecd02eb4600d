import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One package of the lockfile: what it is and where its bytes come from. */
export interface Locked {
  readonly name: string
  readonly version: string
  /** The text between the braces of `resolution: {…}`. */
  readonly resolution: string
}

/**
 * The `packages:` part of pnpm-lock.yaml, format 9: a key `name@version` indented by two, and
 * under it one line `resolution: {…}`. Written by a machine, so lines are enough to read it.
 */
export function locked(root: string): Locked[] {
  const text = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  if (!/^lockfileVersion: '9\./m.test(text)) throw new Error('pnpm-lock.yaml is not of format 9')
  const part = text.split(/^packages:$/m)[1]?.split(/^snapshots:$/m)[0] ?? ''
  const entries = part.matchAll(/^ {2}'?((?:@[^/]+\/)?[^@\s]+)@([^\n]+?)'?:\n((?: {4}[^\n]*\n)*)/gm)
  return [...entries].map(([, name = '', version = '', body = '']) => ({
    name,
    version,
    resolution: /resolution: \{([^}]*)\}/.exec(body)?.[1] ?? '',
  }))
}

/** Whether `version` is `least` or newer, by its three numbers; what follows a dash is ignored. */
export function isAtLeast(version: string, least: string): boolean {
  const [ours, floor] = [numbers(version), numbers(least)]
  for (let place = 0; place < 3; place++) {
    const difference = (ours[place] ?? 0) - (floor[place] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

const numbers = (version: string) => (version.split(/[-+]/)[0] ?? '').split('.').map(Number)
