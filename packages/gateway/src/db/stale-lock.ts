import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Takes away the lock of a server that was cut off, where its number is another process's now:
 * after a restart of the machine or of a container numbers begin anew, and PostgreSQL would take that
 * process for the server and refuse to start.
 *
 * A server and all that belongs to it work in its data folder; while any does, the lock stays. Only
 * Linux says where a process works (proc(5)); elsewhere nothing is done.
 */
export async function removeStaleLock(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const [pid = ''] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  // Of a number that nobody has PostgreSQL finds out by itself.
  if (!/^\d+$/.test(pid) || (await told(pid, 'stat')) === '') return
  const folder = await realpath(data)
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const atWork = await Promise.all(numbers.map((number) => worksIn(number, folder)))
  if (!atWork.includes(true)) await rm(file, { force: true })
}

/** Whether a process works in a folder; in doubt every server of PostgreSQL does. */
async function worksIn(pid: string, folder: string): Promise<boolean> {
  const stat = await told(pid, 'stat')
  // The name stands in parentheses and may hold anything; one that has ended only waits to be buried.
  if (stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')) return false
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === folder
  } catch {
    return (await told(pid, 'comm')).trim() === 'postgres'
  }
}

function told(pid: string, what: 'stat' | 'comm'): Promise<string> {
  return readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '')
}
