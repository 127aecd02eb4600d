import type { BodyInput, ParamsOf, Problem, QueryInput, ReplyOf, Route } from '@xiaopu/api'
import { isFailureCode, ShopError } from '@xiaopu/domain'

export interface Seller {
  readonly gateway: string
  /** Secret key, `xsk_…`. */
  readonly secret: string
  /** Answers requests: over the network, or a gateway in this process. */
  readonly fetch: (request: Request) => Promise<Response>
}

export interface Input<R extends Route> {
  readonly params?: ParamsOf<R>
  readonly query?: QueryInput<R>
  readonly body?: BodyInput<R>
}

/**
 * Calls a row of the contract as the shop's seller.
 *
 * @throws ShopError with the code that the gateway answered, OFFLINE where none answered
 */
export async function ask<R extends Route>(
  seller: Seller,
  route: R,
  input: Input<R> = {},
): Promise<ReplyOf<R>> {
  const response = await send(seller, route, input)
  const text = await response.text()
  if (response.ok) return JSON.parse(text)
  throw failureOf(text)
}

/** The same for an answer that is not JSON. */
export async function download<R extends Route>(
  seller: Seller,
  route: R,
  input: Input<R> = {},
): Promise<Uint8Array> {
  const response = await send(seller, route, input)
  if (!response.ok) throw failureOf(await response.text())
  return new Uint8Array(await response.arrayBuffer())
}

async function send<R extends Route>(
  { gateway, secret, fetch }: Seller,
  route: R,
  { params = {} as ParamsOf<R>, query, body }: Input<R>,
): Promise<Response> {
  const named: Readonly<Record<string, string>> = params
  const path = route.path.replaceAll(/:([a-z]+)/gi, (_, name: string) =>
    encodeURIComponent(named[name] ?? ''),
  )
  const url = new URL(gateway + path)
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const request = new Request(url, {
    method: route.method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return fetch(request).catch((cause: unknown) => {
    throw new ShopError('OFFLINE', { gateway }, { cause })
  })
}

function failureOf(text: string): ShopError {
  try {
    const { code, detail }: Problem = JSON.parse(text)
    if (isFailureCode(code)) return new ShopError(code, detail)
  } catch {
    // Something between us and the gateway answered.
  }
  return new ShopError('INTERNAL')
}
