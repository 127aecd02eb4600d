/** An answer as it came over the wire, whatever it means. */
export interface Answer {
  readonly status: number
  readonly text: string
  /** Seconds the platform asked us to wait. */
  readonly retryAfter?: number
}

export class AnswerTooLong extends Error {
  override name = 'AnswerTooLong' as const
}

/** Nothing the platform answers comes near. */
const longest = 2_000_000

/**
 * Posts parameters as a form and reads the answer up to 2 MB, all within `millis`. A redirect is an
 * error: it would carry signed parameters somewhere else.
 */
export async function postForm(
  fetch: typeof globalThis.fetch,
  url: string,
  params: Readonly<Record<string, string>>,
  millis: number,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: new URLSearchParams(params).toString(),
    redirect: 'error',
    signal: AbortSignal.timeout(millis),
  })
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    status: response.status,
    text: await readText(response),
    ...(retryAfter >= 0 && { retryAfter }),
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  // Leaving the loop early, by a throw too, cancels the body.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > longest) throw new AnswerTooLong(`an answer of more than ${longest} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether a failed request surely never reached anybody: then nothing can have happened. */
export function neverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && beforeSending.has(String(cause.code))) return true
    if (cause instanceof AggregateError && cause.errors.length > 0) {
      return cause.errors.every(neverSent)
    }
  }
  return false
}
