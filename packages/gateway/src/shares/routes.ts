import { shares } from '@xiaopu/api'
import { type ShareFinding, ShopError } from '@xiaopu/domain'
import { embedTag, lintShare, shortLink } from '@xiaopu/share'
import type { ReadImage } from '../catalog/keep-image.ts'
import type { Deps } from '../deps.ts'
import type { Mount } from '../http/mount.ts'
import { createShare } from './create-share.ts'
import { drawPoster, drawQr } from './draw-share.ts'
import { noteMaker } from './makers.ts'
import { readReport } from './report.ts'
import { readAnyShareCard, readShareCard } from './share-card.ts'
import { findShareByCode, listShares, toShare } from './shares.ts'
import { recordVisit } from './visits.ts'

export function shareRoutes(mount: Mount, deps: Deps, readImage: ReadImage): void {
  sellerRoutes(mount, deps)
  pictureRoutes(mount, deps, readImage)
  mount(shares.shareListing, async ({ shop, body }) => {
    const { visitor, ...asked } = body
    const { code, share_id } = await createShare(deps, shop.shopId, { ...asked, origin: 'buyer' })
    if (visitor) await noteMaker(deps.db, { shopId: shop.shopId, shareId: share_id, visitor })
    return { code, url: shortLink(deps.baseUrl, code) }
  })
  mount(shares.recordVisit, async ({ shop, body }) => {
    const share = await findShareByCode(deps.db, body.code)
    if (share?.shop_id !== shop.shopId) throw new ShopError('SHARE_NOT_FOUND')
    await recordVisit(deps, share, body)
    return { code: body.code }
  })
}

function sellerRoutes(mount: Mount, deps: Deps): void {
  mount(shares.createShare, async ({ shop, body }) => {
    const row = await createShare(deps, shop.shopId, { ...body, origin: 'seller' })
    const share = toShare(row, deps.baseUrl)
    const { title } = await readAnyShareCard(deps, row.code)
    const warnings = [
      ...lintShare({ channel: share.channel, text: title }).map(inPlace('title')),
      ...lintShare({ channel: share.channel, text: body.text ?? '' }).map(inPlace('text')),
    ]
    const tag = embedTag({
      gateway: deps.baseUrl,
      key: shop.publishableKey,
      ...(share.listing && { listing: share.listing }),
      url: share.url,
      label: title,
      share: share.code,
    })
    return { share, warnings, tag }
  })
  mount(shares.listShares, async ({ shop, query }) => {
    const { rows, next } = await listShares(deps.db, shop.shopId, {
      after: query.cursor,
      limit: query.limit ?? 20,
    })
    return { items: rows.map((row) => toShare(row, deps.baseUrl)), ...(next && { next }) }
  })
  mount(shares.readReport, ({ shop, query }) => readReport(deps, shop.shopId, query))
}

const inPlace = (where: 'title' | 'text') => (finding: ShareFinding) => ({ ...finding, where })

function pictureRoutes(mount: Mount, deps: Deps, readImage: ReadImage): void {
  mount(shares.readShareCard, async ({ params }) => {
    const { image, accent: _, ...card } = await readShareCard(deps, params.code)
    return { ...card, ...(image && { imageUrl: `${deps.baseUrl}/img/${image}` }) }
  })
  mount(shares.drawQr, async ({ params, query }) => {
    const { url } = await readShareCard(deps, params.code)
    return drawQr(url, query.format)
  })
  mount(shares.drawPoster, async ({ params, query }) =>
    drawPoster(deps, readImage, await readShareCard(deps, params.code), query),
  )
}
