import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { Page, Problem } from '@xiaopu/api'
import {
  Cart,
  CartChange,
  type FailureCode,
  failures,
  ListingDetail,
  ListingView,
  ShopView,
} from '@xiaopu/domain'
import { type EmbedManifest, embedAnswer, embedFile } from '@xiaopu/widgets/server'
import * as v from 'valibot'
import { Carts } from './carts.ts'
import { detail, shopView } from './goods.ts'
import { blogCss } from './pages.ts'

const built = fileURLToPath(new URL('../../../packages/widgets/dist/embed/', import.meta.url))
const Changes = v.strictObject({ changes: v.array(CartChange) })

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
}

/** How the gateway treats the next requests to `/v1`. */
export type Mood =
  | { readonly kind: 'well' }
  | { readonly kind: 'failing'; readonly code: FailureCode; readonly times: number }
  /** Takes requests and answers none, until its mood changes: then it drops them. */
  | { readonly kind: 'hanging' }

export interface Answer {
  readonly body: string
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A gateway with nothing behind it: the contract over HTTP, for elements to be looked at. */
export class FakeGateway {
  readonly asked: Asked[] = []
  readonly pages = new Map<string, Answer>()
  goods: ListingView[] = []
  mood: Mood = { kind: 'well' }
  origin = ''
  private readonly carts = new Carts((id) => this.goods.find((each) => each.id === id))
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return this
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }

  /** Lets go of whatever it left hanging. */
  drop(): void {
    this.server.closeAllConnections()
  }

  /** A page on another origin than the gateway's own. */
  page(path: string, html: string, headers: Record<string, string> = {}): string {
    this.pages.set(path, { body: html, type: 'text/html; charset=utf-8', headers })
    return `${this.origin.replace('127.0.0.1', 'blog.test')}${path}`
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin)
    const method = request.method ?? 'GET'
    response.setHeader('access-control-allow-origin', '*')
    if (method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', '*')
      response.setHeader('access-control-allow-methods', '*')
      response.writeHead(204).end()
      return
    }
    const answer = url.pathname.startsWith('/v1/')
      ? await this.api(method, url, await bodyOf(request))
      : await this.file(url)
    if (!answer) return
    const { status = 200, body, type, headers = {} } = answer as Answer & { status?: number }
    const coded = { 'content-type': type, 'content-encoding': 'gzip', ...headers }
    response.writeHead(status, coded).end(gzipSync(body))
  }

  private async file(url: URL): Promise<Answer & { status?: number }> {
    const page = this.pages.get(url.pathname)
    if (page) return page
    if (url.pathname === '/blog.css') return { body: blogCss, type: 'text/css' }
    if (url.pathname.startsWith('/pictures/')) return picture(url.pathname)
    if (url.pathname.startsWith('/embed/')) return this.embed(url)
    return { status: 404, body: '', type: 'text/plain' }
  }

  private async embed(url: URL): Promise<Answer> {
    const type = url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
    const listing = url.searchParams.get('listing')
    if (!listing) return { body: await readFile(built + url.pathname.slice(7), 'utf8'), type }
    const manifest: EmbedManifest = JSON.parse(await readFile(`${built}manifest.json`, 'utf8'))
    const code = await readFile(built + embedFile(manifest, 'paint'), 'utf8')
    const ids = listing.split(',')
    const listings = this.goods.filter(({ id }) => ids.includes(id))
    const seed = { shop: url.searchParams.get('shop') ?? '', view: shopView(this.origin), listings }
    return { body: embedAnswer(code, seed), type }
  }

  private async api(
    method: string,
    url: URL,
    body: string,
  ): Promise<(Answer & { status?: number }) | undefined> {
    this.asked.push({ method, path: url.pathname, query: url.searchParams })
    const { mood } = this
    if (mood.kind === 'hanging') return undefined
    if (mood.kind === 'failing' && mood.times > 0) {
      this.mood = { ...mood, times: mood.times - 1 }
      return problem(mood.code)
    }
    if (url.pathname === '/v1/shop') return json(ShopView, shopView(this.origin))
    if (url.pathname === '/v1/listings') return this.list(url.searchParams)
    const [, , kind, id = '', act] = url.pathname.split('/')
    if (kind === 'listings') return this.read(id)
    if (kind === 'carts') return this.cart(method, id, act, body)
    return problem('NOT_FOUND')
  }

  private list(query: URLSearchParams) {
    const ids = query.get('ids')?.split(',')
    if (ids) {
      const items = this.goods.filter(({ id }) => ids.includes(id))
      return json(Page(ListingView), { items })
    }
    const from = Number(query.get('cursor') ?? 0)
    const limit = Number(query.get('limit') ?? 20)
    const next = from + limit < this.goods.length ? String(from + limit) : undefined
    return json(Page(ListingView), {
      items: this.goods.slice(from, from + limit),
      ...(next && { next }),
    })
  }

  private read(id: string) {
    const found = this.goods.find((each) => each.id === id)
    return found ? json(ListingDetail, detail(found)) : problem('LISTING_NOT_FOUND')
  }

  private cart(method: string, id: string, act: string | undefined, body: string) {
    const cart =
      method === 'GET'
        ? this.carts.read(id)
        : act === 'changes'
          ? this.carts.change(id, v.parse(Changes, JSON.parse(body)).changes)
          : this.carts.create(v.parse(Changes, JSON.parse(body)).changes)
    return cart ? json(Cart, cart) : problem('CART_NOT_FOUND')
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Only what the contract allows leaves, so that no test rests on a field that is not there. */
function json<T>(schema: v.GenericSchema<T, T>, value: T): Answer {
  const body = JSON.stringify(v.parse(schema, value))
  return { body, type: 'application/json', headers: { 'cache-control': 'no-store' } }
}

function problem(code: FailureCode): Answer & { status: number } {
  const status = failures[code].status || 500
  const body = v.parse(Problem, {
    type: `/problems/${code}`,
    title: code,
    status,
    code,
    detail: {},
    requestId: 'req_test',
  })
  return { status, body: JSON.stringify(body), type: 'application/problem+json' }
}

/** A drawn picture in a quiet colour of its own. */
function picture(path: string): Answer {
  const hue = Number(/(\d+)/.exec(path)?.[1] ?? 0) * 47
  const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><rect width="400" height="400" fill="hsl(${hue} 28% 86%)"/><path d="M128 140h120v110a60 60 0 0 1-60 60a60 60 0 0 1-60-60z" fill="hsl(${hue} 30% 62%)"/><path d="M248 165h20a36 36 0 0 1 0 72h-20" fill="none" stroke="hsl(${hue} 30% 62%)" stroke-width="16"/></svg>`
  return { body, type: 'image/svg+xml' }
}
