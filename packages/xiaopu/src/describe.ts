import { isShopError, type ShopError } from '@xiaopu/domain'
import type { MasterKeyError } from '@xiaopu/gateway'
import type { Texts } from '@xiaopu/texts'
import { CommandError } from './command-error.ts'

/** What happened and what to do, to whoever sells. */
export function sentenceOf(
  { code, detail }: Pick<ShopError, 'code' | 'detail'>,
  texts: Texts,
): string {
  return texts.cli.mistyped.failures[code] ?? texts.failures[code](detail)
}

/** What a person reads of a failure; what is not foreseen is told with its stack. */
export function describe(
  error: unknown,
  texts: Texts,
): { code: string; text: string; exitCode: number } {
  if (error instanceof CommandError) {
    // A program tells by it whether anything was sent in vain.
    const code = isUnanswered(error.cause) ? error.cause.code : 'COMMAND'
    return { code, text: error.say(texts.cli), exitCode: error.exitCode }
  }
  if (isShopError(error)) {
    const { code, detail } = error
    const facts = Object.entries(detail).map(([name, value]) => ` ${name}=${value}`)
    return { code, text: `${sentenceOf(error, texts)} [${code}${facts.join('')}]`, exitCode: 1 }
  }
  if (error instanceof Error && error.name === 'NoDatabaseError') {
    return { code: 'NO_DATABASE', text: error.message, exitCode: 1 }
  }
  if (isMasterKeyError(error)) {
    return { code: 'MASTER_KEY', text: texts.cli.masterKey[error.reason], exitCode: 1 }
  }
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'EACCES' && path) {
    return { code: 'NOT_YOURS', text: texts.cli.notYours(path), exitCode: 1 }
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'INTERNAL', text, exitCode: 1 }
}

/** By its name: the class is loaded only where a gateway is. */
function isMasterKeyError(error: unknown): error is MasterKeyError {
  return error instanceof Error && error.name === 'MasterKeyError'
}

function isUnanswered(cause: unknown): cause is ShopError {
  return isShopError(cause) && (cause.code === 'OFFLINE' || cause.code === 'TIMEOUT')
}
