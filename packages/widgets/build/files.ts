import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** A file of the embed folder, as `manifest.json` lists it. */
export interface EmbedFile {
  /** `loader`, `first-card`, `all`, or what the file defines: `xp-grid`. */
  readonly entry: string
  /** Path below `/embed/`. */
  readonly file: string
  readonly bytes: number
  readonly gzip: number
  readonly integrity: string
}

export interface Draft {
  readonly entry: string
  readonly file: string
  readonly code: string
}

export function describe({ entry, file, code }: Draft): EmbedFile {
  return {
    entry,
    file,
    bytes: Buffer.byteLength(code),
    gzip: gzipSync(code, { level: 9 }).length,
    integrity: hashOf('sha384', code),
  }
}

export function hashOf(algorithm: 'sha256' | 'sha384', code: string): string {
  return `${algorithm}-${createHash(algorithm).update(code).digest('base64')}`
}

/**
 * A pinned file: its name changes with its content, so that it may be cached for ever. It is the
 * beginning of the hash that stands beside it wherever it is named, and so costs few bytes more.
 */
export function pinned(entry: string, version: string, code: string): Draft {
  const hash = hashOf('sha256', code).slice(7, 15).replace(/\W/g, '-')
  return { entry, file: `${version}/${entry}-${hash}.js`, code }
}
