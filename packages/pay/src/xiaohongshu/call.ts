import { ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { holdToken, type IssuedToken } from '../held-token.ts'
import { readJson } from '../json.ts'

export interface XiaohongshuAccount {
  readonly appId: string
  readonly appSecret: string
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
}

const Head = v.object({
  success: v.boolean(),
  code: v.optional(v.number(), 0),
  msg: v.optional(v.string(), ''),
})
const Issued = v.object({
  data: v.object({
    access_token: v.pipe(v.string(), v.minLength(1)),
    expire_in: v.pipe(v.number(), v.minValue(1)),
  }),
})

/** Said of an order whose product is not for life services at a place. */
const notForLifeServices = 510_010

export type XiaohongshuCall = <S extends v.GenericSchema>(
  path: string,
  body: object,
  data: S,
) => Promise<v.InferOutput<S>>

/**
 * Calls of the trade component. Nothing is signed: the access token lets in, TLS vouches for answers.
 *
 * @throws ShopError PAYMENT_NOT_HERE for goods that Xiaohongshu takes no payment for, PROVIDER_BUSY
 */
export function caller(account: XiaohongshuAccount): XiaohongshuCall {
  const { appId, baseUrl, fetch, now } = account
  const token = holdToken(now, () => issueToken(account))
  return async (path, body, data) => {
    const url = new URL(`${baseUrl}/api/rmp/mp/deal/${path}`)
    url.searchParams.set('app_id', appId)
    url.searchParams.set('access_token', await token.take())
    const bytes = await post(fetch, url.href, body)
    const head = readJson(Head, bytes)
    if (!head) throw busy('xiaohongshu', 'shape')
    if (head.code === notForLifeServices)
      throw new ShopError('PAYMENT_NOT_HERE', { provider: 'xiaohongshu', reason: head.code })
    if (!head.success || head.code !== 0) {
      token.drop()
      throw busy('xiaohongshu', String(head.code), new Error(head.msg))
    }
    const read = readJson(v.object({ data }), bytes)
    if (!read) throw busy('xiaohongshu', 'shape')
    return read.data
  }
}

async function issueToken(account: XiaohongshuAccount): Promise<IssuedToken> {
  const { appId, appSecret, baseUrl, fetch } = account
  const bytes = await post(fetch, `${baseUrl}/api/rmp/token`, { appid: appId, secret: appSecret })
  const issued = readJson(Issued, bytes)
  if (!issued) throw busy('xiaohongshu', 'access token')
  return { token: issued.data.access_token, lasts: issued.data.expire_in }
}

async function post(send: typeof fetch, url: string, body: object): Promise<Uint8Array> {
  const { bytes } = await exchange('xiaohongshu', send, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return bytes
}
