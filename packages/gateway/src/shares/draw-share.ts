import { carriesCode } from '@xiaopu/share'
import { qrPng } from '@xiaopu/share/node'
import { type PosterFormat, posterSvg } from '@xiaopu/share/poster'
import { qrSvg, qrText } from '@xiaopu/share/qr'
import { textsFor } from '@xiaopu/texts'
import type { ReadImage } from '../catalog/keep-image.ts'
import type { Deps } from '../deps.ts'
import type { ShareCard } from './share-card.ts'

/** A short link's QR code. */
export function drawQr(url: string, format: 'svg' | 'png' | 'text'): Response {
  if (format === 'png') return picture(qrPng(url), 'image/png', 3600)
  if (format === 'text') return picture(`${qrText(url)}\n`, 'text/plain; charset=utf-8', 3600)
  return picture(qrSvg(url), 'image/svg+xml', 3600)
}

/**
 * A poster that is complete in itself: its picture travels inside, so that a saved file stays whole.
 * Where the share's channel punishes codes it carries none, unless one is asked for.
 */
export async function drawPoster(
  deps: Deps,
  readImage: ReadImage,
  card: ShareCard,
  { format, code }: { format: PosterFormat; code: 'auto' | 'always' | 'never' },
): Promise<Response> {
  const { poster } = textsFor('zh-CN')
  const hasCode = code === 'always' || (code === 'auto' && carriesCode(card.channel))
  const imageUrl = card.image && (await inline(deps, readImage, card.image))
  const svg = posterSvg(format, {
    title: card.title,
    ...(card.price && { price: card.price }),
    shopName: card.shopName,
    ...(hasCode && { url: card.url }),
    ...(imageUrl && { imageUrl }),
    ...(card.accent && { accent: card.accent }),
    texts: {
      scan: card.price ? poster.scanListing : poster.scanShop,
      noPicture: hasCode ? poster.noPicture : poster.noPictureHere,
    },
  })
  return picture(svg, 'image/svg+xml', 60)
}

/** The picture as `data:`; a poster without one is better than none. */
async function inline(deps: Deps, readImage: ReadImage, id: string): Promise<string | undefined> {
  try {
    const image = await readImage(id)
    return image && `data:${image.type};base64,${Buffer.from(image.bytes).toString('base64')}`
  } catch (error) {
    deps.log({
      level: 'warn',
      event: 'poster.without-picture',
      image: id,
      reason: (error as Error).message,
    })
    return undefined
  }
}

function picture(body: string | Uint8Array<ArrayBuffer>, type: string, seconds: number): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': `public, max-age=${seconds}`,
      'content-security-policy': "default-src 'none'; img-src data:; sandbox",
    },
  })
}
