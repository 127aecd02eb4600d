import * as v from 'valibot'
import { readJson } from '../json.ts'
import type { WechatAccount } from './account.ts'
import { busy, refused } from './failure.ts'
import { doubtOf, signLines } from './sign.ts'
import { openVerifiers, type Verifiers } from './verifiers.ts'

/** How long an answer may take, its body included. */
const patience = 10_000

const Refusal = v.object({ code: v.string(), message: v.optional(v.string(), '') })

export interface WechatCalls {
  readonly account: WechatAccount
  readonly verifiers: Verifiers
  /**
   * One signed call and its verified answer; `undefined` for 204.
   *
   * Whatever is not a genuine, fresh answer of the right shape leaves the outcome open: PROVIDER_BUSY,
   * whose detail says why. A refusal counts only when it is signed.
   *
   * @param sealedFor - id of WeChat's key that something in the body was encrypted for
   */
  ask<S extends v.GenericSchema<unknown, object>>(
    method: 'GET' | 'POST',
    path: string,
    answer: S,
    body?: object,
    sealedFor?: string,
  ): Promise<v.InferOutput<S>>
  /** A call that answers nothing. */
  tell(path: string, body: object): Promise<void>
  /** The bytes behind an address that WeChat gave, which are not signed. */
  download(url: string): Promise<Uint8Array>
  /** Asks WeChat for its certificates where a message names one that is not known. */
  renewFor(serial: string | null): Promise<void>
}

interface Came {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

export function wechatCalls(account: WechatAccount): WechatCalls {
  const verifiers = openVerifiers(account)

  async function renewFor(serial: string | null): Promise<void> {
    if (!verifiers.isNew(serial)) return
    const { status, bytes } = await send(account, 'GET', '/v3/certificates')
    // It may be signed by the very certificate that it brings: its seal is what it is believed for.
    if (status === 200) verifiers.take(bytes)
  }

  async function verified(came: Came): Promise<Came> {
    const { status, headers, bytes } = came
    await renewFor(headers.get('wechatpay-serial'))
    const doubt = doubtOf(verifiers.known(), headers, bytes, account.now())
    if (doubt === undefined && status < 400) return came
    const refusal = status >= 400 ? readJson(Refusal, bytes) : undefined
    // Whoever cannot prove to be us gets no signature either.
    if (doubt) throw busy(status === 401 ? (refusal?.code ?? doubt) : doubt, refusal?.message)
    if (!refusal) throw busy(`http ${status}`)
    throw refused(status, refusal.code, refusal.message)
  }

  return {
    account,
    verifiers,
    renewFor,
    async ask(method, path, answer, body, sealedFor) {
      const { bytes } = await verified(await send(account, method, path, body, sealedFor))
      const read = readJson(answer, bytes)
      if (!read) throw busy('shape')
      return read
    },
    async tell(path, body) {
      await verified(await send(account, 'POST', path, body))
    },
    async download(url) {
      const { pay } = account.hosts
      // What proves to be us goes to nobody else.
      if (!url.startsWith(`${pay}/`)) throw busy('other host')
      const { status, bytes } = await send(account, 'GET', url.slice(pay.length))
      if (status !== 200) throw busy(`http ${status}`)
      return bytes
    },
  }
}

/** @param path - with its query, as it is signed */
async function send(
  account: WechatAccount,
  method: 'GET' | 'POST',
  path: string,
  json?: object,
  sealedFor?: string,
): Promise<Came> {
  const body = json === undefined ? '' : JSON.stringify(json)
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patience)
  try {
    const response = await account.fetch(account.hosts.pay + path, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'xiaopu',
        authorization: authorization(account, method, path, body),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(sealedFor !== undefined && { 'wechatpay-serial': sealedFor }),
      },
      ...(json !== undefined && { body }),
      redirect: 'error',
      signal: abort.signal,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  } catch (cause) {
    throw busy(abort.signal.aborted ? 'timeout' : 'unreachable', cause)
  } finally {
    clearTimeout(timer)
  }
}

/** The header that proves who asks. */
function authorization(
  { mchid, serial, privateKey, now, nonce }: WechatAccount,
  method: string,
  path: string,
  body: string,
): string {
  const [timestamp, once] = [String(Math.floor(now() / 1000)), nonce()]
  const signature = signLines(privateKey, [method, path, timestamp, once, body])
  const fields = { mchid, nonce_str: once, signature, timestamp, serial_no: serial }
  const written = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${written.join(',')}`
}
