import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import { CommandError } from './command-error.ts'

/** What the environment says about this process. An empty variable is an absent one. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface Settings {
  /** 0 for any free port. */
  readonly port: number
  /** What is listened on; `127.0.0.1` keeps other machines out. */
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly offersFile: string | undefined
  /** Public address, where it is not the one that is listened on. */
  readonly baseUrl: string | undefined
}

/** @throws CommandError naming the variable that cannot be used */
export function readSettings(env: Environment): Settings {
  return {
    // The sandbox takes the next one.
    port: readNumber(env, 'PORT', 0, 65_534) ?? 8688,
    host: env.HOST || '127.0.0.1',
    dataDir: resolve(env.XIAOPU_DATA || '.xiaopu'),
    databaseUrl: readUrl(env, 'DATABASE_URL', /^postgres(ql)?:$/),
    offersFile: readOffers(env.XIAOPU_OFFERS),
    baseUrl: readUrl(env, 'XIAOPU_URL', /^https?:$/)?.replace(/\/+$/, ''),
  }
}

/** A file, or `generate:100000` for a market of that many offers. */
function readOffers(text: string | undefined): string | undefined {
  if (!text) return undefined
  return text.startsWith('generate:') ? text : resolve(text)
}

/** @throws CommandError where it is not a whole number from `min` to `max` */
export function readNumber(
  env: Environment,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = env[name]
  if (!text) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= min && number <= max) return number
  throw new CommandError((cli) => cli.badSetting(name, text, `${min} … ${max}`))
}

export function readUrl(env: Environment, name: string, protocol: RegExp): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (URL.canParse(text) && protocol.test(new URL(text).protocol)) return text
  // Addresses of databases hold passwords: only the name is said.
  const example = protocol.test('https:') ? 'https://…' : 'postgres://…'
  throw new CommandError((cli) => cli.badSetting(name, '…', example))
}

/** The host that others reach this machine by: its address in the local network where it listens to all. */
export function reachableHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return isIP(host) === 6 ? `[${host}]` : host
  const cards = Object.entries(networkInterfaces()).sort(([a], [b]) => rankOf(a) - rankOf(b))
  const addresses = cards.flatMap(([, each]) => each ?? [])
  return (
    addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1'
  )
}

/** Real network cards before bridges of containers and tunnels. */
function rankOf(card: string): number {
  if (/^(en|eth|wl)/.test(card)) return 0
  return /^(docker|br-|veth|tun|utun|tailscale)/.test(card) ? 2 : 1
}

/** The host that this machine itself reaches it by. */
export function ownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : reachableHost(host)
}
