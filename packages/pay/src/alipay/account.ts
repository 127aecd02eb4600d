import type { KeyObject } from 'node:crypto'

/** Who calls Alipay, and with what. */
export interface AlipayAccount {
  readonly appId: string
  /** The merchant's own number (PID), `2088…`: who the money is for. */
  readonly sellerId: string
  readonly privateKey: KeyObject
  readonly alipayKey: KeyObject
  /** `…/gateway.do` */
  readonly gatewayUrl: string
  readonly fetch: typeof fetch
  /** Epoch ms. */
  readonly now: () => number
}
