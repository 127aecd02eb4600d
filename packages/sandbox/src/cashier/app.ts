import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Ledger } from './ledger.ts'
import { operate } from './merchant-api.ts'
import { type Clocks, createMerchantDoor, type Merchant, signedAnswer } from './merchant-door.ts'
import type { Planner } from './notices.ts'
import { paymentPage, unknownPage } from './page.ts'
import { textsFor } from './page-texts.ts'
import { pay } from './payments.ts'
import { Refusal } from './refusal.ts'
import type { CashierPayment } from './state.ts'
import { stylesheet } from './stylesheet.ts'

export interface AppParts {
  readonly ledger: Ledger
  readonly planner: Planner
  readonly merchants: readonly Merchant[]
  readonly clocks: Clocks
  readonly publicUrl: string | undefined
}

const tooLong = 64 * 1024

/** Routes of the cashier: the merchant's signed calls and the buyer's page. */
export function cashierApp(parts: AppParts): Hono {
  const app = new Hono()
  const check = createMerchantDoor(parts.merchants, parts.clocks)
  const counted = bodyLimit({
    maxSize: tooLong,
    onError: () => refused(new Refusal('PARAM_ERROR', `the body is longer than ${tooLong} bytes`)),
  })
  // Counting opens a stream: only for a body that does not announce a length that may be.
  const limit: MiddlewareHandler = (c, next) =>
    Number(c.req.header('content-length') ?? tooLong) < tooLong ? next() : counted(c, next)

  app.post('/cashier/v1/:operation{.+}', limit, async (c) => {
    const raw = await c.req.text()
    const operation = c.req.param('operation')
    try {
      const caller = check(c.req.raw.headers, `/cashier/v1/${operation}`, raw)
      const base = parts.publicUrl ?? new URL(c.req.url).origin
      const pageUrl = ({ token }: CashierPayment) => `${base}/cashier/${token}`
      const asked = { ledger: parts.ledger, planner: parts.planner, caller, pageUrl }
      try {
        return signedAnswer(caller, parts.clocks, 200, await operate(operation, asked, raw))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return signedAnswer(caller, parts.clocks, error.status, wireForm(error))
      }
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      throw error
    }
  })

  app.get('/cashier/style.css', (c) =>
    c.body(stylesheet, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=300',
    }),
  )

  app.get('/cashier/:token', (c) => {
    const texts = textsFor(c.req.header('accept-language') ?? null)
    const payment = parts.ledger.paymentByToken(c.req.param('token'))
    guard(c, payment)
    if (!payment) return c.html(unknownPage(texts), 404)
    const name = parts.merchants.find(({ id }) => id === payment.merchant)?.name
    return c.html(paymentPage(texts, payment, name ?? payment.merchant, parts.planner.now()))
  })

  app.post('/cashier/:token/:deed{pay|cancel}', async (c) => {
    const payment = parts.ledger.paymentByToken(c.req.param('token'))
    if (!payment) {
      guard(c)
      return c.html(unknownPage(textsFor(c.req.header('accept-language') ?? null)), 404)
    }
    if (c.req.param('deed') === 'cancel') return c.redirect(payment.returnUrl, 303)
    const isPaid = pay(parts.ledger, parts.planner, payment)
    await parts.ledger.commit()
    return c.redirect(isPaid ? payment.returnUrl : `/cashier/${payment.token}`, 303)
  })

  return app
}

/**
 * Nothing but the own stylesheet loads, nobody frames the page. Chromium holds the redirect after a
 * form to `form-action` too, so the shop's origin is named.
 */
function guard(c: Context, payment?: CashierPayment): void {
  const shop = payment ? ` ${new URL(payment.returnUrl).origin}` : ''
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self'${shop}; base-uri 'none'; frame-ancestors 'none'`,
  )
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  c.header('x-content-type-options', 'nosniff')
  c.header('vary', 'accept-language')
}

function refused(refusal: Refusal): Response {
  return Response.json(wireForm(refusal), { status: refusal.status })
}

function wireForm({ code, message }: Refusal): { code: string; message: string } {
  return { code, message }
}
