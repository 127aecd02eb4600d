import { ShareCode } from '@xiaopu/domain'
import * as v from 'valibot'
import type { Deps } from '../deps.ts'
import { readShopRow } from '../shops/shops.ts'
import { findShareByCode } from './shares.ts'
import { recordOpening } from './visits.ts'

/**
 * Where a short link leads, or undefined for a code that is none. A person's opening is recorded;
 * its id travels in the fragment, which no server, log or referrer sees.
 */
export async function followShare(
  deps: Deps,
  code: string,
  request: Request,
): Promise<string | undefined> {
  if (!v.is(ShareCode, code)) return undefined
  const share = await findShareByCode(deps.db, code)
  if (!share) return undefined
  const { slug } = await readShopRow(deps.db, share.shop_id)
  const target = share.listing_id ? `/shop/${slug}/${share.listing_id}` : `/shop/${slug}`
  const opening = isPerson(request) ? `#v=${await recordOpening(deps, share)}` : ''
  return `${deps.baseUrl}${target}?s=${code}${opening}`
}

/** Programs that fetch links to show a preview, or to list the web. */
const robots =
  /bot|crawl|spider|slurp|preview|facebookexternalhit|embedly|whatsapp|curl|wget|python|headless|lighthouse|^$/i

/** Someone who opens the link to look at it: no robot, no prefetch, no picture or frame of another page. */
function isPerson(request: Request): boolean {
  const { headers } = request
  if (request.method !== 'GET') return false
  const purpose = `${headers.get('sec-purpose')} ${headers.get('purpose')} ${headers.get('x-moz')}`
  if (/prefetch|prerender|preview/i.test(purpose)) return false
  if ((headers.get('sec-fetch-dest') ?? 'document') !== 'document') return false
  return !robots.test(headers.get('user-agent') ?? '')
}
