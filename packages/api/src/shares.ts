import {
  Channel,
  CouponCode,
  Id,
  Instant,
  ReportRow,
  Share,
  ShareCode,
  ShareFinding,
} from '@xiaopu/domain'
import * as v from 'valibot'
import { cursorQuery, Page, spanQuery } from './page.ts'
import { route } from './route.ts'

const Visitor = v.pipe(v.string(), v.minLength(8), v.maxLength(64))

export const createShare = route({
  method: 'POST',
  path: '/v1/seller/shares',
  caller: 'seller',
  summary:
    'A short link for the shop or a listing; the same target, channel, name and coupon answer the same link',
  body: v.strictObject({
    listing: v.optional(Id('listing')),
    channel: Channel,
    name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
    /** Good until then; without it for as long as the shop is there. */
    until: v.optional(Instant),
    /** Code of a coupon that buyers who come through it have without typing it. */
    coupon: v.optional(CouponCode),
    /** What you are about to write beside it, to be looked at before others do. */
    text: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  }),
  reply: v.object({
    share: Share,
    /** What in the title or your text breaks a rule of that channel or a law; nothing is held back. */
    warnings: v.array(v.object({ ...ShareFinding.entries, where: v.picklist(['title', 'text']) })),
    /** The HTML to paste into a page. */
    tag: v.string(),
  }),
})

export const listShares = route({
  method: 'GET',
  path: '/v1/seller/shares',
  caller: 'seller',
  summary: 'Your links, newest first',
  query: v.object(cursorQuery),
  reply: Page(Share),
})

export const drawQr = route({
  method: 'GET',
  path: '/v1/shares/:code/qr',
  caller: 'public',
  summary: "A short link's QR code",
  query: v.object({ format: v.optional(v.picklist(['svg', 'png', 'text']), 'svg') }),
  media: 'image/svg+xml',
  cache: 3600,
})

const PosterFormat = v.picklist(['square', 'portrait', 'story'])

export const drawPoster = route({
  method: 'GET',
  path: '/v1/shares/:code/poster',
  caller: 'public',
  summary:
    'A poster with picture, title, price and shop name: 1:1, 3:4 or 9:16, as SVG; with a QR code where the channel allows one',
  query: v.object({
    format: v.optional(PosterFormat, 'portrait'),
    /** `auto` follows the rules of the share's channel. */
    code: v.optional(v.picklist(['auto', 'always', 'never']), 'auto'),
  }),
  media: 'image/svg+xml',
  cache: 60,
})

/** What a page needs to draw the poster itself. */
export const readShareCard = route({
  method: 'GET',
  path: '/v1/shares/:code',
  caller: 'public',
  summary: 'What a share shows: title, price, picture, shop, link',
  reply: v.object({
    code: ShareCode,
    url: v.string(),
    channel: Channel,
    /** What it leads to; the shop where it is absent. */
    listing: v.optional(Id('listing')),
    title: v.string(),
    price: v.optional(v.string()),
    imageUrl: v.optional(v.string()),
    shopName: v.string(),
  }),
  cache: 60,
})

export const shareListing = route({
  method: 'POST',
  path: '/v1/shares',
  caller: 'shop',
  summary: 'A link for what a buyer looks at, for passing it on',
  body: v.strictObject({
    listing: v.optional(Id('listing')),
    channel: Channel,
    /** The browser that makes it: what it buys through this link itself is credited to nobody. */
    visitor: v.optional(Visitor),
  }),
  reply: v.object({ code: ShareCode, url: v.string() }),
})

export const recordVisit = route({
  method: 'POST',
  path: '/v1/visits',
  caller: 'shop',
  summary: 'Someone came through a share (embedded pages; the short link records its own)',
  body: v.strictObject({
    code: ShareCode,
    visitor: Visitor,
    /** The visit that the short link has recorded, from `#v=` of the page's address: one, not two. */
    opening: v.optional(Id('visit')),
  }),
  reply: v.object({ code: ShareCode }),
})

export const readReport = route({
  method: 'GET',
  path: '/v1/seller/report',
  caller: 'seller',
  summary: 'Visits, orders, revenue and profit per share and per channel',
  query: v.object(spanQuery),
  reply: v.object({ total: ReportRow, channels: v.array(ReportRow), shares: v.array(ReportRow) }),
})
