import * as v from 'valibot'
import { busy, exchange } from '../exchange.ts'
import { holdToken, type IssuedToken } from '../held-token.ts'
import { readJson } from '../json.ts'
import { type Params, signParams } from './sign.ts'

export interface KuaishouAccount {
  /** Of the mini-program, `ks…`. */
  readonly appId: string
  readonly appSecret: string
  /** 担保支付商品类目编号 of what the shop sells. */
  readonly category: number
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
}

const Head = v.object({ result: v.number(), error_msg: v.optional(v.string(), '') })
const Token = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
})

/** What a refusal of Kuaishou says; which number means what is only known of a few. */
export interface Answered {
  readonly result: number
  readonly bytes: Uint8Array
  readonly message: string
}

export type KuaishouCall = (operation: string, params: Params) => Promise<Answered>

/**
 * Signed calls of 担保支付, with an access token that is fetched when it is needed. Answers are not
 * signed: they are believed for their TLS alone.
 */
export function caller(account: KuaishouAccount): KuaishouCall {
  const { appId, appSecret, baseUrl, fetch, now } = account
  const token = holdToken(now, () => issueToken(account))
  return async (operation, params) => {
    const url = new URL(`${baseUrl}/openapi/mp/developer/epay/${operation}`)
    url.searchParams.set('app_id', appId)
    url.searchParams.set('access_token', await token.take())
    const sign = signParams({ app_id: appId, ...params }, appSecret)
    const { bytes } = await exchange('kuaishou', fetch, url.href, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...params, sign }),
    })
    const head = readJson(Head, bytes)
    if (!head) throw busy('kuaishou', 'shape')
    // Whatever was wrong, a token that somebody else has replaced is not tried twice.
    if (head.result !== 1) token.drop()
    return { result: head.result, bytes, message: head.error_msg }
  }
}

async function issueToken(account: KuaishouAccount): Promise<IssuedToken> {
  const { appId, appSecret, baseUrl, fetch } = account
  const { bytes } = await exchange('kuaishou', fetch, `${baseUrl}/oauth2/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      app_id: appId,
      app_secret: appSecret,
      grant_type: 'client_credentials',
    }).toString(),
  })
  const issued = readJson(Token, bytes)
  if (!issued) throw busy('kuaishou', 'access token')
  return { token: issued.access_token, lasts: issued.expires_in }
}

/**
 * A successful answer as what a schema says.
 *
 * @throws ShopError PROVIDER_BUSY for every refusal: their numbers do not say what was done
 */
export function readAnswer<S extends v.GenericSchema>(
  schema: S,
  { result, bytes, message }: Answered,
): v.InferOutput<S> {
  if (result !== 1) throw busy('kuaishou', String(result), new Error(message))
  const read = readJson(schema, bytes)
  if (!read) throw busy('kuaishou', 'shape')
  return read
}
