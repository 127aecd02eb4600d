import { isId, isShopError, ShopError } from '@xiaopu/domain'
import type { Context, Hono } from 'hono'
import { readListings } from '../catalog/list-listings.ts'
import type { ShopContext } from '../http/caller.ts'
import { lastHeadersFor } from '../http/cors.ts'
import type { Doors } from '../http/doors.ts'
import { checkOrigin } from '../http/mount.ts'
import { packingFor } from '../http/packing.ts'
import { looking } from '../http/within-limits.ts'
import { toShopView } from '../shops/routes.ts'
import { loadDrawing } from './drawing.ts'
import type { EmbedFile, EmbedFiles } from './embed-files.ts'

const forever = 'public, max-age=31536000, immutable'
/** The floating file may bring a fix to every page within minutes. */
const floating = 'public, max-age=300, stale-while-revalidate=86400'
/** As long as a list of listings may be kept. */
const dataSeconds = 10
const mostListings = 50

/**
 * `/embed/*`: what pages paste. Pinned files never change; `v1.js` floats; asked with a shop and
 * listings, it answers their data and the code that draws them at once.
 */
export function embedRoutes(app: Hono, doors: Doors, read: () => EmbedFiles | undefined): void {
  app.get('/embed/:file{.+}', async (context) => {
    const embed = read()
    const name = context.req.param('file')
    if (!embed) throw new ShopError('NOT_FOUND')
    const request = context.req.raw
    if (name === 'manifest.json') {
      return new Response(embed.manifestText, {
        headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' },
      })
    }
    const file = embed.files.get(name)
    if (!file) throw new ShopError('NOT_FOUND')
    const key = context.req.query('shop')
    if (name === 'v1.js' && key) {
      return (await answerWithData(doors, embed, context, key)) ?? firstCard(embed, request)
    }
    return send(file, request, name.includes('/') ? forever : floating)
  })
}

/** The data of a shop's listings, then the code; undefined where this page may not have the data. */
async function answerWithData(
  doors: Doors,
  embed: EmbedFiles,
  context: Context,
  key: string,
): Promise<Response | undefined> {
  const request = context.req.raw
  const url = new URL(request.url)
  const asked = (url.searchParams.get('listing') ?? '').split(',')
  const ids = asked.filter((id) => isId('listing', id)).slice(0, mostListings)
  const shop = await allowedShop(doors, request, key)
  const code = fileOf(embed, ids.length > 0 ? 'paint' : 'first-card')
  if (!shop || !code) return undefined
  return doors.cache.answer(
    {
      shopId: shop.shopId,
      key: `embed ${ids.join(',')}`,
      request,
      seconds: dataSeconds,
      last: lastHeadersFor(context),
    },
    looking(doors.load, context, async () => {
      const { embedAnswer } = await loadDrawing()
      const listings = await readListings(doors.deps, shop.shopId, ids)
      const view = toShopView(shop, doors.deps.baseUrl)
      return {
        body: embedAnswer(code.text, { shop: key, view, listings }),
        headers: {
          'content-type': code.type,
          'cache-control': `public, max-age=${dataSeconds}, stale-while-revalidate=60`,
          vary: 'origin',
        },
      }
    }),
  )
}

/** The elements ask again and say what is wrong, where a person sees it. */
async function allowedShop(
  { callers }: Doors,
  request: Request,
  key: string,
): Promise<ShopContext | undefined> {
  try {
    const shop = await callers.shopOf(key)
    checkOrigin(shop, request.headers.get('origin') ?? undefined, request.url)
    return shop.state === 'closed' ? undefined : shop
  } catch (error) {
    if (isShopError(error)) return undefined
    throw error
  }
}

async function firstCard(embed: EmbedFiles, request: Request): Promise<Response> {
  const file = fileOf(embed, 'first-card')
  if (!file) throw new ShopError('NOT_FOUND')
  return send(file, request, 'no-cache')
}

function fileOf({ manifest, files }: EmbedFiles, entry: string): EmbedFile | undefined {
  return files.get(manifest.files.find((each) => each.entry === entry)?.file ?? '')
}

async function send(file: EmbedFile, request: Request, cache: string): Promise<Response> {
  const etag = `"${file.integrity}"`
  const headers = {
    'content-type': file.type,
    'cache-control': cache,
    etag,
    vary: 'accept-encoding',
  }
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers })
  }
  const packing = packingFor(request)
  return packing
    ? new Response(await file.packed(packing), {
        headers: { ...headers, 'content-encoding': packing },
      })
    : new Response(file.text, { headers })
}
