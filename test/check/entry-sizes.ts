import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { bundled } from './probe.ts'

/** What a page loads for one purpose: its size over the wire in bytes, and the most it may be. */
export interface EntrySize {
  readonly name: string
  readonly gzip: number
  readonly brotli: number
  /** Bytes after gzip -9; absent, the size is only watched. */
  readonly budget?: number
  /** A present size that may only shrink, also where a budget is missed (docs/decisions/0023). */
  readonly ceiling?: number
}

/** Imports that developers write, measured as the code that a bundler leaves of them. */
const imports: readonly {
  readonly name: string
  readonly lines: string
  readonly budget?: number
}[] = [
  { name: 'sku-engine', lines: "export { chooseSku } from '@xiaopu/domain'", budget: 2048 },
  {
    name: 'client-core',
    lines: "export { createClient } from '@xiaopu/client/fetch'",
    budget: 6 * 1024,
  },
  {
    name: 'client-and-stores',
    lines: "export * from '@xiaopu/client/fetch'; export * from '@xiaopu/client/stores'",
  },
  {
    name: 'qr-poster',
    lines:
      "export { qrSvg } from '@xiaopu/share/qr'; export { posterPng } from '@xiaopu/share/poster-png'",
    budget: 12 * 1024,
  },
]

/** A file of the embed folder, as the widgets' `manifest.json` lists it. */
interface EmbedFile {
  readonly entry: string
  readonly file: string
}

/** What a page with the pasted tag loads, by the entries of the manifest. */
const embeds: readonly {
  readonly name: string
  has(entry: string): boolean
  readonly budget?: number
  readonly ceiling?: number
}[] = [
  { name: 'loader', has: (entry) => entry === 'loader', budget: 1024 },
  // In the loader's place where a tag names its listings: shows the cards that come with it.
  { name: 'paint', has: (entry) => entry === 'paint', budget: 1536 },
  { name: 'first-card', has: (entry) => entry === 'first-card' },
  {
    name: 'card-with-choice-and-cart',
    has: (entry) => entry === 'first-card' || entry === 'buying',
    budget: 12 * 1024,
    ceiling: 22_100,
  },
  // The open cart, and what nobody waits for.
  { name: 'page', has: (entry) => entry === 'page' },
  // What every page with a card loads in the end: what leaves one of these files must not grow another.
  {
    name: 'card-and-open-cart',
    has: (entry) => entry === 'first-card' || entry === 'buying' || entry === 'page',
    ceiling: 27_050,
  },
  // A page speaks one language: English comes in place of the Chinese, whose texts are in the files above.
  { name: 'english', has: (entry) => /^english$|-en$/.test(entry) },
  // Comes only where something can be bought together.
  { name: 'buying-together', has: (entry) => entry === 'xp-group', ceiling: 2_750 },
  // Comes only where a device's orders are listed.
  { name: 'my-orders', has: (entry) => entry === 'xp-orders', ceiling: 5_200 },
  // Comes inside the apps only.
  { name: 'in-app', has: (entry) => entry === 'in-app', budget: 4 * 1024 },
  // The QR and poster chunks have a budget of their own and come when someone shares.
  {
    name: 'all-widgets',
    has: (entry) =>
      !/^(loader|paint|english$|qr|poster|in-app$|xp-group$|xp-orders$)|-en$/.test(entry),
    budget: 30 * 1024,
    ceiling: 62_200,
  },
]

/** Sizes of all that has a budget. The embed files are measured as they were built last. */
export async function entrySizes(root: string): Promise<EntrySize[]> {
  const sizes: EntrySize[] = []
  for (const { name, lines, budget } of imports) {
    const size = compressed([await bundled(root, lines)])
    sizes.push({ name, ...size, ...(budget !== undefined && { budget }) })
  }
  return [...sizes, ...miniSizes(root), ...embedSizes(join(root, 'packages/widgets/dist/embed'))]
}

/** What a mini-program gets as one file: the client and its stores. */
function miniSizes(root: string): EntrySize[] {
  const file = join(root, 'packages/client/dist/mini-bundle.js')
  if (!existsSync(file)) return []
  return [{ name: 'mini-client', ...compressed([readFileSync(file)]), budget: 8 * 1024 }]
}

function embedSizes(folder: string): EntrySize[] {
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) return []
  const { files }: { files: EmbedFile[] } = JSON.parse(readFileSync(manifest, 'utf8'))
  return embeds.map(({ name, has, budget, ceiling }) => {
    const parts = files.filter(({ entry }) => has(entry))
    if (parts.length === 0) throw new Error(`${manifest} has nothing for ${name}`)
    const sizes = compressed(parts.map(({ file }) => readFileSync(join(folder, file))))
    const limits = {
      ...(budget !== undefined && { budget }),
      ...(ceiling !== undefined && { ceiling }),
    }
    return { name, ...sizes, ...limits }
  })
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
