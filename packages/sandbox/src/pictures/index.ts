import { Hono } from 'hono'
import type { Catalogue, Shown } from '../catalogue/catalogue.ts'
import { colourOf, paletteFor } from './colours.ts'
import { draw, type Subject } from './draw.ts'
import { motifFor } from './motifs/index.ts'
import { asked } from './size.ts'

/** Bytes of drawn pictures that stay in memory; the oldest go first. */
const keptBytes = 8 * 1024 * 1024

/**
 * Serves a picture for every image path of every offer below `/img/` and `/imgextra/`, drawn here
 * because the real ones cannot be reached offline. A path may ask for a size, as on 1688:
 * `….220x220.png` or `….jpg_400x400.jpg`. Other paths are not found.
 */
export function pictures(catalogue: Catalogue): Hono {
  const kept = new Map<string, Buffer>()
  let bytes = 0
  const app = new Hono()
  const serve = (path: string): Response => {
    const { original, width, height } = asked(path)
    const shown = catalogue.shown(original)
    if (!shown) return new Response('no such picture', { status: 404 })
    const key = `${width}x${height}/${original}`
    const known = kept.get(key)
    const picture = known ?? draw(subjectOf(shown), width, height)
    if (!known) {
      kept.set(key, picture)
      bytes += picture.length
      for (const [old, { length }] of kept) {
        if (bytes <= keptBytes) break
        kept.delete(old)
        bytes -= length
      }
    }
    return new Response(new Uint8Array(picture), {
      headers: {
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      },
    })
  }
  app.get('/img/*', (c) => serve(decodeURI(c.req.path).slice(1)))
  app.get('/imgextra/*', (c) => serve(decodeURI(c.req.path).slice(1)))
  return app
}

/** What to draw for what a picture shows. */
export function subjectOf({ subject, category, word, view, shade }: Shown): Subject {
  return {
    motif: motifFor(subject, category),
    palette: paletteFor(colourOf(word), category),
    view,
    shade,
  }
}
