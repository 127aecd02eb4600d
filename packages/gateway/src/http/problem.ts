import { type Problem, problemMedia } from '@xiaopu/api'
import { failures, isShopError, ShopError } from '@xiaopu/domain'

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
  if (retry) headers['retry-after'] = '2'
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** PostgreSQL: lock not available, deadlock, serialization, statement cancelled by its time limit. */
const busyCodes = new Set(['55P03', '40P01', '40001', '57014'])

function failureOf(error: unknown): ShopError {
  if (isShopError(error)) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new ShopError(busyCodes.has(code) ? 'REQUEST_IN_FLIGHT' : 'INTERNAL')
}
