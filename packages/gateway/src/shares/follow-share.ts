import { type AppChannel, detectChannel, ShareCode } from '@xiaopu/domain'
import { isRobot, type ShareForm, shareForm } from '@xiaopu/share'
import * as v from 'valibot'
import { readChannelRow, toSettings } from '../channels/channels.ts'
import type { Deps } from '../deps.ts'
import { readShopRow } from '../shops/shops.ts'
import { findShareByCode, hasEnded } from './shares.ts'
import { recordOpening } from './visits.ts'

/** What a short link answers to whoever opened it. */
export type Followed =
  /** A code that is none, or was good until a time; the shop is still there then. */
  | { readonly kind: 'gone'; readonly slug?: string }
  /** A program that wants to know what the link shows. It is no visit. */
  | { readonly kind: 'preview'; readonly slug: string; readonly target: string }
  | { readonly kind: 'page'; readonly target: string }
  /** A page between, for people: nothing better may happen by itself in that app. */
  | {
      readonly kind: 'between'
      readonly slug: string
      readonly channel: AppChannel
      readonly form: Exclude<ShareForm, { form: 'page' }>
      readonly target: string
    }

/**
 * Where a short link leads, by the app that it was opened in. A person's opening is recorded; its id
 * travels in the fragment, which no server, log or referrer sees. A page between is no visit yet: what
 * follows from it is.
 */
export async function followShare(deps: Deps, code: string, request: Request): Promise<Followed> {
  if (!v.is(ShareCode, code)) return { kind: 'gone' }
  const share = await findShareByCode(deps.db, code)
  if (!share) return { kind: 'gone' }
  const { slug } = await readShopRow(deps.db, share.shop_id)
  if (hasEnded(deps, share)) return { kind: 'gone', slug }
  const path = share.listing_id ? `/shop/${slug}/${share.listing_id}` : `/shop/${slug}`
  const target = `${deps.baseUrl}${path}?s=${code}`
  const ua = request.headers.get('user-agent') ?? ''
  if (isRobot(ua)) return { kind: 'preview', slug, target }
  const at = detectChannel({ ua })
  if (at.channel !== 'web') {
    const row = await readChannelRow(deps.db, share.shop_id, at.channel)
    const form = shareForm(at, code, row && toSettings(at.channel, row))
    if (form.form !== 'page') return { kind: 'between', slug, channel: at.channel, form, target }
  }
  const opening = isPerson(request) ? `#v=${await recordOpening(deps, share)}` : ''
  return { kind: 'page', target: target + opening }
}

/** Someone who opens the link to look at it: no prefetch, no picture or frame of another page. */
function isPerson({ headers, method }: Request): boolean {
  if (method !== 'GET') return false
  const purpose = `${headers.get('sec-purpose')} ${headers.get('purpose')} ${headers.get('x-moz')}`
  if (/prefetch|prerender|preview/i.test(purpose)) return false
  return (headers.get('sec-fetch-dest') ?? 'document') === 'document'
}
