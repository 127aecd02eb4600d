import { createHash } from 'node:crypto'

/** What a call says; all of it is flat. */
export type Params = Readonly<Record<string, string | number>>

const unsigned = ['sign', 'app_id', 'thirdparty_id', 'other_settle_params']

/**
 * 担保支付's signature of a call: the values (not the names) and the salt by the order of their bytes,
 * joined with `&`, MD5 in hex. Empty values and the word `null` are left out.
 */
export function signParams(params: Params, salt: string): string {
  if (salt === '') throw new TypeError('an empty salt signs nothing')
  const values = Object.entries(params)
    .filter(([name]) => !unsigned.includes(name))
    .map(([, value]) => String(value).trim())
    .filter((value) => value !== '' && value !== 'null')
  return createHash('md5')
    .update(byBytes([...values, salt]).join('&'))
    .digest('hex')
}

/** What a notice must be signed with: token, time stamp, nonce and message, sorted and put together. */
export function noticeSignature(
  token: string,
  { timestamp, nonce, msg }: { timestamp: string; nonce: string; msg: string },
): string {
  if (token === '') throw new TypeError('an empty token signs nothing')
  return createHash('sha1')
    .update(byBytes([token, timestamp, nonce, msg]).join(''))
    .digest('hex')
}

function byBytes(texts: readonly string[]): string[] {
  return texts.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
}
