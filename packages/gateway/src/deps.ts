import type { IdKind, PaymentAccount, PaymentProvider, Platform } from '@xiaopu/domain'
import type { Database } from './db/database.ts'
import type { Egress } from './egress/egress.ts'
import type { Payments } from './payments/providers.ts'
import type { Vault } from './personal/vault.ts'
import type { Recorder } from './records/recorder.ts'

export interface Clock {
  /** ms since 1970. Every decision of the gateway uses this one. */
  now(): number
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly [fact: string]: string | number | boolean | undefined
}

/**
 * What use cases work with. Effects come in here and nowhere else, so that a test can run a whole
 * shop on a clock of its own against the sandbox.
 */
export interface Deps {
  readonly db: Database
  readonly clock: Clock
  /** Bytes from a secure source. */
  random(length: number): Uint8Array
  newId(kind: IdKind): string
  /** The wholesale side of a shop. One app per gateway for now, so the shop does not choose yet. */
  platform(shopId: string): Platform
  /** How shops collect money. */
  readonly payments: Payments
  /** The adapter of a shop's own account. @throws Error where its keys are none */
  openProvider(account: PaymentAccount): PaymentProvider
  /** Seals what must not stand in the database in the clear. */
  readonly vault: Vault
  /** Public address of this gateway, without a slash at its end. */
  readonly baseUrl: string
  /** Where WeChat's server for accounts is, without a slash at its end. */
  readonly wechatUrl: string
  /** The one way to addresses that sellers or suppliers chose. */
  readonly egress: Egress
  /** Programs on this machine may be told over http: for development. */
  readonly localWebhooks: boolean
  /** Remembers what was done around an order, for who must explain it. */
  readonly recorder: Recorder
  /** Never holds a secret, an address or a phone number. */
  log(entry: LogEntry): void
  /** Forgets cached reads of a shop after a change in it. */
  changed(shopId: string): void
}
