import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const watchMillis = 300
/** Deeper than any chain of `npx`, `pnpm` and the shells between them. */
const mostGenerations = 12

/**
 * Calls `gone` once the package manager that started this process has gone.
 *
 * `npx pnpm start` runs through shells that die of a SIGTERM without handing it on, so whoever stops
 * it never reaches us; but our line of ancestors breaks. Only the line up to the topmost `npm` or
 * `pnpm` counts: a terminal may close, and what was started in the background goes on.
 */
export function watchStarter(gone: () => void): void {
  const line = lineOf(process.ppid)
  if (line.length === 0) return
  const watch = setInterval(() => {
    const isWhole = process.ppid === line[0] && line.every(isChildOfNext)
    if (isWhole) return
    clearInterval(watch)
    gone()
  }, watchMillis)
  watch.unref()
}

function isChildOfNext(pid: number, at: number, line: readonly number[]): boolean {
  const next = line[at + 1]
  return next === undefined || parentOf(pid) === next
}

/** Ancestors from the nearest up to the topmost package manager; none where there is none. */
function lineOf(nearest: number): number[] {
  const line: number[] = []
  let upToManager = 0
  for (let pid: number | undefined = nearest; pid && pid > 1; pid = parentOf(pid)) {
    if (line.push(pid) > mostGenerations) break
    if (isManager(pid)) upToManager = line.length
  }
  return line.slice(0, upToManager)
}

/** npm calls itself `npm exec …`; pnpm is a script that Node runs. */
function isManager(pid: number): boolean {
  const words = read(`/proc/${pid}/cmdline`)?.split('\0').slice(0, 3) ?? []
  const [title = ''] = words
  const isNamed = (word: string) => /^(npm|npx|pnpm|yarn)(\.c?js)?$/.test(basename(word))
  return /^npm (exec|run)/.test(title) || words.some(isNamed)
}

/** proc(5): the parent is field 4, the second after the name, which stands in parentheses. */
function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat ? Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) : undefined
}

/** Undefined where the process has ended, and on systems without `/proc`. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
