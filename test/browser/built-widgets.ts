import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
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
  // The manifest is written last, and by the build alone: the compiler writes beside the files.
  const made = ['packages/widgets/dist/embed/manifest.json', 'packages/widgets/dist/server.js']
  const oldest = Math.min(...made.map((file) => newest([file])))
  if (oldest > newest(ingredients)) return false

  const run = spawnSync(process.execPath, ['--run', 'build'], { cwd: widgets, encoding: 'utf8' })
  if (run.status !== 0) {
    throw new Error(`The widgets do not build:\n${run.stdout ?? ''}${run.stderr ?? ''}`)
  }
  return true
}

/** Vitest calls this before the first test that may show or serve the built files. */
export function setup(): void {
  buildWidgets()
}
