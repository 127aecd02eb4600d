import { ShopError, second } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { type Image, ImageError, type ImageSource, keepImage } from './keep-image.ts'

/** A source that failed is asked again after this long, not for every visitor. */
const failedMillis = 30 * second

/** `GET /img/:id`: pictures of offers under our own address, fetched once and kept. */
export function imageRoutes(app: Hono, deps: Deps, source: Omit<ImageSource, 'db'>): void {
  const pending = new Map<string, Promise<Image | undefined>>()
  const failed = new Map<string, number>()

  /** Everyone who asks for a picture while it is fetched waits for the one fetch. */
  function wait(id: string): Promise<Image | undefined> {
    const running = pending.get(id)
    if (running !== undefined) return running
    const started = keepImage({ ...source, db: deps.db }, id).finally(() => pending.delete(id))
    pending.set(id, started)
    return started
  }

  app.get('/img/:id', async (context) => {
    const id = context.req.param('id')
    if (!/^[\w-]{22}$/.test(id)) throw new ShopError('NOT_FOUND')
    if ((failed.get(id) ?? 0) > deps.clock.now()) return placeholder()
    try {
      const image = await wait(id)
      if (!image) throw new ShopError('NOT_FOUND')
      return answer(image.bytes, image.type, 'public, max-age=31536000, immutable')
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      if (failed.size > 10_000) failed.clear()
      failed.set(id, deps.clock.now() + failedMillis)
      deps.log({ level: 'warn', event: 'image.failed', image: id, reason: error.message })
      return placeholder()
    }
  })
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string, cache: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': cache,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    },
  })
}

/** Something calm in the shape of a picture, until the source answers again. */
function placeholder(): Response {
  return answer(drawing, 'image/svg+xml', 'public, max-age=30')
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><path fill="#eee" d="M0 0h400v400H0z"/><path fill="none" stroke="#bbb" stroke-width="8" stroke-linejoin="round" d="M120 150h160v120H120zM120 250l50-50 40 40 25-25 45 45"/><circle cx="240" cy="185" r="14" fill="#bbb"/></svg>`
