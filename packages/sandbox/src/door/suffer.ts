import type { ScriptedFault } from '../faults.ts'
import { drip } from './drip.ts'
import { GatewayError } from './gateway-error.ts'
import { misshape } from './misshape.ts'
import { reshape } from './reshape.ts'

const html = '<html><head><title>500 Internal Server Error</title></head><body>nginx</body></html>'

/** The part of a fault that comes before the API runs. */
export async function suffer(fault: ScriptedFault | undefined, request: Request): Promise<void> {
  switch (fault?.kind) {
    case 'delay':
      return silence(fault.ms, request.signal)
    case 'timeout-before':
    case 'reset-before':
    case 'http-500':
      throw new GatewayError('500', 'Internal error', 500)
    case 'permission':
      throw new GatewayError('gw.APIACLDecline', 'AppKey is not allowed(acl)')
    case 'qos':
      throw new GatewayError('gw.QosAppFrequencyLimit', 'App call exceeds limited frequency')
    case 'gateway': {
      const code = fault.code ?? '500'
      const status = /^[1-5]\d\d$/.test(code) ? Number(code) : 400
      throw new GatewayError(code, fault.message ?? code, status)
    }
  }
}

/** The part of a fault that spoils the answer on its way back. */
export async function answerFault(
  fault: ScriptedFault | undefined,
  request: Request,
  reset: () => Promise<Response>,
  made: { readonly status: number; readonly body: string },
): Promise<Response> {
  switch (fault?.kind) {
    case 'timeout-before':
    case 'timeout-after':
      await silence(fault.ms, request.signal)
      return new Response(html, { status: 504, headers: { 'content-type': 'text/html' } })
    case 'reset-before':
    case 'reset-after':
      return reset()
    case 'http-500':
    case 'http-500-after':
      return new Response(html, {
        status: /^5\d\d$/.test(fault.code ?? '') ? Number(fault.code) : 500,
        headers: { 'content-type': 'text/html' },
      })
    case 'half-answer':
      return half(made.status, Buffer.from(made.body))
    case 'slow-stream':
      return json(made.status, drip(made.body, fault.ms, request.signal))
    case 'bad-json':
      return json(made.status, made.body.slice(0, Math.ceil(made.body.length / 2)))
    default:
      return json(made.status, fault ? reshape(fault, misshape(fault.kind, made.body)) : made.body)
  }
}

/** Promises the whole, sends the first half and hangs up. */
const half = (status: number, body: Buffer): Response =>
  new Response(body.subarray(0, Math.ceil(body.length / 2)), {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'content-length': String(body.length),
      connection: 'close',
    },
  })

const json = (status: number, body: string | ReadableStream<Uint8Array>): Response =>
  new Response(body, { status, headers: { 'content-type': 'application/json;charset=UTF-8' } })

/** Waits, and stops waiting when the caller hangs up. */
function silence(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    if (signal.aborted) done()
    else signal.addEventListener('abort', done)
  })
}
