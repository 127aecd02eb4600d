import { ShopError } from '@xiaopu/domain'
import type { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ImageError, type ReadImage } from './keep-image.ts'

/** `GET /img/:id`: pictures of offers under our own address, fetched once and kept. */
export function imageRoutes(app: Hono, deps: Deps, readImage: ReadImage): void {
  app.get('/img/:id', async (context) => {
    const id = context.req.param('id')
    if (!/^[\w-]{22}$/.test(id)) throw new ShopError('NOT_FOUND')
    try {
      const image = await readImage(id)
      if (!image) throw new ShopError('NOT_FOUND')
      return answer(image.bytes, image.type, 'public, max-age=31536000, immutable')
    } catch (error) {
      if (!(error instanceof ImageError)) throw error
      deps.log({ level: 'warn', event: 'image.failed', image: id, reason: error.message })
      return answer(placeholder, 'image/svg+xml', 'public, max-age=30')
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
const placeholder = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><path fill="#eee" d="M0 0h400v400H0z"/><path fill="none" stroke="#bbb" stroke-width="8" stroke-linejoin="round" d="M120 150h160v120H120zM120 250l50-50 40 40 25-25 45 45"/><circle cx="240" cy="185" r="14" fill="#bbb"/></svg>`
