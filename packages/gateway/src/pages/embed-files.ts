import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { EmbedManifest } from '@xiaopu/widgets/server'
import { type Packing, packForGood } from '../http/packing.ts'

export interface EmbedFile {
  readonly text: string
  /** Packed once, when the first one asks who can unpack it. */
  packed(packing: Packing): Promise<Uint8Array<ArrayBuffer>>
  readonly type: string
  /** `sha384-…` */
  readonly integrity: string
}

export interface EmbedFiles {
  readonly manifest: EmbedManifest
  readonly manifestText: string
  /** By path below `/embed/`: only what the manifest names exists. */
  readonly files: ReadonlyMap<string, EmbedFile>
  /** The pinned files that a page of ours starts with, in the order in which they need each other. */
  readonly first: readonly { readonly file: string; readonly integrity: string }[]
}

/**
 * The built embed files, held in memory; read again after a build. Undefined where there are none.
 */
export function embedReader(dir: string | undefined): () => EmbedFiles | undefined {
  let read: { at: number; files: EmbedFiles } | undefined
  return () => {
    if (!dir) return undefined
    const path = join(dir, 'manifest.json')
    const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    if (at === undefined) return undefined
    if (read?.at !== at) read = { at, files: readFiles(dir, path) }
    return read.files
  }
}

function readFiles(dir: string, path: string): EmbedFiles {
  const manifestText = readFileSync(path, 'utf8')
  const manifest: EmbedManifest = JSON.parse(manifestText)
  const files = manifest.files.map(({ file, integrity }): [string, EmbedFile] => {
    const text = readFileSync(join(dir, file), 'utf8')
    return [file, { text, packed: packer(text), type: typeOf(file), integrity }]
  })
  const first = ['first-card', 'buying', 'page'].flatMap((entry) =>
    manifest.files.filter((file) => file.entry === entry),
  )
  return { manifest, manifestText, files: new Map(files), first }
}

function packer(text: string): EmbedFile['packed'] {
  const known: Partial<Record<Packing, ReturnType<EmbedFile['packed']>>> = {}
  return (packing) => {
    const packed = known[packing] ?? packForGood(new TextEncoder().encode(text), packing)
    known[packing] = packed
    return packed
  }
}

function typeOf(file: string): string {
  return file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
}
