import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Another process uses this data. */
export class DataInUseError extends Error {
  override name = 'DataInUseError' as const
  readonly pid: number

  constructor(pid: number) {
    super(`the data is in use by process ${pid}`)
    this.pid = pid
  }
}

/**
 * Takes a data folder for this process until the answered function is called. A lock left by a
 * process that was killed is taken over.
 *
 * @throws DataInUseError
 */
export function lockData(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'xiaopu.pid')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(readFileSync(path, 'utf8'))
      if (isAlive(owner)) throw new DataInUseError(owner)
      rmSync(path, { force: true })
    }
  }
  throw new DataInUseError(0)
}

/** Numbers are used again: where the system tells, the process must be one of Node's. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('xiaopu')
  } catch {
    return false
  }
}
