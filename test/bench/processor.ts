import { readdirSync, readFileSync } from 'node:fs'

/**
 * What the kernel knows of a process, read from Linux's /proc: nothing runs inside the process
 * that is measured. Times tick 100 times a second, so measure at least a second of work.
 */
export interface Usage {
  /** Processor time of the process and of its children that have ended, in ms. */
  readonly cpu: number
  /** Memory in use now, in MB. */
  readonly memory: number
  /**
   * Of that, pages of files, its own program above all, in MB: other processes share them, and one and the
   * same program had 34 or 61 MB of them, as the kernel happened to keep it (Linux 6.18).
   */
  readonly files: number
}

const ticksPerSecond = 100

/** @throws where /proc does not exist or the process has ended */
export function usage(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold spaces; the fields after it are numbered from 3 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = [14, 15, 16, 17].reduce((sum, at) => sum + Number(fields[at - 3]), 0)
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024
  const cpu = (ticks / ticksPerSecond) * 1000
  return { cpu, memory: megabytes('VmRSS'), files: megabytes('RssFile') }
}

/** The process and everything below it that lives now. */
export function family(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => parentOf(Number(name)))
  const members = [pid]
  for (const member of members) {
    members.push(...parents.filter(({ parent }) => parent === member).map(({ child }) => child))
  }
  return members
}

/** A process may end between the listing and the reading. */
function parentOf(child: number): { child: number; parent: number }[] {
  try {
    const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]
    return [{ child, parent: Number(parent) }]
  } catch {
    return []
  }
}

/**
 * Processor time in ms of a process and everything below it. A child that has ended counts in its
 * parent, so the sum only grows.
 */
export function cpuOf(root: number): number {
  return family(root).reduce((sum, pid) => {
    try {
      return sum + usage(pid).cpu
    } catch {
      return sum
    }
  }, 0)
}
