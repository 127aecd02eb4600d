import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAtLeast, type Locked, locked } from './lockfile.ts'
import { type Check, members } from './workspace.ts'

/** The shape of security-floor.json. */
interface Floor {
  readonly floors: Readonly<Record<string, { readonly min: string; readonly why: string[] }>>
  readonly refused: Readonly<Record<string, string>>
  readonly mayRunInstallScripts: readonly string[]
  /** How many packages of others we may ask people to trust, over all published packages. */
  readonly directRuntimeDependencies: number
}

/** Versions hold the floors, bytes come with a checksum from the registry, scripts stay silent. */
export const dependencies: Check = {
  name: 'dependencies',
  run(root) {
    const floor: Floor = JSON.parse(
      readFileSync(join(root, 'test/check/security-floor.json'), 'utf8'),
    )
    const all = locked(root)
    const direct = directRuntime(root)
    const findings = [
      ...all.flatMap((one) => unsafe(one, floor)),
      ...installScripts(root, floor.mayRunInstallScripts),
    ]
    if (all.length === 0) findings.push('pnpm-lock.yaml lists no packages')
    if (direct.length > floor.directRuntimeDependencies) {
      findings.push(
        `${direct.length} direct runtime dependencies, ${floor.directRuntimeDependencies} are allowed: ${direct.join(' ')}`,
      )
    }
    return { facts: `${all.length} locked, ${direct.length} direct at run time`, findings }
  },
}

function unsafe({ name, version, resolution }: Locked, { floors, refused }: Floor): string[] {
  const what = `${name}@${version}`
  const findings: string[] = []
  const least = floors[name]
  if (least && !isAtLeast(version, least.min)) {
    findings.push(`${what} is below ${least.min}: ${least.why.join(', ')}`)
  }
  const why = refused[name]
  if (why !== undefined) findings.push(`${what} is refused: ${why}`)
  if (/https?:|git|tarball:|directory:/.test(version + resolution.replace(/integrity: \S+/, ''))) {
    findings.push(`${what} does not come from the registry`)
  }
  if (!/integrity: sha512-[A-Za-z0-9+/=]{88}/.test(resolution)) {
    findings.push(`${what} has no sha512 checksum`)
  }
  return findings
}

/** Names of what the published packages need from others at run time. */
function directRuntime(root: string): string[] {
  const names = members(root)
    .filter(({ folder }) => folder.startsWith('packages/'))
    .flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}))
    .filter((name) => name !== 'xiaopu' && !name.startsWith('@xiaopu/'))
  return [...new Set(names)].sort()
}

/** pnpm runs the install scripts of the packages in its list only; the list must be the agreed one. */
function installScripts(root: string, may: readonly string[]): string[] {
  const settings = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const allowed = list(settings, 'onlyBuiltDependencies')
  const refused = list(settings, 'ignoredBuiltDependencies')
  const findings = allowed
    .filter((name) => !may.includes(name))
    .map((name) => `${name} may run install scripts but is not in test/check/security-floor.json`)
  if (/dangerouslyAllowAllBuilds/.test(settings)) findings.push('every package may run scripts')
  const silent = withScripts(root).filter((name) => !allowed.includes(name))
  return [
    ...findings,
    ...silent
      .filter((name) => !refused.includes(name))
      .map((name) => `${name} has an install script: allow or ignore it in pnpm-workspace.yaml`),
  ]
}

/** A list of pnpm-workspace.yaml, written over lines or in brackets. */
function list(yaml: string, key: string): string[] {
  const inline = new RegExp(`^${key}: \\[([^\\]]*)\\]`, 'm').exec(yaml)?.[1]
  const block = new RegExp(`^${key}:\\n((?: +- .*\\n)*)`, 'm').exec(yaml)?.[1]
  return (inline?.split(',') ?? block?.split('\n') ?? [])
    .map((item) => item.replace(/^\s*(- )?/, '').replace(/["'\s]/g, ''))
    .filter((item) => item !== '')
}

/** Names of installed packages that would run something when installed. */
function withScripts(root: string): string[] {
  const store = join(root, 'node_modules/.pnpm')
  if (!existsSync(store)) return []
  const manifests = globSync(
    ['*/node_modules/*/package.json', '*/node_modules/@*/*/package.json'],
    {
      cwd: store,
    },
  )
  const names = manifests.flatMap((path) => {
    const { name, scripts = {} } = JSON.parse(readFileSync(join(store, path), 'utf8'))
    return ['preinstall', 'install', 'postinstall'].some((hook) => hook in scripts) ? [name] : []
  })
  return [...new Set(names)].sort()
}
