import { join } from 'node:path'
import {
  createSeller,
  readFailure,
  type Seller,
  type Transport,
  type TransportReply,
} from '@xiaopu/client'
import { fetchTransport } from '@xiaopu/client/fetch'
import { failures, isShopError, type Listing, ShopError } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { CommandError } from './command-error.ts'
import type { Context } from './context.ts'
import { readKeys } from './dev/keys.ts'
import { readSettings, readUrl } from './settings.ts'
import { beginAttempt } from './unheard.ts'

export interface ShopAtGateway {
  readonly seller: Seller
  readonly gateway: string
  /**
   * A file that the gateway makes of the shop, as it comes.
   *
   * @param path - with its query
   * @throws ShopError as the gateway refuses it; CommandError where nobody answers, and in the middle
   * where it broke off
   */
  download(path: string): AsyncIterable<Uint8Array>
}

/**
 * The shop that a command speaks for: `XIAOPU_KEY` at `XIAOPU_URL`, else the demo shop of
 * `xiaopu dev`.
 *
 * @throws CommandError where there is none
 */
export function openShop({ env }: Context): ShopAtGateway {
  const { dataDir } = readSettings(env)
  const keys = readKeys(dataDir)
  const url = readUrl(env, 'XIAOPU_URL', /^https?:$/)?.replace(/\/+$/, '')
  // Sellers know the address of their shop's page.
  const { pathname = '/', origin = '' } = url === undefined ? {} : new URL(url)
  if (pathname !== '/')
    throw new CommandError((cli) => cli.badSetting('XIAOPU_URL', `${url}`, origin))
  const gateway = url ?? keys?.gateway
  // A key of this machine is never sent to another gateway.
  const secret = env.XIAOPU_KEY?.trim() || (gateway === keys?.gateway ? keys?.secret : undefined)
  if (!secret || !gateway) throw new CommandError((cli) => cli.noKey)
  if (!/^x[sr]k_/.test(secret)) throw new ShopError('KEY_UNKNOWN', { kind: 'secret' })
  const unheard = join(dataDir, 'unheard')
  const transport = speaking(gateway, fetchTransport({ timeoutMillis: 30_000 }), unheard)
  return {
    seller: createSeller({ gateway, secret, transport }),
    gateway,
    download: (path) => download(gateway, path, secret),
  }
}

async function* download(
  gateway: string,
  path: string,
  secret: string,
): AsyncGenerator<Uint8Array> {
  const headers = { authorization: `Bearer ${secret}` }
  const response = await fetch(`${gateway}${path}`, { headers }).catch((cause: unknown) => {
    throw new CommandError((cli) => cli.noGateway(gateway), 1, { cause })
  })
  if (!response.ok) {
    const header = (name: string) => response.headers.get(name) ?? undefined
    throw readFailure({ status: response.status, header, text: await response.text() })
  }
  try {
    yield* response.body ?? []
  } catch (cause) {
    throw new CommandError((cli) => cli.brokenOff, 1, { cause })
  }
}

/**
 * Says where nobody answers, and what is not known of a write whose answer was not heard: typed again it
 * counts once where it could be noted, and might be done twice elsewhere.
 */
function speaking(gateway: string, transport: Transport, unheard: string): Transport {
  return async (asked) => {
    const isWrite = asked.method !== 'GET'
    const attempt = beginAttempt(unheard, asked)
    try {
      const reply = await transport(attempt.request)
      if (isWrite && reply.status >= 500 && !isProblem(reply)) throw new ShopError('OFFLINE')
      if (isJudged(reply)) attempt.heard()
      return reply
    } catch (error) {
      if (!isShopError(error)) throw error
      const isSent = isWrite && !isRefused(error.cause)
      if (isSent) throw new CommandError(unknownOf(attempt.isKept), 1, { cause: error })
      if (error.code !== 'OFFLINE') throw error
      throw new CommandError((cli) => cli.noGateway(gateway), 1, { cause: error })
    }
  }
}

/** Done, or refused for what was asked: not for who asks, or for how busy it is, or while it is still at work. */
function isJudged(reply: TransportReply): boolean {
  if (reply.status < 400) return true
  if (reply.status >= 500 || reply.status === 401 || reply.status === 403) return false
  return !failures[readFailure(reply).code].retry
}

const unknownOf =
  (isKept: boolean) =>
  ({ mistyped }: Texts['cli']) =>
    isKept ? mistyped.unheardKept : mistyped.unheard

/** Answered by the gateway itself, not by a proxy that lost it. */
function isProblem({ header }: TransportReply): boolean {
  return header('content-type')?.startsWith('application/problem+json') ?? false
}

/** No connection was made, so that nothing was sent. */
function isRefused(cause: unknown): boolean {
  const { cause: deeper } = (cause ?? {}) as Error
  const { code } = (deeper ?? {}) as NodeJS.ErrnoException
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}

/** Every page of a list that is asked for by cursor. */
export async function all<Item>(
  page: (
    cursor: string | undefined,
  ) => Promise<{ items: readonly Item[]; next?: string | undefined }>,
  most = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const answer = await page(cursor)
    items.push(...answer.items)
    cursor = answer.next
  } while (cursor !== undefined && items.length < most)
  return items.slice(0, most)
}

export function allListings(seller: Seller): Promise<Listing[]> {
  return all((cursor) => seller.listings.list({ limit: '100', ...(cursor && { cursor }) }))
}
