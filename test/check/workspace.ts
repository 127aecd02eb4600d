import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** What one check has to say: a line of facts, and what is wrong. Empty findings mean it holds. */
export interface Verdict {
  readonly facts: string
  readonly findings: readonly string[]
}

/** One rule of the house. `root` is the repository, or a copy of it in a test. */
export interface Check {
  readonly name: string
  run(root: string): Verdict | Promise<Verdict>
}

/** The fields of a package.json that the checks read. */
export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package of this repository: its manifest, and its folder relative to the root. */
export interface Member {
  readonly folder: string
  readonly manifest: Manifest
}

/** All packages under `packages/` and `examples/`, and `test`, sorted by folder. */
export function members(root: string): Member[] {
  return globSync(['packages/*/package.json', 'examples/*/package.json', 'test/package.json'], {
    cwd: root,
  })
    .sort()
    .map((path) => ({
      folder: dirname(path),
      manifest: JSON.parse(readFileSync(join(root, path), 'utf8')),
    }))
}

/** The folders that a tsconfig.json refers to, relative to the root; absent file, no references. */
export function references(root: string, folder: string): string[] {
  const path = join(root, folder, 'tsconfig.json')
  if (!existsSync(path)) return []
  const config: { references?: { path: string }[] } = JSON.parse(readFileSync(path, 'utf8'))
  return (config.references ?? []).map((reference) =>
    relative(root, join(root, folder, reference.path)),
  )
}
