import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { embedDir, widgetsDir } from '../embed-files.ts'

/** What is bundled into the embed files, beside the widgets. */
const bundled = ['client', 'domain', 'share', 'texts']

/**
 * Builds the embed files where a source is newer than they are. Published packages bring them
 * built and without a build script.
 *
 * @throws CommandError with what the build printed
 */
export async function buildWidgets(signal: AbortSignal): Promise<void> {
  const script = join(widgetsDir, 'build/main.ts')
  if (!existsSync(script)) return
  const built = Math.min(
    timeOf(join(embedDir, 'manifest.json')),
    timeOf(join(widgetsDir, 'dist/server.js')),
  )
  const sources = [
    join(widgetsDir, 'src'),
    join(widgetsDir, 'build'),
    ...bundled.map((name) => join(widgetsDir, '..', name, 'src')),
  ]
  if (sources.every((folder) => newestIn(folder) < built)) return
  await run(script, signal)
}

function newestIn(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .reduce((newest, entry) => Math.max(newest, timeOf(join(entry.parentPath, entry.name))), 0)
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function run(script: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=@xiaopu/source', script], {
    cwd: widgetsDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) =>
      code === 0 ? done() : failed(new CommandError((cli) => cli.dev.buildFailed(printed.trim()))),
    )
  })
}
