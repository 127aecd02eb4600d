import type { Channel } from '@xiaopu/domain'

/** What `request` is asked; all four hosts take this much. PATCH is missing in most of them. */
export interface MiniRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly header: Record<string, string>
  readonly data?: Record<string, unknown>
  /** Anything but `json` leaves the answer as text. */
  readonly dataType: string
  readonly responseType: 'text'
  /** ms; old base libraries ignore it. */
  readonly timeout: number
  success(reply: MiniReply): void
  fail(failure: MiniFailure): void
}

/** Any answer, of whatever status. The case of header names depends on the phone. */
export interface MiniReply {
  readonly statusCode: number
  readonly data: unknown
  readonly header?: object
}

export interface MiniFailure {
  readonly errMsg?: string
  readonly errno?: number
}

/** Whom a call of a host tells how it went. */
export interface Heard<Told> {
  success(told: Told): void
  fail(failure: MiniFailure): void
}

/** What `login` answers: good for one exchange within a few minutes. */
export interface LoginCode {
  readonly code?: string
  /** Douyin's, for people who are not logged in. */
  readonly anonymousCode?: string
}

/**
 * The part of `wx`, `tt`, `ks` or `xhs` that the client uses. Only `request` must be there: old base
 * libraries lack some of the others, and what they would do is then done without.
 */
export interface MiniHost {
  request(request: MiniRequest): unknown
  getStorageSync?(key: string): unknown
  setStorageSync?(key: string, value: string): void
  removeStorageSync?(key: string): void
  getStorageInfoSync?(): unknown
  login?(options: Heard<LoginCode>): unknown
  onAppShow?(heard: () => void): void
  onAppHide?(heard: () => void): void
  offAppShow?(heard: () => void): void
  offAppHide?(heard: () => void): void
  onNetworkStatusChange?(heard: (status: { isConnected: boolean }) => void): void
  getRandomValues?(options: { length: number } & Heard<{ randomValues: ArrayBuffer }>): unknown
}

/** The channels that have mini-programs. */
export type MiniChannel = Exclude<Channel, 'web'>

export interface FoundHost {
  readonly channel: MiniChannel
  readonly host: MiniHost
}

declare const wx: MiniHost | undefined
declare const tt: MiniHost | undefined
declare const ks: MiniHost | undefined
declare const xhs: MiniHost | undefined

/** The hosts' own objects that are here, `wx` last: other hosts have one of that name too. */
function here(): [MiniChannel, MiniHost | undefined][] {
  return [
    ['xiaohongshu', typeof xhs === 'object' ? xhs : undefined],
    ['kuaishou', typeof ks === 'object' ? ks : undefined],
    ['douyin', typeof tt === 'object' ? tt : undefined],
    ['wechat', typeof wx === 'object' ? wx : undefined],
  ]
}

/**
 * The app that this runs in, by its object.
 *
 * @throws TypeError outside of a mini-program
 */
export function findHost(): FoundHost {
  for (const [channel, host] of here()) {
    if (host && typeof host.request === 'function') return { channel, host }
  }
  throw new TypeError('no wx, tt, ks or xhs here: not in a mini-program')
}

/** The channel of a host that the caller brought; WeChat for one that is nobody's object. */
export function channelOf(host: MiniHost): MiniChannel {
  return here().find(([, each]) => each === host)?.[0] ?? 'wechat'
}
