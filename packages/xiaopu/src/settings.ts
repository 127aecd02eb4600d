import { join, resolve } from 'node:path'
import { type Locale, type Texts, textsFor } from '@xiaopu/texts'

/** What the environment says, read once. Every command starts from this. */
export interface Settings {
  readonly port: number
  /** Folder for everything that is kept: database, sandbox, pictures, keys of the demo shop. */
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** A file of offers for the sandbox to sell instead of its own. */
  readonly offersFile: string | undefined
  /** Public address of the gateway without a slash at its end; this machine where it is unset. */
  readonly url: string | undefined
  readonly isProduction: boolean
  readonly locale: Locale
  readonly texts: Texts
}

export type Environment = Readonly<Record<string, string | undefined>>

const defaultPort = 8688

/** @throws TypeError where a setting makes no sense */
export function readSettings(env: Environment): Settings {
  const locale = /^en/i.test(env.XIAOPU_LANG ?? env.LC_ALL ?? env.LANG ?? '') ? 'en' : 'zh-CN'
  return {
    port: readPort(env.PORT),
    dataDir: resolve(env.XIAOPU_DATA || '.xiaopu'),
    databaseUrl: env.DATABASE_URL || undefined,
    offersFile: env.XIAOPU_OFFERS ? resolve(env.XIAOPU_OFFERS) : undefined,
    url: env.XIAOPU_URL ? readUrl(env.XIAOPU_URL) : undefined,
    isProduction: env.NODE_ENV === 'production',
    locale,
    texts: textsFor(locale),
  }
}

/** Where `dev` writes the demo shop's keys, and other commands find them. */
export const demoFile = (settings: Settings) => join(settings.dataDir, 'demo.json')

function readPort(text: string | undefined): number {
  if (!text) return defaultPort
  const port = Number(text)
  // The sandbox takes the next one.
  if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new TypeError(`PORT=${text}`)
  return port
}

function readUrl(text: string): string {
  if (!/^https?:\/\/[^/\s]+/.test(text)) throw new TypeError(`XIAOPU_URL=${text}`)
  return text.replace(/\/+$/, '')
}
