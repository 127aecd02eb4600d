import { randomBytes } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MasterKey, readMasterKeys } from '@xiaopu/gateway'
import { CommandError } from './command-error.ts'
import type { Environment } from './settings.ts'

const variable = 'XIAOPU_MASTER_KEY'

/** Others than the owner may read or write it. */
const tooOpen = 0o027

/**
 * The master keys that the environment names, else those in the file `master-key` of the data folder.
 *
 * @throws CommandError where there is none, or others may read the file
 */
export function masterKeysOf(env: Environment, dataDir: string): readonly MasterKey[] {
  const named = env[variable]
  if (named) return readMasterKeys(named)
  const file = fileIn(dataDir)
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined) throw new CommandError((cli) => cli.masterKey.missing(variable, file))
  if (process.platform !== 'win32' && (mode & tooOpen) !== 0)
    throw new CommandError((cli) => cli.masterKey.readable(file))
  return readMasterKeys(readFileSync(file, 'utf8'))
}

/** As above; where there is none yet, one is drawn and kept in the data folder. */
export function ownMasterKeys(env: Environment, dataDir: string): readonly MasterKey[] {
  if (!env[variable]) draw(fileIn(dataDir))
  return masterKeysOf(env, dataDir)
}

function draw(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const fileIn = (dataDir: string) => join(dataDir, 'master-key')
