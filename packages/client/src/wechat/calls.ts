import { type Bound, shop } from '../call.ts'
import type { Client } from '../client.ts'

/** What a page asks about the app that it is in. Apart, so that a card need not carry it. */
export const channelCalls = {
  /**
   * What a page of the shop may do inside an app: how buyers check out, which mini-program it
   * opens.
   */
  read: shop<'channels.readChannel'>('GET', '/v1/channels/:channel', 'query'),
  /** A page's signature for WeChat's script; only for pages of this shop. */
  sign: shop<'channels.signPage'>('POST', '/v1/jssdk/signature', 'body', 'safe'),
}

export type ChannelCalls = Bound<typeof channelCalls>

/** Calls about the app that a client's page is in. */
export function channels(client: Client): ChannelCalls {
  return client.bind(channelCalls)
}
