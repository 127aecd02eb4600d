import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In a copy of a data folder until somebody has sold from it: its books are of an earlier moment. */
const mark = 'copy'

export function markCopy(dir: string): void {
  writeFileSync(join(dir, mark), '')
}

export function isCopy(dir: string): boolean {
  return existsSync(join(dir, mark))
}

/** From now on it is a shop like any other. */
export function unmarkCopy(dir: string): void {
  rmSync(join(dir, mark), { force: true })
}
