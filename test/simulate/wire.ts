import type { Scheduler } from './scheduler.ts'

/** What becomes of a message on its way, or of its answer. */
export interface MessageFate {
  readonly kind:
    | 'fine'
    | 'lost-before'
    | 'lost-after'
    | 'twice'
    | 'broken-before'
    | 'broken-after'
    | 'half-answer'
    | 'too-many'
  /** ms that it is on its way. */
  readonly after: number
}

export type Answerer = (request: Request) => Promise<Response>

export interface WireOptions {
  readonly scheduler: Scheduler
  /** Drawn once for each message, in the order in which they are sent. */
  readonly fate: (label: string) => MessageFate
  /** Who asks; his answers never come once he is dead. */
  readonly owner?: string | undefined
  readonly to: Answerer
}

/** How long a caller waits for an answer that does not come. */
const patienceMillis = 10_000

/** A network of one direction: each request and each answer waits for its turn, some are lost. */
export function wire({ scheduler, fate, owner, to }: WireOptions): Answerer {
  return async (request) => {
    const letter = await written(request)
    const label = nameOf(request)
    const { kind, after } = fate(label)
    if (kind === 'twice') sendAgain({ scheduler, to, letter, label, after })
    if (kind === 'lost-before') return silence(scheduler, label, owner)
    const isHeard = kind !== 'broken-before' && kind !== 'too-many'
    const answerer = isHeard ? to : refusals[kind]
    // What has left its sender arrives whether he lives or not.
    const { response } = await scheduler.call({ label: `> ${label}`, after }, () =>
      begin(answerer, letter()),
    )
    const answer = await changed(kind, await response)
    if (kind === 'lost-after') return silence(scheduler, label, owner)
    return scheduler.call({ label: `< ${answer.status} ${label}`, owner }, () => answer)
  }
}

/** What stands in the way of a service and answers for it. */
const refusals = {
  'broken-before': async () => new Response('<html>502 Bad Gateway</html>', { status: 502 }),
  'too-many': async () =>
    new Response('{"error":"slow down"}', { status: 429, headers: { 'retry-after': '3' } }),
}

async function changed(kind: MessageFate['kind'], answer: Response): Promise<Response> {
  if (kind === 'broken-after') return new Response('<html>504</html>', { status: 504 })
  if (kind !== 'half-answer') return answer
  const text = await answer.text()
  const { status, headers } = answer
  return new Response(text.slice(0, text.length / 2), { status, headers })
}

/** Begins an answer without waiting for it: it has calls of its own. */
function begin(to: Answerer, request: Request): { readonly response: Promise<Response> } {
  const response = to(request)
  response.catch(() => {})
  return { response }
}

function sendAgain(again: {
  readonly scheduler: Scheduler
  readonly to: Answerer
  readonly letter: () => Request
  readonly label: string
  readonly after: number
}): void {
  const { scheduler, to, letter, label, after } = again
  const late = after + 1 + (label.length % 7) * 1000
  scheduler.call({ label: `>> ${label}`, after: late }, () => begin(to, letter())).catch(() => {})
}

async function silence(
  scheduler: Scheduler,
  label: string,
  owner: string | undefined,
): Promise<never> {
  await scheduler.sleep(patienceMillis, `no answer ${label}`, owner)
  throw new DOMException('no answer came', 'TimeoutError')
}

/** A request as it can be sent any number of times. */
async function written(request: Request): Promise<() => Request> {
  const body = request.method === 'GET' ? undefined : await request.text()
  const { url, method, headers } = request
  return () => new Request(url, { method, headers, ...(body !== undefined && { body }) })
}

/** Method and path without the ids in it. */
function nameOf({ method, url }: Request): string {
  const { pathname } = new URL(url)
  const path = pathname
    .split('/')
    .map((part) =>
      /\d{6,}|^[a-z]{3}_|[A-Za-z0-9_-]{16,}/.test(part) && !/^com\./.test(part) ? '*' : part,
    )
    .join('/')
  return `${method} ${path}`
}
