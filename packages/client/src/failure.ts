import type { Problem } from '@xiaopu/api'
import { type FailureCode, isFailureCode, ShopError } from '@xiaopu/domain'
import type { TransportReply } from './transport/transport.ts'

/**
 * A failed answer as the error that callers branch on. `detail` is the problem's, plus the HTTP
 * `status`, the `requestId` that support asks for, and the `code` of a newer gateway that this client
 * does not know.
 */
export function readFailure(reply: TransportReply): ShopError {
  const { code, detail, requestId } = parse(reply.text)
  const isKnown = code && isFailureCode(code)
  return new ShopError(isKnown ? code : codeOf(reply.status), {
    ...detail,
    ...(code && !isKnown && { code }),
    status: reply.status,
    ...(requestId && { requestId }),
  })
}

function parse(text: string): Partial<Problem> {
  try {
    // Of what is no problem, such as a bare text, nothing is found.
    return JSON.parse(text) || {}
  } catch {
    // A proxy's HTML page; the status has to do.
    return {}
  }
}

function codeOf(status: number): FailureCode {
  if (status === 404) return 'NOT_FOUND'
  if (status === 413) return 'BODY_TOO_LARGE'
  if (status === 429) return 'TOO_MANY_REQUESTS'
  return status >= 500 ? 'INTERNAL' : 'BAD_REQUEST'
}
