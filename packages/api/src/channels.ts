import { ChannelSettings, ChannelView, MiniProgram } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

const appId = v.pipe(v.string(), v.regex(/^[\w-]{4,40}$/))

export const listChannels = route({
  method: 'GET',
  path: '/v1/seller/channels',
  caller: 'seller',
  summary: 'What you have settled with each app, without secrets',
  reply: v.object({ items: v.array(ChannelSettings) }),
})

export const changeChannel = route({
  method: 'PUT',
  path: '/v1/seller/channels/:channel',
  caller: 'seller',
  summary:
    'Change what you have settled with an app; absent parts stay, null takes them out, a secret is never shown again',
  body: v.strictObject({
    admitted: v.optional(v.boolean()),
    opens: v.optional(v.picklist(['page', 'browser'])),
    mini: v.optional(v.nullable(MiniProgram)),
    site: v.optional(
      v.nullable(
        v.strictObject({
          appId,
          secret: v.optional(v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(200))),
        }),
      ),
    ),
  }),
  reply: ChannelSettings,
})

export const readChannel = route({
  method: 'GET',
  path: '/v1/channels/:channel',
  caller: 'shop',
  summary:
    'What a page of the shop may do inside an app: how buyers check out, which mini-program it opens',
  query: v.object({ mini: v.optional(v.picklist(['1'])) }),
  reply: ChannelView,
  cache: 60,
})

/** What `wx.config` wants to be told. */
export const signPage = route({
  method: 'POST',
  path: '/v1/jssdk/signature',
  caller: 'shop',
  summary: "A page's signature for WeChat's script; only for pages of this shop",
  body: v.strictObject({ url: v.pipe(v.string(), v.maxLength(2000)) }),
  reply: v.object({
    appId: v.string(),
    /** Seconds since 1970, as a number: that is how the script wants it. */
    timestamp: v.number(),
    nonceStr: v.string(),
    signature: v.string(),
  }),
})
