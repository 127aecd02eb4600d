import { createHash } from 'node:crypto'
import { isShopError, ShopError } from '@xiaopu/domain'
import { sql } from 'kysely'
import { secretPlace } from '../channels/change-channel.ts'
import { type ChannelRow, readChannelRow } from '../channels/channels.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { ShopContext } from '../http/caller.ts'
import { dropTicket, keepTicket, keptTicket, type TicketName } from './tickets.ts'
import { askTicket, askToken } from './wechat-api.ts'

/** What `wx.config` is told beside its lists. */
export interface PageSignature {
  readonly appId: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly nonceStr: string
  readonly signature: string
}

/**
 * Signs a page of this shop for WeChat's script: pages of the gateway itself, and of origins that
 * the seller listed. Were any page signed, anybody could speak with her account.
 *
 * @throws ShopError ORIGIN_NOT_ALLOWED, CHANNEL_NOT_SET_UP, CHANNEL_BUSY, CHANNEL_REFUSED
 */
export async function signPage(
  deps: Deps,
  shop: ShopContext,
  address: string,
): Promise<PageSignature> {
  const url = pageOf(deps, shop, address)
  const row = await readChannelRow(deps.db, shop.shopId, 'wechat')
  const appId = row?.settings.site?.appId
  if (!row?.secret || !appId) throw new ShopError('CHANNEL_NOT_SET_UP', { channel: 'wechat' })
  const name: TicketName = { shopId: shop.shopId, channel: 'wechat', appId, kind: 'ticket' }
  const ticket = (await keptTicket(deps, deps.db, name)) ?? (await fetchTicket(deps, row, name))
  const timestamp = Math.floor(deps.clock.now() / 1000)
  const nonceStr = Buffer.from(deps.random(12)).toString('hex')
  return {
    appId,
    timestamp,
    nonceStr,
    signature: pageSignature({ ticket, nonceStr, timestamp, url }),
  }
}

/** WeChat's JSSDK, appendix 1: four fields in this order with their raw values, SHA-1 as hex. */
export function pageSignature(page: {
  readonly ticket: string
  readonly nonceStr: string
  readonly timestamp: number
  readonly url: string
}): string {
  const { ticket, nonceStr, timestamp, url } = page
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
  return createHash('sha1').update(text).digest('hex')
}

/** The address as it is signed, cut at `#`. */
function pageOf({ baseUrl }: Deps, shop: ShopContext, address: string): string {
  const origin = URL.canParse(address) ? new URL(address).origin : 'null'
  const ours = [new URL(baseUrl).origin, ...shop.allowedOrigins]
  if (!ours.includes(origin)) throw new ShopError('ORIGIN_NOT_ALLOWED', { origin })
  return address.split('#')[0] ?? address
}

/** One process asks for all of them; the others wait, and find what it got. */
async function fetchTicket(deps: Deps, row: ChannelRow, name: TicketName): Promise<string> {
  return deps.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`ticket/${name.shopId}/${name.appId}`}))`.execute(
      tx,
    )
    const kept = await keptTicket(deps, tx, name)
    if (kept) return kept
    const ticket = await askWithToken(deps, tx, row, name)
    await keepTicket(deps, tx, name, ticket)
    return ticket.value
  })
}

/** 40001 and 42001 say that the token is no good: someone reset the secret. Once more with a new one. */
async function askWithToken(deps: Deps, tx: Tx, row: ChannelRow, name: TicketName) {
  const tokenName: TicketName = { ...name, kind: 'token' }
  const kept = await keptTicket(deps, tx, tokenName)
  if (kept) {
    try {
      return await askTicket(deps, kept)
    } catch (error) {
      const isStale = isShopError(error) && /^(40001|40014|42001)$/.test(String(error.detail.code))
      if (!isStale) throw error
      await dropTicket(tx, tokenName)
    }
  }
  const secret = (await deps.vault.of(name.shopId)).open(
    secretPlace(name.channel),
    row.secret ?? '',
  )
  const token = await askToken(deps, { appId: name.appId, secret })
  await keepTicket(deps, tx, tokenName, token)
  return askTicket(deps, token.value)
}
