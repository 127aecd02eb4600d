import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const widgets = join(root, 'packages/widgets')

/** What the built files are made of: the packages below the widgets, and how they are put together. */
const ingredients = [
  'packages/{widgets,client,share,texts,api,domain}/src/**/*.{ts,tsx,css}',
  'packages/widgets/{package.json,*.config.ts}',
  'packages/widgets/build/**/*.ts',
]

function newest(patterns: readonly string[]): number {
  const files = globSync([...patterns], { cwd: root })
  return Math.max(0, ...files.map((file) => statSync(join(root, file)).mtimeMs))
}

/** Builds the embed files when a source is newer than what is there, and answers whether it did. */
export function buildWidgets(): boolean {
  const manifest = JSON.parse(readFileSync(join(widgets, 'package.json'), 'utf8'))
  if (manifest.scripts?.build === undefined) return false
  const embed = newest(['packages/widgets/dist/embed/**/*'])
  if (existsSync(join(widgets, 'dist/embed')) && embed >= newest(ingredients)) return false

  const built = spawnSync(process.execPath, ['--run', 'build'], { cwd: widgets, encoding: 'utf8' })
  if (built.status !== 0) {
    throw new Error(`The widgets do not build:\n${built.stdout ?? ''}${built.stderr ?? ''}`)
  }
  return true
}

/** Vitest calls this once before the first browser test. */
export function setup(): void {
  buildWidgets()
}
