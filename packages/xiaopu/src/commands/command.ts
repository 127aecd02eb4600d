import { readFile } from 'node:fs/promises'
import type { ParseArgsConfig } from 'node:util'
import { isShopError } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import type { DemoShop } from '../dev/demo-shop.ts'
import type { Seller } from '../seller/ask.ts'
import { demoFile, type Settings } from '../settings.ts'

export type Flags = Readonly<Record<string, string | boolean | undefined>>

/** What a command is given. */
export interface Asked {
  readonly settings: Settings
  readonly texts: Texts
  /** What stands behind the command, without options. */
  readonly words: readonly string[]
  readonly flags: Flags
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What a command says: for people as text, for programs (`--json`) as data. */
export interface Said {
  readonly text: string
  readonly data: unknown
  /** Exit code 1: what was asked for was done and the answer is no. */
  readonly isBad?: boolean
}

export interface Command {
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** Behind the command's name in the help. */
  readonly usage?: string
  run(asked: Asked): Promise<Said>
}

/**
 * The seller that a command speaks for: `XIAOPU_SECRET` at `XIAOPU_GATEWAY`, else the demo shop of
 * `xiaopu dev`.
 *
 * @throws TypeError where there is none
 */
export async function sellerOf({ settings, texts, env }: Asked): Promise<Seller> {
  const demo: Partial<DemoShop> = await readFile(demoFile(settings), 'utf8').then(
    (text) => JSON.parse(text),
    () => ({}),
  )
  const secret = env.XIAOPU_SECRET || demo.secretKey
  const gateway = env.XIAOPU_GATEWAY || demo.gateway || settings.url
  if (!secret || !gateway) throw new TypeError(texts.cli.noSeller)
  return { secret, gateway: gateway.replace(/\/+$/, ''), fetch: (request) => fetch(request) }
}

/** A failure in words that say what to do. */
export function explain(error: unknown, texts: Texts): string {
  if (isShopError(error)) return texts.failures[error.code](error.detail)
  return error instanceof Error ? error.message : String(error)
}

/** A text option; undefined where it is absent. */
export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

/** @throws TypeError where a needed word is missing */
export function needed(word: string | undefined, name: string, texts: Texts): string {
  if (!word) throw new TypeError(texts.cli.missingArgument(name))
  return word
}
