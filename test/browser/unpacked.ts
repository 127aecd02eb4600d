import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a person's own files may be kept in between runs: never a folder that others can write. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'xiaopu')
}

/**
 * The folder with `chromium` and `al2023/lib` out of the npm package `@sparticuz/chromium`.
 *
 * The package itself unpacks into one shared temporary folder, where a second test file could start a
 * program that the first is still writing.
 */
export async function unpackedChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'))
  const script = fileURLToPath(new URL('./unpack.ts', import.meta.url))
  // The package writes to the temporary folder of its process, so it gets a process of its own.
  return unpackedOnce(`chromium-${manifest.version}`, async (folder) => {
    await run(process.execPath, [script], { env: { ...process.env, TMPDIR: folder } })
  })
}

/**
 * A folder of the cache by its name, filled once per person: whole, or not there.
 *
 * @param fill - unpacks into an empty folder
 */
export async function unpackedOnce(
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder(), name)
  if (existsSync(folder)) return folder
  await mkdir(cacheFolder(), { recursive: true })
  const staging = await mkdtemp(`${folder}-`)
  try {
    await fill(staging)
    await rename(staging, folder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another process may have put the same folder in place first.
    if (!existsSync(folder)) throw error
  }
  return folder
}
