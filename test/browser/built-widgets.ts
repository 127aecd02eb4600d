import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A package whose files are bundled, and not only compiled. */
interface Built {
  readonly folder: string
  /** Written last, and by the build alone: the compiler writes beside the files. */
  readonly made: readonly string[]
  readonly ingredients: readonly string[]
}

const widgets: Built = {
  folder: 'packages/widgets',
  made: ['packages/widgets/dist/embed/manifest.json', 'packages/widgets/dist/server.js'],
  ingredients: [
    'packages/{widgets,client,share,texts,api,domain}/src/**/*.{ts,tsx,css}',
    'packages/widgets/{package.json,*.config.ts}',
    'packages/{widgets,client}/build/**/*.ts',
  ],
}

const miniClient: Built = {
  folder: 'packages/client',
  made: ['packages/client/dist/miniprogram/mini.js', 'packages/client/dist/mini-bundle.js'],
  ingredients: ['packages/{client,api,domain}/src/**/*.ts', 'packages/client/build/**/*.ts'],
}

const mini: Built = {
  folder: 'packages/mini',
  made: ['packages/mini/dist/{wechat,xiaohongshu}/xiaopu.js'],
  ingredients: [
    'packages/{mini,client,share,texts,api,domain}/src/**/*.{ts,wxml,wxss}',
    'packages/{mini,client}/build/**/*.ts',
  ],
}

function newest(patterns: readonly string[]): number {
  const files = globSync([...patterns], { cwd: root })
  return Math.max(0, ...files.map((file) => statSync(join(root, file)).mtimeMs))
}

/** Builds what a source is newer than, and answers whether it did. */
function build({ folder, made, ingredients }: Built): boolean {
  const cwd = join(root, folder)
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'))
  if (manifest.scripts?.build === undefined) return false
  const oldest = Math.min(...made.map((file) => newest([file])))
  if (oldest > newest(ingredients)) return false

  const run = spawnSync(process.execPath, ['--run', 'build'], { cwd, encoding: 'utf8' })
  if (run.status !== 0) {
    throw new Error(`${folder} does not build:\n${run.stdout ?? ''}${run.stderr ?? ''}`)
  }
  return true
}

/** Builds the embed files when a source is newer than what is there, and answers whether it did. */
export function buildWidgets(): boolean {
  return build(widgets)
}

/** The same for what mini-programs load. */
export function buildMini(): boolean {
  const built = [build(miniClient), build(mini)]
  return built.includes(true)
}

/** Vitest calls this before the first test that may show or serve the built files. */
export function setup(): void {
  buildWidgets()
  buildMini()
}
