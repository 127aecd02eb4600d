import type { PaymentProvider, Platform } from '@xiaopu/domain'
import type { Clock, LogEntry } from './deps.ts'
import type { LoadOptions } from './load/load.ts'
import type { ProviderReach } from './payments/open-provider.ts'
import type { MasterKey } from './personal/master-keys.ts'

export interface GatewayOptions {
  /** `postgres://…`, already reachable; the schema is migrated on start. */
  readonly databaseUrl: string
  /** Public address without a slash at its end, e.g. `https://shop.example`. */
  readonly baseUrl: string
  /** What is sealed in the database: the first wraps, the others still open. See `readMasterKeys`. */
  readonly masterKeys: readonly MasterKey[]
  readonly platform: Platform
  /** Collects money for every shop that has no account of its own. */
  readonly payments?: PaymentProvider
  readonly providers?: ProviderReach
  /** Hosts that pictures may be fetched from, e.g. `.alicdn.com`; `127.0.0.1:<port>` is a sandbox. */
  readonly imageHosts: readonly string[]
  /** Folder for fetched pictures. */
  readonly imageDir: string
  /** WeChat's server for accounts, `https://api.weixin.qq.com` unless given; over http it is a sandbox. */
  readonly wechatUrl?: string
  /** Folder with the built embed files; without it `/embed/` answers 404. */
  readonly embedDir?: string
  /** Stands in for the network where addresses of sellers or suppliers are asked: parts in one process. */
  readonly fetch?: typeof globalThis.fetch
  /** Proxies of ours that stand before the gateway and append to `x-forwarded-for`; 0 unless given. */
  readonly proxies?: number
  /** Looks at the catalogue per minute for one visitor at one shop, 600 unless given; 0 for no limit. */
  readonly requestsPerMinute?: number
  readonly load?: LoadOptions
  readonly clock?: Clock
  readonly random?: (length: number) => Uint8Array
  readonly log?: (entry: LogEntry) => void
  /** Webhooks may go to programs on this machine over http: for development. */
  readonly localWebhooks?: boolean
  /** Jobs at work at once; 0 serves requests only. */
  readonly concurrency?: number
  /** No other gateway uses this database (the embedded one). */
  readonly alone?: boolean
}
