import { randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import {
  type Account,
  account,
  type Binaries,
  binaries,
  command,
  NoDatabaseError,
} from './embedded-programs.ts'
import { removeStaleLock } from './stale-lock.ts'

export { NoDatabaseError } from './embedded-programs.ts'

export interface EmbeddedDatabase {
  readonly url: string
  /** Whether it ran already: then somebody else relies on it. */
  readonly adopted: boolean
  /** Process id of the server, as its folder has it; undefined where it has ended in order. */
  pid(): Promise<number | undefined>
  /** What its log says last of a failure, in PostgreSQL's own words; undefined where it says nothing of one. */
  lastFailure(): Promise<string | undefined>
  /**
   * Starts it again, at the same address, after it has ended by itself.
   *
   * @throws NoDatabaseError with the end of its log
   */
  revive(): Promise<void>
  /** Stops the server; connections are closed, committed work is kept. */
  stop(): Promise<void>
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
  if (running) return { ...serverOf(data, running), adopted: true }

  const tools = await binaries()
  await mkdir(dirname(data), { recursive: true })
  const owner = await account(data)
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(data, secret, owner, tools)
  else if (owner.ids && (await stat(data)).uid === 0) await giveAway(data, owner.ids)
  const port = await freePort()
  await startServer(data, port, owner, tools)
  const url = await address(data, secret)
  if (!url) throw new NoDatabaseError('PostgreSQL started but does not answer')
  return { ...serverOf(data, url), adopted: false }
}

function serverOf(data: string, url: string): Omit<EmbeddedDatabase, 'adopted'> {
  const port = Number(new URL(url).port)
  return {
    url,
    pid: async () => Number((await noted(data))[0]) || undefined,
    lastFailure: async () => (await endOfLog(data)).match(/(?<=(?:PANIC|FATAL): +).+/g)?.at(-1),
    revive: async () => startServer(data, port, await account(data), await binaries()),
    async stop() {
      if ((await noted(data)).length > 0)
        await stopServer(data, await account(data), await binaries())
    },
  }
}

/** The lines of `postmaster.pid`; none where no server runs. */
async function noted(data: string): Promise<string[]> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  return text === '' ? [] : text.split('\n')
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
    const [, , , port, folder] = await noted(data)
    const password = (await readFile(secret, 'utf8')).trim()
    const socket = folder ? `?host=${encodeURIComponent(folder)}` : ''
    return port ? `postgres://xiaopu:${password}@127.0.0.1:${port}/postgres${socket}` : undefined
  } catch {
    return undefined
  }
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

/** A copy that root put here, which PostgreSQL would not open as another user. */
async function giveAway(path: string, { uid, gid }: NonNullable<Account['ids']>): Promise<void> {
  for (const name of await readdir(path, { recursive: true })) {
    await lchown(join(path, name), uid, gid)
  }
  await lchown(path, uid, gid)
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
    '-c shared_buffers=64MB -c max_connections=80 -c jit=off',
    // Plans made before a table was looked at read all rows of a shop to find one, and are kept: four looks a minute.
    '-c autovacuum_naptime=15s',
  ].join(' ')
  await removeStaleLock(data)
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
      join(data, logName),
      '-o',
      options,
    ])
  } catch (error) {
    throw new NoDatabaseError(`PostgreSQL did not start.\n${await endOfLog(data)}`, {
      cause: error,
    })
  }
}

const logName = 'server.log'

/** The last 600 bytes; the file itself may be large. */
async function endOfLog(data: string): Promise<string> {
  const file = await open(join(data, logName), 'r').catch(() => undefined)
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const end = Buffer.alloc(Math.min(size, 600))
    await file.read(end, 0, end.length, size - end.length)
    return end.toString('utf8')
  } finally {
    await file.close()
  }
}

async function stopServer(data: string, owner: Account, tools: Binaries): Promise<void> {
  await command(owner, tools.pg_ctl, ['stop', '-w', '-t', '30', '-s', '-m', 'fast', '-D', data])
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
