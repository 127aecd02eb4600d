import { isShopError } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'

/** One thing that was looked at. `todo` says what to do where it is not in order. */
export interface Check {
  readonly name: keyof Texts['cli']['doctor']['names']
  /** `bad` where a shop cannot sell or buy as long as it stands. */
  readonly state: 'ok' | 'warn' | 'bad'
  readonly found: string
  readonly todo?: string
}

/** More than this apart, signed calls and notices may be refused as stale. */
export const mostApartSeconds = 60

/** What went wrong, in words and with its code. */
export function wordsOf(error: unknown, { cli, texts }: Context): string {
  if (error instanceof CommandError) return error.say(cli)
  if (isShopError(error)) return `${texts.failures[error.code](error.detail)} [${error.code}]`
  return error instanceof Error ? error.message : String(error)
}
