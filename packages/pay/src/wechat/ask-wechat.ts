import * as v from 'valibot'
import { readJson } from '../json.ts'
import type { WechatAccount } from './account.ts'
import { busy } from './failure.ts'

const patience = 10_000

/** Every answer of `api.weixin.qq.com`; 0 or nothing is none. */
const Outcome = v.object({ errcode: v.optional(v.number(), 0), errmsg: v.optional(v.string(), '') })

/** WeChat's own code for why it did not do it. */
export class WechatRefusal extends Error {
  override name = 'WechatRefusal' as const
  readonly errcode: number

  constructor(errcode: number, message: string) {
    super(message)
    this.errcode = errcode
  }
}

/** Busy, or asked too often: the same again later. */
const later: readonly number[] = [-1, 45009, 45011, 45002]

/**
 * Asks WeChat's server for apps, which signs nothing: its answers are believed for the line they came
 * over. No address leaves here: it may hold a secret.
 *
 * @throws WechatRefusal, ShopError PROVIDER_BUSY
 */
export async function askWechat<S extends v.GenericSchema<unknown, object>>(
  { hosts, fetch }: Pick<WechatAccount, 'hosts' | 'fetch'>,
  path: string,
  query: Readonly<Record<string, string>>,
  answer: S,
  body?: object,
): Promise<v.InferOutput<S>> {
  const bytes = await send(fetch, `${hosts.api}${path}?${new URLSearchParams(query)}`, body)
  const outcome = readJson(Outcome, bytes)
  if (!outcome) throw busy('shape')
  if (later.includes(outcome.errcode)) throw busy(String(outcome.errcode))
  if (outcome.errcode !== 0) throw new WechatRefusal(outcome.errcode, outcome.errmsg)
  const read = readJson(answer, bytes)
  if (!read) throw busy('shape')
  return read
}

async function send(
  fetch: WechatAccount['fetch'],
  url: string,
  body?: object,
): Promise<Uint8Array> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience)
  try {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      redirect: 'error',
      signal: abort.signal,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!response.ok) throw busy(`http ${response.status}`)
    return bytes
  } catch (error) {
    if (error instanceof Error && error.name === 'ShopError') throw error
    throw busy(abort.signal.aborted ? 'timeout' : 'unreachable')
  } finally {
    clearTimeout(timer)
  }
}
