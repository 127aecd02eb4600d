import { copyFile, lchown, mkdir, open, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { NoDatabaseError } from './embedded-programs.ts'

/** Empty in a copy: each says what was going on in the server that was copied (basebackup.c, excludeDirContents). */
const emptied: ReadonlySet<string> = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_stat_tmp',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_subtrans',
  'pg_dynshmem',
])

/** Of the running server, or of another copy. */
const left =
  /^(postmaster\.(pid|opts)|server\.log|backup_label(\.old)?|tablespace_map|\.s\.PGSQL\..*|pgsql_tmp.*|pg_internal\.init.*)$/

/** A file of the database's log, or of its history. */
const logFile = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)$/

/**
 * Copies the database of a running server, which goes on working: files as they are at the moment they
 * are read, and the log that makes one moment of them when the copy is started ("Making a Base Backup
 * Using the Low Level API"). Everything is on the disk when this resolves.
 *
 * @param url - of the server on `data`
 * @param to - a folder that is not there yet; half of one is left behind where this fails
 * @param told - called with all bytes copied so far
 * @throws NoDatabaseError where the server ends before the copy is whole
 */
export async function backUpEmbedded(
  url: string,
  data: string,
  to: string,
  told: (bytes: number) => void = () => {},
): Promise<void> {
  const client = new pg.Client(url)
  let lost: Error | undefined
  // It is idle while files are copied: nobody else would hear that it broke, and the process would end.
  client.on('error', (error) => {
    lost ??= error
  })
  const goOn = (bytes: number) => {
    if (lost) throw lost
    told(bytes)
  }
  await client.connect()
  try {
    // What the log has written since is kept for as long as this connection lives.
    await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [
      `xiaopu_backup_${process.pid}`,
    ])
    await client.query(`select pg_backup_start('xiaopu', true)`)
    const copy = copying(await stat(data), goOn)
    await copy.folder(data, to)
    const { rows } = await client.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(false)',
    )
    await copy.text(join(to, 'backup_label'), rows[0]?.labelfile ?? '')
    await copy.files(join(data, 'pg_wal'), join(to, 'pg_wal'), logFile)
  } catch (error) {
    if (!lost) throw error
    throw new NoDatabaseError('The database ended while it was copied. Start again.', {
      cause: lost,
    })
  } finally {
    await client.end()
  }
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

function copying(owner: Owner, told: (bytes: number) => void) {
  const isRoot = process.getuid?.() === 0
  let bytes = 0

  const own = async (path: string) => {
    if (isRoot) await lchown(path, owner.uid, owner.gid)
  }
  const flushed = async (path: string) => {
    const file = await open(path, 'r')
    await file.sync()
    await file.close()
  }
  const make = async (path: string) => {
    await mkdir(path, { mode: 0o700 })
    await own(path)
  }
  const file = async (from: string, to: string) => {
    try {
      await copyFile(from, to)
    } catch (error) {
      // Dropped meanwhile; the log says so too.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw error
    }
    await own(to)
    await flushed(to)
    bytes += (await stat(to)).size
    told(bytes)
  }

  const folder = async (from: string, to: string): Promise<void> => {
    await make(to)
    for (const entry of await readdir(from, { withFileTypes: true })) {
      if (left.test(entry.name)) continue
      const [source, target] = [join(from, entry.name), join(to, entry.name)]
      if (emptied.has(entry.name)) await make(target)
      else await (entry.isDirectory() ? folder : file)(source, target)
    }
    await flushed(to)
  }

  return {
    folder,
    async files(from: string, to: string, wanted: RegExp) {
      for (const name of await readdir(from)) {
        if (wanted.test(name)) await file(join(from, name), join(to, name))
      }
      await flushed(to)
    },
    async text(path: string, text: string) {
      await writeFile(path, text, { mode: 0o600 })
      await own(path)
      await flushed(path)
    },
  }
}
