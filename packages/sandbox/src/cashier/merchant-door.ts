import { newNonce } from './numbers.ts'
import { Refusal } from './refusal.ts'
import { isSame, requestSignature, signMessage } from './sign.ts'
import type { Stamps } from './state.ts'

export interface Merchant {
  readonly id: string
  readonly secret: string
  /** What the buyer reads on the cashier page. */
  readonly name: string
}

export interface Clocks {
  /** Epoch ms on the sandbox's clock. */
  readonly sandbox: () => number
  /** Epoch ms on the wall. */
  readonly real: () => number
}

const tolerance = 300
const nonceLife = 600_000

/** Who asks, and which clock they stamp with. */
export interface Caller {
  readonly merchant: Merchant
  readonly stamps: Stamps
}

/**
 * Checks who asks: timestamp within 300 s of real time or of the sandbox's clock, signature, and a
 * nonce that was not used in the last ten minutes. Nonces are remembered by the process only.
 */
export function createMerchantDoor(merchants: readonly Merchant[], clocks: Clocks) {
  const nonces = new Map<string, number>()
  const isFresh = (key: string): boolean => {
    const now = clocks.real()
    for (const [old, at] of nonces) {
      if (now - at < nonceLife) break
      nonces.delete(old)
    }
    if (nonces.has(key)) return false
    nonces.set(key, now)
    return true
  }
  const check = (headers: Headers, path: string, body: string): Caller => {
    const header = (name: string) => headers.get(`x-cashier-${name}`) ?? ''
    const stamp = { timestamp: header('timestamp'), nonce: header('nonce') }
    const merchant = merchants.find(({ id }) => id === header('merchant'))
    if (!merchant) throw new Refusal('SIGN_ERROR', 'x-cashier-merchant is unknown')
    const stamps = clockOf(stamp.timestamp, clocks)
    if (!stamps) throw new Refusal('SIGN_ERROR', 'x-cashier-timestamp is more than 300 s off')
    if (!/^[\x21-\x7e]{16,32}$/.test(stamp.nonce)) {
      throw new Refusal('SIGN_ERROR', 'x-cashier-nonce must have 16 to 32 characters')
    }
    const expected = requestSignature(merchant.secret, path, stamp, body)
    if (!isSame(expected, header('signature'))) {
      throw new Refusal('SIGN_ERROR', 'x-cashier-signature does not fit the request')
    }
    if (!isFresh(`${merchant.id}/${stamp.nonce}`)) {
      throw new Refusal('SIGN_ERROR', 'x-cashier-nonce was used before')
    }
    return { merchant, stamps }
  }
  return check
}

function clockOf(timestamp: string, clocks: Clocks): Stamps | undefined {
  if (!/^\d{1,12}$/.test(timestamp)) return undefined
  const isNear = (now: number) => Math.abs(Number(timestamp) - now / 1000) <= tolerance
  if (isNear(clocks.real())) return 'real'
  return isNear(clocks.sandbox()) ? 'sandbox' : undefined
}

/** An answer signed with the merchant's secret, stamped by the clock that the merchant goes by. */
export function signedAnswer(
  { merchant, stamps }: Caller,
  clocks: Clocks,
  status: number,
  answer: unknown,
): Response {
  const body = JSON.stringify(answer)
  const timestamp = String(Math.floor(clocks[stamps]() / 1000))
  const stamp = { timestamp, nonce: newNonce() }
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-cashier-timestamp': stamp.timestamp,
      'x-cashier-nonce': stamp.nonce,
      'x-cashier-signature': signMessage(merchant.secret, stamp, body),
    },
  })
}
