import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place for a shop's data where nothing more can be written at a word. */
export interface SmallDisk {
  readonly path: string
  /** Whether it is a real file system that is full, and not a log of PostgreSQL's that is locked. */
  readonly isReal: boolean
  fill(): void
  free(): void
  remove(): void
}

const megabytes = 300

/**
 * A file system of 300 MB, where this process may mount one (root on Linux). Elsewhere a folder in
 * which PostgreSQL can no longer begin a file of its log, which ends it in the same way.
 */
export function smallDisk(): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'xiaopu-small-disk-'))
  // PostgreSQL runs as another user where we are root.
  chmodSync(path, 0o755)
  return mounted(path) ? fileSystem(path) : folder(path)
}

function mounted(path: string): boolean {
  try {
    const options = `size=${megabytes}m,mode=0755`
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function fileSystem(path: string): SmallDisk {
  const ballast = join(path, 'ballast')
  return {
    path,
    isReal: true,
    fill: () => writeUntilFull(ballast),
    free: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function writeUntilFull(file: string): void {
  const piece = Buffer.alloc(64 * 1024)
  const open = openSync(file, 'w')
  try {
    for (;;) writeSync(open, piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(open)
  }
}

function folder(path: string): SmallDisk {
  const log = () => join(path, 'data', 'postgres', 'pg_wal')
  return {
    path,
    isReal: false,
    fill: () => chmodSync(log(), 0o500),
    free: () => chmodSync(log(), 0o700),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
