import { spawn } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Below `packages/`: what the built files are made of. */
const ingredients = [
  '{widgets,client,share,texts,domain}/src/**/*.{ts,tsx}',
  'widgets/{package.json,build/**/*.ts}',
]

/** Its main file is in `src` here, in `dist` where it was installed. */
const widgets = fileURLToPath(new URL('..', import.meta.resolve('@xiaopu/widgets')))

/** Folder of the embed files. */
export const embedDir = join(widgets, 'dist', 'embed')

/**
 * Builds the embed files where a source is newer than they are. An installed package brings them
 * along and has no sources beside it.
 *
 * @throws Error with what the build printed
 */
export async function buildWidgets(): Promise<void> {
  const manifest: { scripts?: { build?: string } } = JSON.parse(
    readFileSync(join(widgets, 'package.json'), 'utf8'),
  )
  const packages = dirname(widgets)
  const newest = newestOf(packages, ingredients)
  if (manifest.scripts?.build === undefined || newest === 0) return
  if (newest <= oldestOf(widgets, ['dist/embed/manifest.json', 'dist/server.js'])) return
  await run(process.execPath, ['--run', 'build'], widgets)
}

function newestOf(folder: string, patterns: readonly string[]): number {
  return Math.max(0, ...times(folder, patterns))
}

function oldestOf(folder: string, patterns: readonly string[]): number {
  const found = times(folder, patterns)
  return found.length < patterns.length ? 0 : Math.min(...found)
}

function times(folder: string, patterns: readonly string[]): number[] {
  return globSync([...patterns], { cwd: folder }).map(
    (file) => statSync(join(folder, file)).mtimeMs,
  )
}

/** Runs a program; what it prints is shown only where it fails. */
function run(file: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
      })
    }
    child.once('error', failed)
    child.once('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${args.join(' ')} in ${cwd}:\n${printed}`)),
    )
  })
}
