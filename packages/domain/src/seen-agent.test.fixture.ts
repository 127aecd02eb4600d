import type { Container, Engine, Os } from './surroundings.ts'

/** A user agent as apps send it, and what it says: container, `mini`, system, engine. */
export interface Seen {
  readonly name: string
  readonly ua: string
  readonly container: Container
  readonly mini?: true
  readonly os: Os
  readonly engine: `${Engine['name']} ${Engine['major']}`
}

export const android = (model: string, rest: string, version = 13) =>
  `Mozilla/5.0 (Linux; Android ${version}; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`
export const iphone = (rest: string, version = '17_4') =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`
export const windows = (rest: string) =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`
export const mac = (rest: string) =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`
