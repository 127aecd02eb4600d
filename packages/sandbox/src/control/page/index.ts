import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import { callsSection } from './calls.ts'
import { backWith, readDeed } from './do.ts'
import { faultsSection } from './faults.ts'
import { layout, type Markup, type Section, type State, type View } from './layout.ts'
import { messagesSection } from './messages.ts'
import { moneySection } from './money.ts'
import { offerPage, offersSection } from './offers.ts'
import { ordersSection } from './orders.ts'
import { stylesheet } from './stylesheet.ts'
import { pageTexts } from './texts.ts'

/** Asks the JSON control API: `path` below `/sandbox/api/`. */
type Ask = (path: string, init?: RequestInit) => Promise<Response>

const sections: Readonly<Record<Section, (view: View) => Markup>> = {
  '': ordersSection,
  offers: offersSection,
  faults: faultsSection,
  calls: callsSection,
  messages: messagesSection,
  money: moneySection,
}
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * The control page below `/sandbox/`: plain HTML and forms over the JSON control API, which `fetch`
 * reaches. Works without scripts; a deed is answered by a redirect to where the person was.
 */
export function controlPage(fetch: (request: Request) => Promise<Response>): Hono {
  const ask: Ask = (path, init) =>
    fetch(new Request(new URL(path, 'http://sandbox/sandbox/api/'), init))
  const app = new Hono({ strict: false })
  app.get('/sandbox/style.css', (c) =>
    c.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )

  for (const [name, draw] of Object.entries(sections)) {
    // Where a host is not strict about the last slash, it asks for the path without one.
    app.on('GET', [`/sandbox/${name}`, `/sandbox/${name}`.replace(/\/$/, '')], async (c) => {
      const view = await open(ask, c.req)
      return send(c, layout(view, name as Section, draw(view)))
    })
  }

  app.get('/sandbox/offers/:id', async (c) => {
    const view = await open(ask, c.req)
    const answer = await ask(`offers/${encodeURIComponent(c.req.param('id'))}`)
    if (!answer.ok)
      return send(c, layout(view, 'offers', html`<p>${view.texts.wrongPage}</p>`), 404)
    const offer = (await answer.json()) as SandboxOffer
    return send(c, layout(view, 'offers', offerPage(view, offer)))
  })

  app.post('/sandbox/do/:path{.+}', async (c) => {
    // A page of another site must not turn this clock.
    if (c.req.header('sec-fetch-site') === 'cross-site') return c.body(null, 403)
    const form = await c.req.formData()
    try {
      const { method, body, back } = readDeed(form)
      const answer = await ask(c.req.param('path'), { method, body: JSON.stringify(body) })
      if (answer.ok) return c.redirect(backWith(back, 'done', '1'), 303)
      const { error } = (await answer.json()) as { error?: string }
      return c.redirect(backWith(back, 'failed', error ?? String(answer.status)), 303)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return c.redirect(backWith('/sandbox/', 'failed', error.message), 303)
    }
  })
  return app
}

function send(c: Context, markup: Markup, status: 200 | 404 = 200): Response | Promise<Response> {
  return c.html(markup, status, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
}

async function open(
  ask: Ask,
  request: {
    url: string
    query(name: string): string | undefined
    header(name: string): string | undefined
  },
): Promise<View> {
  const { pathname, search } = new URL(request.url)
  const q = request.query('q')
  return {
    state: (await (await ask(`state${q ? `?q=${encodeURIComponent(q)}` : ''}`)).json()) as State,
    texts: pageTexts(request.header('accept-language')),
    here: pathname + search,
    query: (name) => request.query(name),
  }
}
