import { readFileSync } from 'node:fs'

/**
 * Tells a living process from one that was given the same number later: its start time where the
 * system says it (Linux, proc(5): field 22 of `/proc/<pid>/stat`), else the number alone.
 * Undefined where no process has this number, or only one that has ended and was not buried yet.
 */
export function identityOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in field 2 stands in parentheses and may hold anything, blanks too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : `${pid}@${fields[19]}`
  } catch {
    return String(pid)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
