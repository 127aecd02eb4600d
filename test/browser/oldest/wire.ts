import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chineseFonts } from '../fonts.ts'
import { findOldest } from './engine.ts'

type Body = Readonly<Record<string, unknown>>

/** A started browser, spoken to in the DevTools protocol: Playwright asks for more of it than 75 has. */
export interface Wire {
  /** @param session - of a page; absent for the browser itself */
  send<Answer = Body>(method: string, params?: Body, session?: string): Promise<Answer>
  /** Called for every event of a page. */
  hear(session: string, heard: (method: string, params: Body) => void): void
  close(): Promise<void>
}

export async function startOldest(): Promise<Wire> {
  const { path, env } = await findOldest()
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-oldest-'))
  const flags = [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--no-zygote', '--lang=zh-CN'],
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...['--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
  ]
  const child = spawn(path, flags, {
    env: { ...process.env, TZ: 'Asia/Shanghai', ...(await chineseFonts()), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const socket = new WebSocket(await addressOf(child))
  await new Promise((opened, fail) => {
    socket.onopen = opened
    socket.onerror = () => fail(new Error('the browser does not answer'))
  })
  const close = async () => {
    socket.close()
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { ...spoken(socket), close }
}

/** Where it listens, as it says itself. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('nothing can be heard of it')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    const [, address] = /listening on (ws:\S+)/.exec(line) ?? []
    if (address) {
      child.stderr.resume()
      return address
    }
    said.push(line)
  }
  throw new Error(`the browser ended before it listened:\n${said.join('\n')}`)
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly method?: string
  readonly params?: Body
  readonly sessionId?: string
}

function spoken(socket: WebSocket): Pick<Wire, 'send' | 'hear'> {
  const asked = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Map<string, (method: string, params: Body) => void>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const message: Message = JSON.parse(String(data))
    const answer = asked.get(message.id ?? 0)
    if (message.error) answer?.reject(new Error(message.error.message))
    else answer?.resolve(message.result)
    const { method, params = {}, sessionId = '' } = message
    if (method) listeners.get(sessionId)?.(method, params)
  }
  return {
    send<Answer>(method: string, params: Body = {}, session?: string) {
      const answer = Promise.withResolvers<unknown>()
      asked.set(++last, answer)
      socket.send(JSON.stringify({ id: last, method, params, sessionId: session }))
      return answer.promise as Promise<Answer>
    },
    hear: (session, heard) => void listeners.set(session, heard),
  }
}
