import type { Problem } from '@xiaopu/api'
import { type FailureCode, isFailureCode, ShopError } from '@xiaopu/domain'
import type { TransportReply } from './transport/transport.ts'

/**
 * A failed answer as the error that callers branch on. `detail` is the problem's, plus the HTTP
 * `status` and the `requestId` that support asks for.
 */
export function readFailure(reply: TransportReply): ShopError {
  const problem = parse(reply.text)
  const code = problem?.code
  return new ShopError(code && isFailureCode(code) ? code : codeOf(reply.status), {
    ...problem?.detail,
    status: reply.status,
    ...(problem?.requestId && { requestId: problem.requestId }),
  })
}

function parse(text: string): Partial<Problem> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // A proxy's HTML page; the status has to do.
    return undefined
  }
}

function codeOf(status: number): FailureCode {
  if (status === 404) return 'NOT_FOUND'
  if (status === 413) return 'BODY_TOO_LARGE'
  if (status === 429) return 'TOO_MANY_REQUESTS'
  return status >= 500 ? 'INTERNAL' : 'BAD_REQUEST'
}
