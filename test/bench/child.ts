import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Child {
  readonly pid: number
  /** The line that said it was ready. */
  readonly ready: string
  /** From the start of the process to that line, in ms. */
  readonly startup: number
  /** The latest lines that it printed, at most 200. */
  readonly lines: readonly string[]
  /** Asks it to stop and answers its exit code; after 15 s it is killed. */
  stop(): Promise<number | null>
  /** Kills it as a power cut would. */
  kill(): Promise<void>
}

/** Starts a program of this repository and waits for a line that matches. */
export async function start(
  args: readonly string[],
  options: {
    readonly ready: RegExp
    readonly env?: Readonly<Record<string, string>>
    readonly cwd?: string
    readonly limit?: number
  },
): Promise<Child> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ready = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > 200) lines.shift()
      if (options.ready.test(line)) ready.resolve(line)
    })
  }
  const ended = once(child, 'exit')
  const limit = options.limit ?? 60_000
  const late = setTimeout(() => ready.reject(new Error(`not ready after ${limit} ms`)), limit)
  ended.then(() => ready.reject(new Error('ended before it was ready')))

  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill('SIGTERM')
    const kill = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(kill)
    return child.exitCode
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  try {
    const line = await ready.promise
    const startup = performance.now() - began
    return { pid: child.pid ?? 0, ready: line, startup, lines, stop, kill }
  } catch (cause) {
    await stop()
    throw new Error(`${args.join(' ')}: it printed\n${lines.join('\n')}`, { cause })
  } finally {
    clearTimeout(late)
  }
}
