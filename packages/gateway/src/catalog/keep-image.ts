import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { second } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'

export interface ImageSource {
  readonly db: Database
  /** Hosts, with their port where it is not the usual one, that pictures may come from; `.name` stands for every host below it. */
  readonly hosts: readonly string[]
  /** Folder that keeps what was fetched. */
  readonly dir: string
  readonly fetch: typeof globalThis.fetch
}

export interface Image {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const maxBytes = 5 * 1024 * 1024
const maxMillis = 5_000
/** A source that failed is asked again after this long, not for every visitor. */
const failedMillis = 30 * second

/** What could not be shown, and why, for the log: no address, it names the supplier. */
export class ImageError extends Error {
  override name = 'ImageError' as const
}

/**
 * Gives the picture behind one of our addresses: from the folder, or from its source once;
 * everyone who asks while it is fetched waits for the one fetch.
 *
 * The answer is undefined where no picture has this id; an ImageError where its source cannot or
 * must not be shown.
 */
export type ReadImage = (id: string) => Promise<Image | undefined>

export function imageReader(from: ImageSource, now: () => number): ReadImage {
  const pending = new Map<string, Promise<Image | undefined>>()
  const failed = new Map<string, { until: number; error: ImageError }>()
  return (id) => {
    const running = pending.get(id)
    if (running !== undefined) return running
    const known = failed.get(id)
    if (known && known.until > now()) return Promise.reject(known.error)
    const started = keepImage(from, id)
      .catch((error: unknown) => {
        if (failed.size > 10_000) failed.clear()
        if (error instanceof ImageError) failed.set(id, { until: now() + failedMillis, error })
        throw error
      })
      .finally(() => pending.delete(id))
    pending.set(id, started)
    return started
  }
}

async function keepImage(from: ImageSource, id: string): Promise<Image | undefined> {
  const path = join(from.dir, fileName(id))
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return image(kept)
  const row = await from.db
    .selectFrom('images')
    .select('source_url')
    .where('image_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const fetched = image(await download(from, row.source_url))
  await mkdir(from.dir, { recursive: true })
  // Written beside and moved: nobody ever reads half a picture.
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, fetched.bytes)
  await rename(unfinished, path)
  return fetched
}

/** Ids differ by the case of their letters; some file systems do not care. */
function fileName(id: string): string {
  return Buffer.from(id, 'base64url').toString('hex')
}

async function download(from: ImageSource, source: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(source)
  if (!isListed(url.host, from.hosts)) throw new ImageError('a host that is not on the list')
  if (url.protocol !== 'https:' && !isLoopback(url)) throw new ImageError('not over https')
  try {
    const response = await from.fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(maxMillis),
      headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' },
    })
    if (!response.ok) throw new ImageError(`answered with ${response.status}`)
    return await readAll(response)
  } catch (cause) {
    if (cause instanceof ImageError) throw cause
    throw new ImageError('not reached', { cause })
  }
}

function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((each) => (each.startsWith('.') ? host.endsWith(each) : host === each))
}

/** The sandbox serves pictures on this machine. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]'
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by a throw cancels the body.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new ImageError('too large')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}

/** @throws ImageError for anything that is not one of four kinds, whatever its sender calls it */
function image(bytes: Uint8Array<ArrayBuffer>): Image {
  const type = typeOf(bytes)
  if (!type) throw new ImageError('not a picture')
  return { type, bytes }
}

/** By the first bytes: PNG, JPEG and GIF signatures; RIFF….WEBP (RFC 9649). SVG is a document, not a picture. */
function typeOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.byteLength)).toString(
    'latin1',
  )
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (/^RIFF.{4}WEBP/s.test(head)) return 'image/webp'
  return undefined
}
