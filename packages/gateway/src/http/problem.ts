import { type Problem, problemMedia } from '@xiaopu/api'
import { failures, isShopError, ShopError } from '@xiaopu/domain'

/**
 * A failed request as RFC 9457 problem+json; what nobody planned for becomes INTERNAL, without its insides.
 * Sentences for people are made from `code` and `detail` by `@xiaopu/texts`, in the reader's language.
 */
export function problemResponse(error: unknown, requestId: string): Response {
  const failure = isShopError(error) ? error : new ShopError('INTERNAL')
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
  if (retry && status !== 409) headers['retry-after'] = '2'
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}
