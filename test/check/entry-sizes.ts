import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundled } from './probe.ts'

/** What a page loads for one purpose: its size over the wire in bytes, and the most it may be. */
export interface EntrySize {
  readonly name: string
  readonly gzip: number
  readonly brotli: number
  /** Bytes after gzip -9. */
  readonly budget: number
}

/** Imports that developers write, measured as the code that a bundler leaves of them. */
const imports: readonly {
  readonly name: string
  readonly lines: string
  readonly budget: number
}[] = [
  { name: 'sku-engine', lines: "export { chooseSku } from '@xiaopu/domain'", budget: 2048 },
  {
    name: 'client-core',
    lines: "export * from '@xiaopu/client/fetch'; export * from '@xiaopu/client/stores'",
    budget: 6 * 1024,
  },
  {
    name: 'qr-poster',
    lines:
      "export { qrSvg } from '@xiaopu/share/qr'; export { posterPng } from '@xiaopu/share/poster-png'",
    budget: 12 * 1024,
  },
]

export async function entrySizes(root: string): Promise<EntrySize[]> {
  const sizes: EntrySize[] = []
  for (const { name, lines, budget } of imports) {
    sizes.push({ name, ...compressed([await bundled(root, lines)]), budget })
  }
  return sizes
}

/** Files are compressed one by one, as a server sends them. */
function compressed(files: readonly (string | Uint8Array)[]): { gzip: number; brotli: number } {
  const sum = (length: (file: string | Uint8Array) => number) =>
    files.reduce((total, file) => total + length(file), 0)
  return {
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file).length),
  }
}
