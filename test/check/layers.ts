import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, type Member, members, references } from './workspace.ts'

/**
 * What each package may depend on. A package that is not named here is a finding: a new one gets
 * its place in the order before it gets its first line.
 */
const below: Readonly<Record<string, readonly string[]>> = {
  '@xiaopu/domain': [],
  '@xiaopu/texts': ['@xiaopu/domain'],
  '@xiaopu/api': ['@xiaopu/domain'],
  '@xiaopu/share': ['@xiaopu/domain'],
  '@xiaopu/alibaba': ['@xiaopu/domain'],
  '@xiaopu/pay': ['@xiaopu/domain'],
  '@xiaopu/client': ['@xiaopu/api', '@xiaopu/domain'],
  '@xiaopu/sandbox': ['@xiaopu/alibaba'],
  '@xiaopu/widgets': ['@xiaopu/client', '@xiaopu/share', '@xiaopu/texts', '@xiaopu/domain'],
  '@xiaopu/mini': ['@xiaopu/client', '@xiaopu/share', '@xiaopu/texts', '@xiaopu/domain'],
  '@xiaopu/desk': [
    '@xiaopu/widgets',
    '@xiaopu/client',
    '@xiaopu/share',
    '@xiaopu/texts',
    '@xiaopu/domain',
  ],
  '@xiaopu/gateway': [
    '@xiaopu/widgets',
    '@xiaopu/api',
    '@xiaopu/alibaba',
    '@xiaopu/pay',
    '@xiaopu/share',
    '@xiaopu/texts',
    '@xiaopu/domain',
  ],
  xiaopu: [
    '@xiaopu/client',
    '@xiaopu/gateway',
    '@xiaopu/sandbox',
    '@xiaopu/widgets',
    '@xiaopu/desk',
    '@xiaopu/alibaba',
    '@xiaopu/pay',
    '@xiaopu/api',
    '@xiaopu/share',
    '@xiaopu/texts',
    '@xiaopu/domain',
  ],
}

const isOurs = (name: string) => name === 'xiaopu' || name.startsWith('@xiaopu/')

/** Package dependencies point down, and the compiler is told of exactly the same ones. */
export const layers: Check = {
  name: 'layers',
  run(root) {
    const all = members(root)
    const folders = new Map(all.map(({ manifest, folder }) => [manifest.name, folder]))
    const findings = all.flatMap((member) => [
      ...upward(member),
      ...unlikeReferences(root, member, folders),
    ])
    findings.push(...missingFromRoot(root, all))
    const edges = all.reduce((sum, member) => sum + oursIn(member.manifest.dependencies).length, 0)
    return { facts: `${all.length} packages, ${edges} dependencies between them`, findings }
  },
}

const oursIn = (dependencies: Readonly<Record<string, string>> | undefined) =>
  Object.keys(dependencies ?? {}).filter(isOurs)

/** A test may need a package that its subject must not, so devDependencies need only point down. */
function upward({ folder, manifest }: Member): string[] {
  const { name, dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest
  if (!folder.startsWith('packages/')) {
    return oursIn({ ...dependencies, ...devDependencies })
      .filter((other) => other === '@xiaopu/test')
      .map((other) => `${name} depends on ${other}: nothing imports test`)
  }
  const allowed = below[name]
  if (!allowed) return [`${name} has no place in the layers of test/check/layers.ts`]
  const shipped = oursIn({ ...dependencies, ...peerDependencies, ...optionalDependencies })
  return [
    ...shipped
      .filter((other) => !allowed.includes(other))
      .map((other) => `${name} depends on ${other}, which is not below it`),
    ...oursIn(devDependencies)
      .filter((other) => rank(other) >= rank(name))
      .map((other) => `${name} tests with ${other}, which is not below it`),
  ]
}

/** Height above the domain. */
function rank(name: string): number {
  const allowed = below[name]
  if (!allowed) return Number.POSITIVE_INFINITY
  return allowed.length === 0 ? 0 : 1 + Math.max(...allowed.map(rank))
}

function unlikeReferences(
  root: string,
  { folder, manifest }: Member,
  folders: ReadonlyMap<string, string>,
): string[] {
  if (!existsSync(join(root, folder, 'tsconfig.json'))) {
    return folder.startsWith('examples/') ? [] : [`${folder} has no tsconfig.json`]
  }
  const depended = oursIn(manifest.dependencies).map((name) => folders.get(name) ?? name)
  const referred = references(root, folder)
  return [
    ...depended
      .filter((other) => !referred.includes(other))
      .map((other) => `${folder}/tsconfig.json does not refer to its dependency ${other}`),
    ...referred
      .filter((other) => !depended.includes(other))
      .map((other) => `${folder}/tsconfig.json refers to ${other}, which it does not depend on`),
  ]
}

/** `tsc -b` compiles what the root refers to; a package that it forgets is never checked. */
function missingFromRoot(root: string, all: readonly Member[]): string[] {
  const known = references(root, '.')
  return all
    .filter(({ folder }) => existsSync(join(root, folder, 'tsconfig.json')))
    .filter(({ folder }) => !known.includes(folder))
    .map(({ folder }) => `tsconfig.json does not refer to ${folder}`)
}
