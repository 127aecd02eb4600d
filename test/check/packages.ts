import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core'
import { filterProblems } from '@arethetypeswrong/core/problems'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import type { Check, Manifest } from './workspace.ts'

type Published = Manifest & { readonly exports?: Readonly<Record<string, unknown>> }

/** What npm would hand out is complete and typed, for those who import modules: no CommonJS here. */
export const packages: Check = {
  name: 'packages',
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), 'xiaopu-packed-'))
    try {
      pack(root, folder)
      const tarballs = globSync('*.tgz', { cwd: folder }).sort()
      const findings: string[] = []
      if (tarballs.length === 0) findings.push('no package was packed')
      for (const name of tarballs) findings.push(...(await faults(join(folder, name), name)))
      return { facts: `${tarballs.length} packed as npm would get them`, findings }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Packs every public package, or those that `filter` names, by the pnpm that runs this, else by the one of package.json. */
export function pack(root: string, folder: string, filter = './packages/*'): void {
  const running = process.env.npm_execpath ?? ''
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [program, ...first] = running.includes('pnpm')
    ? [process.execPath, running]
    : ['npx', '-y', packageManager]
  const args = [...first, '-r', '--filter', filter, 'pack', '--pack-destination', folder]
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`pnpm pack failed:\n${stdout}${stderr}`)
}

async function faults(path: string, file: string): Promise<string[]> {
  const bytes = readFileSync(path)
  const tarball = new Uint8Array(bytes).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  const found = messages
    .filter((message) => message.type !== 'suggestion')
    .map((message) => `${file}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`)
  // A package that is only a command has no entry whose types could be wrong.
  const hasEntries = (pkg as Published).exports !== undefined
  const packed = createPackageFromTarballData(bytes)
  const unsaid = undescribed(packed, pkg as Published).map((what) => `${file}: ${what}`)
  return [...found, ...unsaid, ...(hasEntries ? await untyped(packed, file) : [])]
}

/** Who finds a package at npm reads what it is, how it may be used, and what each import brings. */
function undescribed(packed: Package, { name, exports = {} }: Published): string[] {
  const folder = `/node_modules/${name}`
  const missing = ['README.md', 'LICENSE'].filter((each) => !packed.fileExists(`${folder}/${each}`))
  if (missing.length > 0) return missing.map((each) => `has no ${each}`)
  const readme = packed.readFile(`${folder}/README.md`)
  return Object.keys(exports)
    .filter((entry) => entry !== '.')
    .map((entry) => entry.replace(/^\./, name).replace(/\*$/, ''))
    .filter((entry) => !readme.includes(`\`${entry}`))
    .map((entry) => `README.md does not name ${entry}`)
}

async function untyped(packed: Package, file: string): Promise<string[]> {
  const analysis = await checkPackage(packed)
  if (!analysis.types) return [`${file}: has no types`]
  const forModules = (['node16-esm', 'bundler'] as const).flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }),
  )
  return [...new Set(forModules)].map((problem) => `${file}: ${JSON.stringify(problem)}`)
}
