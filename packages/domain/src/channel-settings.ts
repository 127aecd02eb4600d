import * as v from 'valibot'
import { Instant } from './time.ts'

/** Channels that are apps: what they allow a shop is settled with each of them. */
export const AppChannel = v.picklist(['wechat', 'douyin', 'kuaishou', 'xiaohongshu'])
export type AppChannel = v.InferOutput<typeof AppChannel>

const short = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const appId = v.pipe(v.string(), v.regex(/^[\w-]{4,40}$/))

/** A mini-program of the seller's in one app. */
export const MiniProgram = v.strictObject({
  appId,
  /** WeChat's own name for it, `gh_…`; the tag that opens it from a page asks for it. */
  originalId: v.optional(v.pipe(v.string(), v.regex(/^gh_\w{4,40}$/))),
  /** The page that reads a share's code, e.g. `/pages/share/index`. */
  path: v.optional(v.pipe(short, v.regex(/^\/[\w/.-]*$/))),
  /** A link that the platform made for it; it opens in that app. */
  link: v.optional(v.pipe(short, v.regex(/^https:\/\/[^\s"'<>]+$/))),
})
export type MiniProgram = Readonly<v.InferOutput<typeof MiniProgram>>

/** What a seller has settled with one app, as she sees it. Secrets go in and never come out. */
export const ChannelSettings = v.object({
  channel: AppChannel,
  /** The platform has admitted her to its payments: she says so, nobody can check. */
  admitted: v.boolean(),
  /** Short links show the page where they are opened, or ask for a browser first. */
  opens: v.picklist(['page', 'browser']),
  mini: v.optional(MiniProgram),
  /** The account whose script pages use: a service account (公众号) of WeChat. */
  site: v.optional(v.object({ appId, hasSecret: v.boolean() })),
  changedAt: v.optional(Instant),
})
export type ChannelSettings = Readonly<v.InferOutput<typeof ChannelSettings>>

/** What a page of the shop needs to know of the app that it is in. */
export const ChannelView = v.object({
  channel: AppChannel,
  checkout: v.object({
    mode: v.picklist(['native', 'handoff', 'catalog-only']),
    reason: v.string(),
  }),
  mini: v.optional(MiniProgram),
  /** Pages can be signed for the app's script. */
  script: v.boolean(),
})
export type ChannelView = Readonly<v.InferOutput<typeof ChannelView>>
