import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Child, start } from './bench/child.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const main = ['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts']

export type Variables = Readonly<Record<string, string>>

/** Starts `xiaopu dev` or `xiaopu serve`, with options behind it, and waits until it is ready. */
export function startCommand(line: string, env: Variables): Promise<Child> {
  return start([...main, ...line.split(' ')], { cwd: root, env: clean(env), ready: /^ready http/ })
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What to spawn for a command line. */
export function commandLine(line: readonly string[], env: Variables) {
  const variables = { ...process.env, ...clean(env) }
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
  return { args: [...main, ...line], options: { cwd: root, env: variables, stdio } }
}

export function spawnCommand(line: readonly string[], env: Variables) {
  const { args, options } = commandLine(line, env)
  return spawn(process.execPath, args, options)
}

/** Runs a command line that ends by itself. */
export function runCommandLine(line: readonly string[], env: Variables): Promise<Ended> {
  const child = spawnCommand(line, env)
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  }
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) => done({ code, ...printed }))
  })
}

/** What the machine's own environment says must not decide a test. */
function clean(env: Variables): Record<string, string> {
  return {
    DATABASE_URL: '',
    XIAOPU_OFFERS: '',
    XIAOPU_URL: '',
    HOST: '',
    XIAOPU_LANG: 'zh',
    ...env,
  }
}
