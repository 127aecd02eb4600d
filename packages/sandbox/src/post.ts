import http from 'node:http'
import https from 'node:https'

const agents = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
}

/**
 * `fetch` as far as the sandbox needs it to tell an app or a merchant something: a text goes out, the answer comes
 * back whole, no redirect is followed. Connections are kept. It costs half of what the built-in one costs.
 */
export const post: typeof fetch = async (input, init = {}) => {
  const { method = 'GET', body, signal } = init
  const address = new URL(input instanceof Request ? input.url : input)
  const headers = Object.fromEntries(new Headers(init.headers))
  const isSecure = address.protocol === 'https:'
  const send = () =>
    new Promise<Response>((give, fail) => {
      const request = (isSecure ? https : http).request(address, {
        method,
        headers,
        agent: isSecure ? agents.https : agents.http,
        ...(signal && { signal }),
      })
      request.once('response', (answer) => read(answer).then(give, fail))
      request.once('error', (error: NodeJS.ErrnoException) => {
        if (signal?.aborted) fail(signal.reason)
        // The other side had closed a kept connection in the same moment.
        else if (request.reusedSocket && error.code === 'ECONNRESET') send().then(give, fail)
        else fail(new TypeError('fetch failed', { cause: error }))
      })
      request.end(body)
    })
  return send()
}

async function read(answer: http.IncomingMessage): Promise<Response> {
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part as Buffer)
  const { statusCode: status = 0 } = answer
  const hasBody = ![204, 205, 304].includes(status)
  return new Response(hasBody ? Buffer.concat(parts) : null, { status })
}
