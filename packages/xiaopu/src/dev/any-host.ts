import type { HttpBindings } from '@hono/node-server'
import type { Answer } from '../listen.ts'

/** An address of this machine that can be opened without a name server: no page can fake it. */
const ownHost = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\]|[a-z0-9-]+\.local)$/i

/**
 * Lets a phone open what is written for this machine. Addresses in answers start with what the
 * gateway calls itself (`http://127.0.0.1:8688`); asked as `http://192.168.1.5:8688`, it answers
 * with that instead, and reads it back from what is sent. For `dev` only: a deployed gateway has
 * one public address.
 *
 * @param origins - what gateway and sandbox call themselves
 */
export function underAnyHost(answer: Answer, origins: readonly string[]): Answer {
  const usual = new Set(origins.map((origin) => new URL(origin).hostname))
  return async (request, env) => {
    const { hostname } = new URL(request.url)
    if (usual.has(hostname)) return answer(request, env)
    if (!ownHost.test(hostname)) return new Response('unknown host', { status: 421 })
    const names = origins.map((own) => ({ own, asked: renamed(own, hostname) }))
    const inward = (text: string) =>
      names.reduce((now, { own, asked }) => now.replaceAll(asked, own), text)
    const outward = (text: string) =>
      names.reduce((now, { own, asked }) => now.replaceAll(own, asked), text)
    return rewriteAnswer(await ask(answer, request, env, inward), outward)
  }
}

function renamed(origin: string, hostname: string): string {
  const url = new URL(origin)
  url.hostname = hostname
  return url.origin
}

async function ask(
  answer: Answer,
  request: Request,
  env: Partial<HttpBindings>,
  inward: (text: string) => string,
): Promise<Response> {
  const headers = new Headers()
  for (const [name, value] of request.headers) {
    if (name !== 'accept-encoding' && name !== 'content-length') headers.set(name, inward(value))
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  return answer(
    new Request(inward(request.url), {
      method: request.method,
      headers,
      ...(hasBody && { body: inward(await request.text()) }),
    }),
    env,
  )
}

async function rewriteAnswer(
  response: Response,
  outward: (text: string) => string,
): Promise<Response> {
  const headers = new Headers()
  for (const [name, value] of response.headers) headers.append(name, outward(value))
  const { status } = response
  if (!/text|json|javascript|svg/.test(headers.get('content-type') ?? '') || !response.body) {
    return new Response(response.body, { status, headers })
  }
  headers.delete('content-length')
  return new Response(outward(await response.text()), { status, headers })
}
