import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PaymentAccount } from '@xiaopu/domain'
import * as v from 'valibot'
import { CommandError } from './command-error.ts'

/**
 * An account as a file of JSON. A field `…File` names a file beside it whose text is meant, so that keys
 * stay the files that the provider gave: `"privateKeyFile": "apiclient_key.pem"`.
 *
 * @throws CommandError naming the first field that does not fit
 */
export function readAccount(file: string): PaymentAccount {
  const folder = dirname(resolve(file))
  const read = v.safeParse(PaymentAccount, withFiles(parse(file), folder))
  if (read.success) return read.output
  const [issue] = read.issues
  const field = v.getDotPath(issue) ?? ''
  throw new CommandError((texts) => texts.mistyped.accountField(file, field), 2)
}

function parse(file: string): unknown {
  const text = textOf(file)
  try {
    // Windows' editors write a byte order mark first, which counts as blank.
    return JSON.parse(text.trim())
  } catch {
    // What the parser says would quote the file, which holds keys.
    throw new CommandError((texts) => texts.mistyped.notJson(file), 2)
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw new CommandError((texts) => texts.mistyped.unreadable(file, reason), 2)
  }
}

function withFiles(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withFiles(each, folder))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const [, field] = /^(\w+)File$/.exec(name) ?? []
      return field && typeof each === 'string'
        ? [field, textOf(resolve(folder, each))]
        : [name, withFiles(each, folder)]
    }),
  )
}
