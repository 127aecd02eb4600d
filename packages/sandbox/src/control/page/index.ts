import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { SandboxOffer } from '../../catalogue/offer.ts'
import { appsSection } from './apps.ts'
import { callPage } from './call.ts'
import { callsSection } from './calls.ts'
import { backWith, ownPath, readDeed } from './do.ts'
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
  apps: appsSection,
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

  app.on(['GET', 'POST'], '/sandbox/calls/:id', async (c) => {
    const view = await open(ask, c.req)
    const call = view.state.calls.find(({ requestId }) => requestId === c.req.param('id'))
    if (!call) return send(c, layout(view, 'calls', html`<p>${view.texts.wrongPage}</p>`), 404)
    const mine = c.req.method === 'POST' ? (await c.req.formData()).get('mine') : null
    // A form sends every line break as CR LF.
    const text = typeof mine === 'string' ? mine.replaceAll('\r\n', '\n') : undefined
    return send(c, layout(view, 'calls', callPage(view, call, text)))
  })

  app.post('/sandbox/do/:path{.+}', async (c) => {
    // A page of another site must not turn this clock.
    if (c.req.header('sec-fetch-site') === 'cross-site') return c.body(null, 403)
    const form = await c.req.formData()
    try {
      const { method, body, back } = await readDeed(form)
      const answer = await ask(c.req.param('path'), { method, body })
      const said = (await answer.json()) as Said
      if (answer.ok) return c.redirect(backWith(back, 'done', outcome(said)), 303)
      const why = said.error ?? String(answer.status)
      if (method !== 'PUT') return c.redirect(backWith(back, 'failed', why), 303)
      // A script that was refused stands in its field again: nobody types it twice.
      const view = {
        ...(await open(ask, c.req, backWith('/sandbox/faults', 'failed', why))),
        script: body,
      }
      return send(c, layout(view, 'faults', faultsSection(view)), 400)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const back = ownPath(form.get('back'))
      return c.redirect(backWith(back, 'failed', error.message), 303)
    }
  })
  return app
}

function send(
  c: Context,
  markup: Markup,
  status: 200 | 400 | 404 = 200,
): Response | Promise<Response> {
  return c.html(markup, status, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
}

/** What the control API answers, as far as a person wants to see it at once. */
interface Said {
  readonly error?: string
  readonly token?: string
  readonly code?: string
}

/** A token or code that was made is shown; it is read nowhere else. */
const outcome = ({ token, code }: Said): string => token ?? code ?? '1'

async function open(
  ask: Ask,
  request: {
    url: string
    query(name: string): string | undefined
    header(name: string): string | undefined
  },
  at = request.url,
): Promise<View> {
  const { pathname, search, searchParams } = new URL(at, request.url)
  const q = request.query('q')
  const scriptNow = async () => JSON.stringify(await (await ask('faults')).json(), null, 2)
  return {
    state: (await (await ask(`state${q ? `?q=${encodeURIComponent(q)}` : ''}`)).json()) as State,
    texts: pageTexts(request.header('accept-language')),
    here: pathname + search,
    query: (name) => searchParams.get(name) ?? undefined,
    script: pathname === '/sandbox/faults' ? await scriptNow() : '',
  }
}
