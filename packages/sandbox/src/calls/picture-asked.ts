import { BusinessError } from '../business-error.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { type Look, lookOf, rolledLook } from '../pictures/look.ts'
import { readPicture } from '../pictures/read-picture.ts'
import type { World } from '../world/world.ts'

/** 3 MB of picture as base64 text (reference §3.5). */
export const MOST_BASE64 = 4_200_000

/**
 * Offers for a picture, the likest first. A picture of this world is known by its address and finds
 * those that show it first, whichever of their pictures it is. Any other address cannot be fetched
 * offline: what it finds hangs on the address alone [sbx]. Refuses with the words seen live where
 * there is no picture to see.
 */
export function offersLike(
  world: World,
  asked: { readonly base64?: string | undefined; readonly url?: string | undefined },
  most: number,
): readonly SandboxOffer[] {
  if (asked.base64) return world.offers.alike(lookOfBytes(asked.base64), most)
  const url = asked.url ?? ''
  const path = pathOf(url)
  if (path === undefined) {
    throw new BusinessError('SYSTEM_ERROR', `handle image error with url ${url}`)
  }
  const known = world.offers.picture(path)
  const alike = world.offers.alike(known?.look ?? rolledLook(path), most)
  const first = known?.offers ?? []
  const rest = alike.filter((offer) => !first.some(({ offerId }) => offerId === offer.offerId))
  return [...first, ...rest].slice(0, most)
}

/** The look of a picture sent as base64, with or without the head of a data URL. */
export function lookOfBytes(base64: string): Look {
  const text = base64.replace(/^data:image\/\w+;base64,/, '')
  const pixels = readPicture(Buffer.from(text, 'base64'))
  if (!pixels) throw new BusinessError('SYSTEM_ERROR', 'handle image error with base64')
  return lookOf(pixels)
}

/** The path of an address, or of a bare path as offers name their pictures; sizes are left out. */
function pathOf(url: string): string | undefined {
  const full = /^(?:https?:)?\/\//.test(url) ? url.replace(/^\/\//, 'https://') : undefined
  if (full !== undefined && !URL.canParse(full)) return undefined
  const path = full === undefined ? url : decodeURI(new URL(full).pathname).slice(1)
  if (!/^\S{4,500}$/.test(path) || (full === undefined && !/^(?:img|imgextra)\//.test(path)))
    return undefined
  return path.replace(/\.\d+x\d+(\.\w+)$/, '$1').replace(/(\.(?:jpe?g|png))_.*$/, '$1')
}
