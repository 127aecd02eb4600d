import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Change, Journal, Snapshot } from './store.ts'

/** A snapshot of all tables and the journal of commits since, one JSON line each. */
interface Kept {
  readonly generation: number
  readonly tables: Snapshot
}

const COMPACT_AT_BYTES = 8_000_000

export interface KeptWorld {
  readonly tables: Snapshot
  readonly journal: Journal
  /** Writes one fresh snapshot and closes the files. */
  close(snapshot: Snapshot): Promise<void>
}

/**
 * Keeps a world in a directory so that what a caller was told survives a kill at any moment: a commit
 * is one line, appended and synced before the answer; a line that was cut off was never answered.
 * Snapshots are written beside, synced and renamed. Throws where another living process has the
 * directory.
 */
export function openJournal(dir: string, snapshot: () => Snapshot): KeptWorld {
  mkdirSync(dir, { recursive: true })
  lock(dir)
  const kept = readSnapshot(dir)
  const tables = replay(kept.tables, readLines(journalFile(dir, kept.generation)))
  let generation = kept.generation
  let size = 0
  /** The file may end in half a line, or without what its callers wrote: it is written afresh. */
  let isBehind = false
  let handle: FileHandle | undefined
  let waiting: string[] = []
  let work: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  const compact = async (state: Snapshot): Promise<void> => {
    await writeSnapshot(dir, { generation: generation + 1, tables: state })
    await handle?.close()
    handle = undefined
    rmSync(journalFile(dir, generation), { force: true })
    generation += 1
    size = 0
  }
  const writeWaiting = async (): Promise<void> => {
    next = undefined
    const lines = waiting
    waiting = []
    if (lines.length === 0 && !isBehind) return
    const isAfresh = isBehind || size > COMPACT_AT_BYTES
    isBehind = true
    await (isAfresh ? compact(snapshot()) : append(lines.join('')))
    isBehind = false
  }
  const append = async (text: string): Promise<void> => {
    size += text.length
    handle ??= await open(journalFile(dir, generation), 'a')
    await handle.appendFile(text)
    await handle.datasync()
  }
  const flush = (): Promise<void> => {
    // Whoever only reads, too, reads what must be kept first.
    if (waiting.length === 0 && !next && !isBehind) return work
    if (!next) {
      next = work.catch(() => undefined).then(writeWaiting)
      work = next
    }
    return next
  }
  return {
    tables,
    journal: {
      write: (changes) => {
        waiting.push(`${JSON.stringify(changes)}\n`)
      },
      flush,
    },
    close: async (state) => {
      await flush()
      await compact(state)
      rmSync(lockFile(dir), { force: true })
    },
  }
}

const lockFile = (dir: string): string => join(dir, 'world.pid')

/** A lock of a process that was killed is taken over. */
function lock(dir: string): void {
  const owner = Number(readFile(lockFile(dir)) ?? 0)
  if (owner !== 0 && owner !== process.pid && isAlive(owner)) {
    throw new Error(`${dir} is in use by the sandbox of process ${owner}`)
  }
  writeFileSync(lockFile(dir), String(process.pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const snapshotFile = (dir: string): string => join(dir, 'world.json')
const journalFile = (dir: string, generation: number): string =>
  join(dir, `world-${generation}.ndjson`)

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readSnapshot(dir: string): Kept {
  const text = readFile(snapshotFile(dir))
  return text === undefined ? { generation: 0, tables: {} } : (JSON.parse(text) as Kept)
}

function readLines(file: string): readonly (readonly Change[])[] {
  const text = readFile(file)
  if (text === undefined) return []
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // A line that was cut off must not become the head of the next one.
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  const lines = whole.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as readonly Change[])
}

function replay(tables: Snapshot, commits: readonly (readonly Change[])[]): Snapshot {
  const rows: Record<string, Record<string, unknown>> = structuredClone(tables) as never
  for (const [table, id, row] of commits.flat()) {
    const into = rows[table] ?? {}
    rows[table] = into
    if (row === null) delete into[id]
    else into[id] = row
  }
  return rows
}

async function writeSnapshot(dir: string, kept: Kept): Promise<void> {
  const temporary = `${snapshotFile(dir)}.new`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(JSON.stringify(kept))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, snapshotFile(dir))
  // The rename itself is only safe once the directory is.
  const folder = await open(dir, 'r')
  await folder.sync()
  await folder.close()
}
