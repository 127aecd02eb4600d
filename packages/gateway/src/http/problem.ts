import { type Problem, problemMedia } from '@xiaopu/api'
import { failures, isShopError, ShopError } from '@xiaopu/domain'
import { codeOf, isDatabaseGone } from '../db/database-gone.ts'

/**
 * A failed request as RFC 9457 problem+json; what nobody planned for becomes INTERNAL, without its insides.
 * Sentences for people are made from `code` and `detail` by `@xiaopu/texts`, in the reader's language.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const failure = failureOf(error)
  const { status, retry } = failures[failure.code]
  const problem: Problem = {
    type: `https://xiaopu.dev/problems/${failure.code}`,
    title: failure.code.toLowerCase().replaceAll('_', ' '),
    status: status || 503,
    code: failure.code,
    detail: { ...failure.detail },
    requestId,
  }
  const headers: Record<string, string> = {
    'content-type': problemMedia,
    'cache-control': 'no-store',
  }
  if (failure.code === 'METHOD_NOT_ALLOWED') headers.allow = String(failure.detail.allowed)
  if (retry) headers['retry-after'] = String(waitFor(failure))
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** In whole seconds. */
function waitFor({ code, detail }: ShopError): number {
  if (typeof detail.seconds === 'number') return Math.max(1, Math.ceil(detail.seconds))
  return code === 'MAINTENANCE' ? 5 : 2
}

/** PostgreSQL: lock not available, deadlock, serialization, statement cancelled by its time limit. */
const busyCodes = new Set(['55P03', '40P01', '40001', '57014'])

function failureOf(error: unknown): ShopError {
  if (isShopError(error)) return error
  if (isDatabaseGone(error)) return new ShopError('MAINTENANCE')
  return new ShopError(busyCodes.has(codeOf(error)) ? 'REQUEST_IN_FLIGHT' : 'INTERNAL')
}
