import { GatewayError } from './gateway-error.ts'

/** What a request carries, before anybody knows which API it is for. */
export interface Sent {
  /** Query and form in one; the form wins. Files of a multipart form are not among them: they are not signed. */
  readonly params: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, Uint8Array>
}

// A picture of 3 MB as base64 in a form.
const MAX_BODY = 6_000_000
/** More parameters than any API has [sbx]. */
const MAX_PARAMS = 1000

/**
 * Reads a request in every form that clients use (reference §1.2): all in the query, all in the form, split, or
 * multipart with a file part. A body that is no form has no parameters. Throws 413 and 400 before holding more
 * than the limits in memory.
 */
export async function readRequest(request: Request): Promise<Sent> {
  const params = new Map<string, string>()
  const files = new Map<string, Uint8Array>()
  const add = (name: string, value: string): void => {
    params.set(name, value)
    if (params.size > MAX_PARAMS) throw new GatewayError('400', 'Too many parameters')
  }
  for (const [name, value] of new URL(request.url).searchParams) add(name, value)
  const type = request.headers.get('content-type') ?? ''
  if (request.method !== 'POST' || !/urlencoded|multipart\/form-data/.test(type)) {
    return { params, files }
  }
  const body = await readBody(request)
  if (type.includes('urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) add(name, value)
    return { params, files }
  }
  for (const [name, value] of await readMultipart(body, type)) {
    if (typeof value === 'string') add(name, value)
    else files.set(name, new Uint8Array(await value.arrayBuffer()))
  }
  return { params, files }
}

async function readBody(request: Request): Promise<Buffer> {
  const tooLarge = (): GatewayError => new GatewayError('413', 'Request entity too large', 413)
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > MAX_BODY) throw tooLarge()
  // It is that long, or the connection breaks: it can be taken in one go.
  if (announced > 0) {
    const whole = Buffer.from(await request.arrayBuffer())
    if (whole.length > MAX_BODY) throw tooLarge()
    return whole
  }
  const parts: Uint8Array[] = []
  let size = 0
  // A chunked body has no length to look at beforehand.
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > MAX_BODY) throw tooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function readMultipart(body: Buffer, type: string): Promise<Iterable<[string, FormPart]>> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': type },
    }).formData()
    return form as unknown as Iterable<[string, FormPart]>
  } catch {
    throw new GatewayError('400', 'Malformed multipart body')
  }
}

type FormPart = string | Blob
