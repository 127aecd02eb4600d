/** A request ready to go: parameters are signed already, files never are. */
export interface Outgoing {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly params: Readonly<Record<string, string>>
  /** The parameters as a form. */
  readonly form: string
  readonly files: Readonly<Record<string, Blob>>
}

/** An answer as it came over the wire, whatever it means. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly bytes: number
  /** Seconds the platform asked us to wait. */
  readonly retryAfter?: number
}

export class AnswerTooLong extends Error {
  override name = 'AnswerTooLong' as const
}

/** Nothing the platform answers comes near. */
const longest = 2_000_000

/**
 * Sends parameters as a form, in the query of a GET, or beside files as multipart, and reads the
 * answer up to 2 MB. A redirect is an error: it would carry signed parameters somewhere else. The
 * whole body is read or cancelled, so that the connection serves the next call.
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  const { url, ...init } = encoded(outgoing)
  const response = await fetch(url, { ...init, redirect: 'error', signal })
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    status: response.status,
    ...(await readText(response)),
    ...(retryAfter >= 0 && { retryAfter }),
  }
}

function encoded({ url, method, params, form, files }: Outgoing) {
  if (method === 'GET') return { url: `${url}?${form}`, method }
  const names = Object.keys(files)
  if (names.length > 0) {
    const body = new FormData()
    for (const [name, value] of Object.entries(params)) body.set(name, value)
    for (const [name, file] of Object.entries(files)) body.set(name, file)
    return { url, method, body }
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
  return { url, method, headers, body: form }
}

/** Bytes that the parameters and files of a request take, for traces. */
export function sizeOf({ form, files }: Outgoing): number {
  return Object.values(files).reduce((sum, file) => sum + file.size, form.length)
}

const decoder = new TextDecoder()

async function readText(response: Response): Promise<{ text: string; bytes: number }> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early, by a throw too, cancels the body.
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength
    if (bytes > longest) throw new AnswerTooLong(`an answer of more than ${longest} bytes`)
    pieces.push(piece)
  }
  const [only] = pieces
  return {
    text: decoder.decode(only && pieces.length === 1 ? only : Buffer.concat(pieces, bytes)),
    bytes,
  }
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
