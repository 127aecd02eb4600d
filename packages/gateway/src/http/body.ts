import { ShopError } from '@xiaopu/domain'
import { checkPlain } from './plain-json.ts'

/** The largest body any route reads: a cart of 60 lines is 20 kB. */
const maxBodyBytes = 64 * 1024

/**
 * The raw bytes of a request, counted while they arrive: a chunked body has no length to believe.
 *
 * @throws ShopError BODY_TOO_LARGE
 */
export async function readBytes(request: Request, max = maxBodyBytes): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > max) throw new ShopError('BODY_TOO_LARGE', { max })
  // A body of announced length is that long, or the connection breaks: it can be taken in one go.
  if (announced > 0) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (bytes.byteLength > max) throw new ShopError('BODY_TOO_LARGE', { max })
    return bytes
  }
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > max) throw new ShopError('BODY_TOO_LARGE', { max })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/**
 * @param options.mayLack - answers undefined where there is no body
 * @throws ShopError BAD_REQUEST where the body is no plain JSON in UTF-8
 */
export async function readJson(
  request: Request,
  { mayLack = false }: { readonly mayLack?: boolean } = {},
): Promise<unknown> {
  const bytes = await readBytes(request)
  if (mayLack && bytes.byteLength === 0) return undefined
  const json = parse(bytes)
  checkPlain(json)
  return json
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new ShopError('BAD_REQUEST', { where: 'body', reason: 'not JSON' }, { cause })
  }
}
