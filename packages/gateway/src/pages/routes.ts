import { isId, isShopError, type ShopState, type ShopView } from '@xiaopu/domain'
import { type Locale, localeOf, textsFor } from '@xiaopu/texts'
import type { PageOptions } from '@xiaopu/widgets/server'
import type { Context, Hono } from 'hono'
import { fromResponse } from '../http/answer.ts'
import { lastHeadersFor } from '../http/cors.ts'
import type { Doors } from '../http/doors.ts'
import { problemResponse } from '../http/problem.ts'
import { looking } from '../http/within-limits.ts'
import { dataPage } from '../personal/data-page.ts'
import { type Followed, followShare } from '../shares/follow-share.ts'
import { readShareCard } from '../shares/share-card.ts'
import { loadDrawing } from './drawing.ts'
import { embedReader } from './embed-files.ts'
import { embedRoutes } from './embed-routes.ts'
import { knownShops } from './known-shops.ts'
import { type PageKind, pageResponse } from './page-response.ts'
import { betweenPage, previewPage } from './share-pages.ts'
import {
  type BuyingPage,
  buyingPage,
  listingPage,
  type Scene,
  saying,
  shopPage,
} from './shop-pages.ts'

/** Pages are made again after this long, and at once when the shop changes. */
const pageSeconds = 10

/** Pages for people, short links, and what other pages embed. */
export function pageRoutes(app: Hono, doors: Doors, embedDir: string | undefined): void {
  const readEmbed = embedReader(embedDir)
  embedRoutes(app, doors, readEmbed)
  const pages = hostedPages(doors, readEmbed)
  app.get('/shop/:slug', (context) => pages.answer(context, 'catalogue', shopPage))
  app.get('/shop/:slug/', (context) => context.redirect(`/shop/${context.req.param('slug')}`, 301))
  app.get('/shop/:slug/p/:listing', (context) =>
    pages.listing(context, context.req.param('listing')),
  )
  app.get('/shop/:slug/order/data', (context) => pages.own(context, dataPage))
  app.get('/shop/:slug/orders/:order', (context) => pages.buying(context, 'order'))
  app.get('/shop/:slug/:page', (context) => {
    const page = context.req.param('page')
    if (page === 'cart' || page === 'checkout' || page === 'order' || page === 'orders')
      return pages.buying(context, page)
    return pages.listing(context, page)
  })
  app.get('/shop/*', pages.nothing)
  app.get('/s/:code', async (context) => {
    const code = context.req.param('code')
    const followed = await followShare(doors.deps, code, context.req.raw)
    const response =
      followed.kind === 'page'
        ? redirectTo(followed.target)
        : await pages.share(context, code, followed)
    // Who asks decides: nobody between may keep the answer for the next one.
    response.headers.set('cache-control', 'private, no-store')
    response.headers.set('vary', 'user-agent, accept-language')
    return response
  })
}

function redirectTo(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, 'referrer-policy': 'no-referrer' },
  })
}

function hostedPages(doors: Doors, readEmbed: () => Scene['embed']) {
  const { deps, cache, load } = doors
  const findShop = knownShops(deps)

  async function respond(
    options: PageOptions,
    page: { status?: number; kind: PageKind; cache: string },
  ): Promise<Response> {
    const { drawPage } = await loadDrawing()
    const drawn = await drawPage(options)
    return pageResponse(drawn, { ...page, origin: deps.baseUrl, lang: options.lang })
  }

  /** Something for a person to read where there is no page. */
  async function say(
    context: Context,
    status: number,
    name: 'notFound' | 'shareGone' | 'closed' | 'error',
    shopUrl?: string,
  ): Promise<Response> {
    const locale = wanted(context)
    const { hosted } = textsFor(locale)
    const said = { title: hosted[`${name}Title`], words: hosted[name] }
    const page = await saying(said, { locale, shopUrl })
    return respond(page, { status, kind: 'catalogue', cache: 'no-store' })
  }

  async function answer(
    context: Context,
    kind: PageKind,
    draw: (scene: Scene) => Promise<PageOptions>,
    { isOwn = false } = {},
  ): Promise<Response> {
    const shop = await findShop(context.req.param('slug') ?? '')
    if (!shop) return say(context, 404, 'notFound')
    if (shop.state === 'closed' && !isOwn) return say(context, 403, 'closed')
    const locale = wanted(context)
    const view: ShopView = {
      slug: shop.slug,
      name: shop.name,
      state: shop.state as ShopState,
      theme: shop.theme,
      url: `${deps.baseUrl}/shop/${shop.slug}`,
    }
    const scene: Scene = {
      deps,
      shopId: shop.shop_id,
      shop: view,
      key: shop.publishable,
      locale,
      embed: readEmbed(),
    }
    const asked = plainRequest(context, locale)
    try {
      // What stands behind `?` is for the browser: it must not fill the cache with the same page.
      return await cache.answer(
        {
          shopId: shop.shop_id,
          key: asked.url,
          request: asked,
          seconds: pageSeconds,
          last: lastHeadersFor(context),
        },
        looking(load, context, async () =>
          fromResponse(
            await respond(await draw(scene), { kind, cache: `public, max-age=0, must-revalidate` }),
          ),
        ),
      )
    } catch (error) {
      if (isShopError(error) && error.status === 404) return say(context, 404, 'notFound', view.url)
      deps.log({ level: 'error', event: 'page.failed', reason: (error as Error).message })
      const { status, headers } = problemResponse(error, '')
      const page = await say(context, status, 'error', view.url)
      const wait = headers.get('retry-after')
      if (wait) page.headers.set('retry-after', wait)
      return page
    }
  }

  return {
    answer,
    listing(context: Context, id: string): Promise<Response> {
      if (!isId('listing', id)) return say(context, 404, 'notFound')
      return answer(context, 'catalogue', (scene) => listingPage(scene, id))
    },
    buying(context: Context, page: BuyingPage): Promise<Response> {
      const isOwn = page === 'order' || page === 'orders'
      return answer(context, 'private', (scene) => buyingPage(scene, page), { isOwn })
    },
    /** What a buyer has of her own is there for her also where the shop is closed. */
    own(context: Context, draw: (scene: Scene) => Promise<PageOptions>): Promise<Response> {
      return answer(context, 'private', draw, { isOwn: true })
    },
    nothing: (context: Context) => say(context, 404, 'notFound'),
    /** What a short link says itself: to programs, to people in apps, and where it is good no more. */
    async share(context: Context, code: string, followed: NotAtOnce): Promise<Response> {
      const { slug } = followed
      const shopUrl = slug && `${deps.baseUrl}/shop/${slug}`
      if (followed.kind === 'gone') return say(context, 410, 'shareGone', shopUrl)
      const locale = wanted(context)
      const scene = { deps, locale, card: await readShareCard(deps, code), target: followed.target }
      if (followed.kind === 'preview') {
        return respond(await previewPage(scene), { kind: 'private', cache: 'no-store' })
      }
      const shop = await findShop(followed.slug)
      const options = await betweenPage(scene, followed.form, {
        channel: followed.channel,
        key: shop?.publishable ?? '',
        embed: readEmbed(),
      })
      return respond(options, { kind: 'private', cache: 'no-store' })
    },
  }
}

type NotAtOnce = Exclude<Followed, { kind: 'page' }>

function wanted(context: Context): Locale {
  return localeOf(context.req.header('accept-language'))
}

/** The same page for everyone who reads this language. */
function plainRequest(context: Context, locale: Locale): Request {
  const { origin, pathname } = new URL(context.req.url)
  return new Request(`${origin}${pathname}?${locale}`, { headers: context.req.raw.headers })
}
