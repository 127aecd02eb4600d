import type { MiniFailure, MiniHost, MiniReply, MiniRequest } from '@xiaopu/client/mini'

/** What differs between the four apps as far as it is known (the facts are of 2026-11). */
export interface HostHabits {
  readonly methods: readonly string[]
  /** Whether a body may be text; Douyin's documents know objects only. */
  readonly takesText: boolean
  /** How the app writes header names on this phone. */
  readonly headerCase: 'as-sent' | 'title' | 'upper'
  /** Reads JSON whatever `dataType` says. */
  readonly alwaysParses: boolean
  /** What `getStorageSync` answers, made from what is stored. */
  wrap(value: string | undefined): unknown
  /** Calls that this base library does not have yet. */
  readonly missing: readonly (keyof MiniHost)[]
}

const plain: HostHabits = {
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  takesText: false,
  headerCase: 'as-sent',
  alwaysParses: false,
  wrap: (value) => value ?? '',
  missing: [],
}

export const habits = {
  wx: { ...plain, takesText: true, headerCase: 'title' },
  tt: { ...plain, methods: [...plain.methods, 'PATCH'], missing: ['getRandomValues'] },
  ks: { ...plain, alwaysParses: true, headerCase: 'upper', missing: ['getRandomValues'] },
  xhs: {
    ...plain,
    wrap: (value) => ({ code: 0, data: value ?? '', msg: 'ok' }),
    missing: ['getRandomValues', 'onNetworkStatusChange'],
  },
} as const satisfies Record<string, HostHabits>

export type HostName = keyof typeof habits

export interface FakeHostOptions {
  readonly habits?: HostHabits
  /** How requests travel on. */
  readonly fetch?: (request: Request) => Promise<Response>
  /** Origins on the program's list; any unless given. */
  readonly domains?: readonly string[]
  /** Bytes that storage takes. */
  readonly room?: number
  readonly login?: () => { code: string } | MiniFailure
}

export interface FakeHost {
  readonly host: MiniHost
  readonly stored: Map<string, string>
  /** Requests that are on their way; at most ten, the others wait. */
  inFlight(): number
  /** The person goes elsewhere for longer than the app keeps requests alive. */
  hide(): void
  show(): void
  reconnect(): void
}

/** How many requests an app lets travel at once. */
const atOnce = 10

/** An app's object as its documents and people's reports describe it; see docs/mini-programs.md. */
export function fakeHost(options: FakeHostOptions = {}): FakeHost {
  const how = options.habits ?? habits.wx
  const stored = new Map<string, string>()
  const flying = new Set<(errMsg: string) => void>()
  const waiting: (() => void)[] = []
  const heard = { show: new Set<() => void>(), hide: new Set<() => void>() }
  const networks = new Set<(status: { isConnected: boolean }) => void>()
  const reach = options.fetch ?? fetch

  function request(asked: MiniRequest): { abort(): void } {
    const { origin } = new URL(asked.url)
    if (options.domains && !options.domains.includes(origin)) {
      soon(() => asked.fail({ errMsg: 'request:fail url not in domain list', errno: 600002 }))
      return { abort: () => {} }
    }
    const problem = unfit(asked, how)
    if (problem) {
      soon(() => asked.fail({ errMsg: `request:fail ${problem}` }))
      return { abort: () => {} }
    }
    return fly(asked)
  }

  function fly(asked: MiniRequest): { abort(): void } {
    let over = false
    const end = (tell: () => void) => {
      if (over) return
      over = true
      flying.delete(fail)
      clearTimeout(timer)
      waiting.shift()?.()
      tell()
    }
    const fail = (errMsg: string) => end(() => asked.fail({ errMsg }))
    const timer = setTimeout(() => fail('request:fail timeout'), asked.timeout)
    const go = () => {
      flying.add(fail)
      reach(requestOf(asked)).then(
        async (response) => {
          const reply = await replyOf(response, asked, how)
          end(() => asked.success(reply))
        },
        () => fail('request:fail net::ERR_CONNECTION_REFUSED'),
      )
    }
    if (flying.size < atOnce) go()
    else waiting.push(go)
    // Told at once, in the middle of the call: the trap of a client's own timer.
    return { abort: () => fail('request:fail abort') }
  }

  const host: Required<MiniHost> = {
    request,
    getStorageSync: (key) => how.wrap(stored.get(key)),
    setStorageSync(key, value) {
      const size = [...stored.values()].reduce((sum, each) => sum + each.length, 0)
      if (options.room !== undefined && size + value.length > options.room) {
        throw new Error('setStorageSync:fail exceed storage max size 10MB')
      }
      stored.set(key, value)
    },
    removeStorageSync: (key) => void stored.delete(key),
    getStorageInfoSync: () => ({ keys: [...stored.keys()], currentSize: 1, limitSize: 10_240 }),
    login: ({ success, fail }) =>
      soon(() => {
        const told = options.login?.() ?? { code: 'code' }
        if ('code' in told) success(told)
        else fail(told)
      }),
    onAppShow: (listener) => void heard.show.add(listener),
    onAppHide: (listener) => void heard.hide.add(listener),
    offAppShow: (listener) => void heard.show.delete(listener),
    offAppHide: (listener) => void heard.hide.delete(listener),
    onNetworkStatusChange: (listener) => void networks.add(listener),
    getRandomValues: ({ length, success }) =>
      soon(() => success({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer })),
  }
  for (const name of how.missing) Reflect.deleteProperty(host, name)

  return {
    host,
    stored,
    inFlight: () => flying.size,
    hide() {
      for (const each of heard.hide) each()
      for (const fail of [...flying]) fail('request:fail interrupted')
    },
    show() {
      for (const each of heard.show) each()
    },
    reconnect() {
      for (const each of networks) each({ isConnected: true })
    },
  }
}

/** No app answers within the call. */
function soon(tell: () => void): void {
  setTimeout(tell)
}

/** Why an app would not send this. */
function unfit({ method, data, header }: MiniRequest, how: HostHabits): string | undefined {
  if (!how.methods.includes(method)) return `invalid method ${method}`
  if (typeof data === 'string' && !how.takesText) return 'parameter error: data should be Object'
  const fixed = Object.keys(header).find((name) => /^(referer|user-agent)$/i.test(name))
  return fixed && `refused to set ${fixed}`
}

function requestOf({ url, method, header, data }: MiniRequest): Request {
  // What is sent without a type is called JSON, a body or not.
  const headers = { 'content-type': 'application/json', ...header }
  const body = data === undefined || method === 'GET' ? undefined : JSON.stringify(data)
  return new Request(url, { method, headers, ...(body !== undefined && { body }) })
}

async function replyOf(
  response: Response,
  { dataType }: MiniRequest,
  how: HostHabits,
): Promise<MiniReply> {
  const text = await response.text()
  const header = Object.fromEntries(
    [...response.headers].map(([name, value]) => [cased(name, how.headerCase), value]),
  )
  const isRead = dataType === 'json' || how.alwaysParses
  return { statusCode: response.status, header, data: isRead ? parsed(text) : text }
}

/** Text that is no JSON is handed on as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function cased(name: string, headerCase: HostHabits['headerCase']): string {
  if (headerCase === 'upper') return name.toUpperCase()
  return headerCase === 'title' ? name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()) : name
}
