import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { second } from '@xiaopu/domain'
import type { Database } from '../db/database.ts'
import type { Egress } from '../egress/egress.ts'
import { EgressError } from '../egress/egress-error.ts'
import { readPicture } from './picture.ts'

export interface ImageSource {
  readonly db: Database
  /** Hosts that pictures may come from, `.name` for every host below it; `127.0.0.1:<port>` is a sandbox. */
  readonly hosts: readonly string[]
  /** Folder that keeps what was fetched. */
  readonly dir: string
  readonly egress: Egress
}

export interface Image {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const maxBytes = 5 * 1024 * 1024
const maxMillis = 5_000
/** A phone unpacks a picture to four bytes a pixel. */
const maxPixels = 40_000_000
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

async function download(from: ImageSource, url: string): Promise<Uint8Array<ArrayBuffer>> {
  const isLocal = (host: string) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
  try {
    const { status, body } = await from.egress({
      url,
      // The sandbox serves pictures on this machine.
      localHosts: from.hosts.filter(isLocal),
      hosts: from.hosts,
      headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' },
      timeout: maxMillis,
      maxBytes,
    })
    if (status !== 200) throw new ImageError(`answered with ${status}`)
    return body
  } catch (cause) {
    if (!(cause instanceof EgressError)) throw cause
    throw new ImageError(cause.message, { cause })
  }
}

/** @throws ImageError for anything but one of four kinds in a size to look at, whatever its sender calls it */
function image(bytes: Uint8Array<ArrayBuffer>): Image {
  const picture = readPicture(bytes)
  if (!picture) throw new ImageError('not a picture')
  const { type, width, height } = picture
  if (width * height === 0 || width * height > maxPixels) throw new ImageError('too many pixels')
  return { type, bytes }
}
