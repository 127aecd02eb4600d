import { createHash } from 'node:crypto'

export type Params = Readonly<Record<string, string | number>>

const unsigned = ['sign', 'access_token']

/**
 * Kuaishou's signature of a call: `name=value` of address and body by the order of the names, joined
 * with `&`, the app's secret behind, MD5 in hex. Empty values are left out.
 *
 * Source: 担保支付 附录1, 请求签名算法.
 */
export function signParams(params: Params, appSecret: string): string {
  const text = Object.entries(params)
    .filter(([name, value]) => !unsigned.includes(name) && value !== '')
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return md5(appSecret, text)
}

/** What a notice must carry as `kwaisign`: its bytes and the app's secret, MD5 in hex. */
export function noticeSignature(body: Uint8Array, appSecret: string): string {
  return md5(appSecret, body)
}

function md5(appSecret: string, text: string | Uint8Array): string {
  if (appSecret === '') throw new TypeError('an empty secret signs nothing')
  return createHash('md5').update(text).update(appSecret).digest('hex')
}
