import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Files } from './components.ts'

/** Writes files below a folder; answers how many bytes they are. */
export async function write(folder: string, files: Files): Promise<number> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}
