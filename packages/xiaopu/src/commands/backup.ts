import { resolve } from 'node:path'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { backUpFolder } from '../data/back-up-folder.ts'
import { purposeOf } from '../data/data-folder.ts'
import { withDatabase } from '../database.ts'
import { readSettings } from '../settings.ts'

/** How many bytes of a copy are worth a line. */
const tellEvery = 100_000_000

/** Copies the shop's data to another folder while it goes on selling. */
export async function run({ asked, env, cli, say, note }: Context): Promise<number> {
  const [word] = asked.words
  if (word === undefined) throw new CommandError((texts) => texts.missingArgument('<folder>'), 2)
  const { databaseUrl, dataDir } = readSettings(env)
  if (databaseUrl) throw new CommandError((texts) => texts.backup.elsewhere)
  // Half of a demo's truth is its sandbox's, and would be of another moment.
  if (purposeOf(dataDir) === 'dev') throw new CommandError((texts) => texts.backup.ofDemo)
  const to = resolve(word)
  let told = 0
  let bytes = 0
  await withDatabase(env, (url) =>
    backUpFolder(url, dataDir, to, (sofar) => {
      bytes = sofar
      if (sofar < told + tellEvery) return
      told = sofar
      note(cli.backup.copying(megabytes(sofar)))
    }),
  )
  say({ backup: to, bytes }, () => cli.backup.copied(to, megabytes(bytes)))
  return 0
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000)
