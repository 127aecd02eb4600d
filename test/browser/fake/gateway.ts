import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Route } from '@xiaopu/api'
import { table } from '@xiaopu/api/table'
import { type FailureCode, isShopError, ShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import { answers } from './answers.ts'
import { createWorld, type World } from './world.ts'

export const shopKey = 'xpk_test'
export const orderToken = 'tok_0123456789'

export interface FakeGateway {
  readonly url: string
  readonly world: World
  /** `GET /v1/listings` and so on, as they came. */
  readonly asked: readonly string[]
  /** From now on a route fails with this code, hangs, or (without a second argument) works again. */
  fail(route: string, how?: FailureCode | 'hang'): void
  /** Serves a page, or another file, at a path. */
  page(path: string, text: string, type?: string): void
  close(): Promise<void>
}

export interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: never
  readonly world: World
  readonly url: string
}

const embed = fileURLToPath(new URL('../../../packages/widgets/dist/embed/', import.meta.url))

/**
 * A gateway that speaks the contract from memory: what comes in and what goes out is held against
 * the table of routes, so that a page tested here meets the same shapes as in the field.
 */
export async function fakeGateway(): Promise<FakeGateway> {
  const world = createWorld()
  const failures = new Map<string, FailureCode | 'hang'>()
  const pages = new Map<string, { text: string; type: string }>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', origin(server))
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-allow-methods', '*')
    response.setHeader('cache-control', 'no-store')
    if (request.method === 'OPTIONS') return response.end()
    const page = pages.get(url.pathname)
    if (page) return send(response, 200, page.text, page.type)
    if (url.pathname.startsWith('/embed/')) return sendFile(response, url.pathname.slice(7))
    const { row, params } = find(request.method ?? '', url.pathname)
    if (!row) return send(response, 404, 'no such page', 'text/plain')
    const name = `${row.method} ${row.path}`
    asked.push(`${request.method} ${url.pathname}`)
    const how = failures.get(name)
    if (how === 'hang') return
    try {
      if (how) throw new ShopError(how)
      if (row.caller === 'buyer' && request.headers['x-order-token'] !== orderToken) {
        throw new ShopError('ORDER_NOT_FOUND')
      }
      const reply = await answer(row, name, { params, url: origin(server), world }, request, url)
      send(response, 200, JSON.stringify(reply), 'application/json')
    } catch (error) {
      if (!isShopError(error)) throw error
      const { code, detail, status } = error
      const problem = { type: 'about:blank', title: code, status, code, detail, requestId: 'req_1' }
      send(response, status || 500, JSON.stringify(problem), 'application/problem+json')
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: origin(server),
    world,
    asked,
    fail(route, how) {
      if (how) failures.set(route, how)
      else failures.delete(route)
    },
    page(path, text, type = 'text/html; charset=utf-8') {
      pages.set(path, { text, type })
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(
  row: Route,
  name: string,
  asked: Omit<Asked, 'query' | 'body'>,
  request: IncomingMessage,
  url: URL,
): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { shop: _shop, embed: _embed, ...query } = Object.fromEntries(url.searchParams)
  const text = Buffer.concat(chunks).toString()
  if (row.query) v.parse(row.query, query)
  const body = row.body ? v.parse(row.body, JSON.parse(text)) : undefined
  if (row.idempotent && !request.headers['idempotency-key']) {
    throw new ShopError('IDEMPOTENCY_KEY_MISSING')
  }
  const key = `${name} ${request.headers['idempotency-key']}`
  const before = row.idempotent ? asked.world.answered.get(key) : undefined
  const reply = before ?? answers[name]?.({ ...asked, query, body: body as never })
  if (row.idempotent) asked.world.answered.set(key, reply)
  return row.reply ? v.parse(row.reply, reply) : reply
}

function find(method: string, path: string) {
  for (const row of table) {
    const pattern = new RegExp(`^${row.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const match = pattern.exec(path)
    if (row.method === method && match) return { row, params: { ...match.groups } }
  }
  return { params: {} }
}

function origin(server: Server): string {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the gateway has no port')
  return `http://127.0.0.1:${address.port}`
}

async function sendFile(response: ServerResponse, name: string) {
  const type = name.endsWith('.js') ? 'text/javascript' : 'application/json'
  send(response, 200, await readFile(embed + name, 'utf8'), type)
}

function send(response: ServerResponse, status: number, text: string, type: string) {
  response.writeHead(status, { 'content-type': type })
  response.end(text)
}
