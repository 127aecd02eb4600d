import { fen, type PaymentStep } from '@xiaopu/domain'
import { qrSvg } from '@xiaopu/share/qr'
import { type Locale, textsFor } from '@xiaopu/texts'
import { wechatScript } from '../pages/page-response.ts'
import { handOverPolicy, handOverScript, payPolicy, payScript, payStyles } from './pay-script.ts'

/** What the page of an attempt shows. */
export interface PayScene {
  readonly shop: string
  /** Fen. */
  readonly amount: number
  /** The page's own address. */
  readonly url: string
  readonly locale: Locale
}

/** Opens the provider's window, goes on to the provider, or shows a code to scan. */
export function drawStep(scene: PayScene, step: PaymentStep): Response {
  const { pay } = textsFor(scene.locale)
  const back = { back: `${scene.url}/back` }
  const buttons =
    `<div class="wait"><a class="go first" id="again" href="${escaped(scene.url)}">${pay.again}</a>` +
    `<a class="go" href="${escaped(back.back)}">${pay.back}</a><p>${pay.backHint}</p></div>`
  switch (step.kind) {
    case 'bridge':
      return draw(scene, {
        data: { ...back, params: JSON.stringify(step.params) },
        body: `<p role="status">${pay.opening}</p>${buttons}`,
      })
    case 'redirect':
      return draw(scene, { data: { ...back, go: step.url }, body: buttons })
    case 'qr':
      return draw(scene, {
        data: { ...back, state: `${scene.url}/state` },
        body:
          `<h1>${pay.scan}</h1><div class="code" role="img" aria-label="${pay.scan}">${qrSvg(step.content)}</div>` +
          `<p>${pay.scanHint}</p><a class="go" href="${escaped(back.back)}">${pay.back}</a>`,
      })
  }
}

/** Where a mini-program keeps its page for paying; it is in the example, and its name is part of the guide. */
const miniPage = '/pages/xp-pay/xp-pay'

/** Leads from a web view to the mini-program's own page for paying. */
export function drawHandOver(scene: PayScene): Response {
  const { pay } = textsFor(scene.locale)
  const back = `${scene.url}/back`
  const body =
    `<p role="status">${pay.toProgram}</p><div class="wait"><a class="go first" id="again" href="${escaped(back)}">${pay.again}</a>` +
    `<a class="go" href="${escaped(back)}">${pay.back}</a><p>${pay.toProgramHint}</p></div>`
  const data = { back, mini: miniPage, state: `${scene.url}/state` }
  return draw(scene, { data, body, isHandOver: true })
}

/** How to go on in a browser, where the app that shows this page blocks the provider's. */
export function drawOpenInBrowser(scene: PayScene): Response {
  const { pay } = textsFor(scene.locale)
  const body = `<h1>${pay.inBrowser}</h1><p>${pay.inBrowserHint}</p><a class="go" href="${escaped(scene.url)}/back">${pay.back}</a>`
  return draw(scene, { data: {}, body })
}

/** Something to read where there is nothing to pay, or not now. */
export function drawWords(
  locale: Locale,
  name: 'over' | 'failed' | 'elsewhere' | 'notFound',
  scene?: PayScene,
): Response {
  const { pay } = textsFor(locale)
  const again = `<a class="go first" href="${escaped(scene?.url ?? '')}">${pay.again}</a>`
  const ways = scene
    ? `${name === 'failed' ? again : ''}<a class="go" href="${escaped(scene.url)}/back">${pay.back}</a>`
    : ''
  const body = `<h1>${pay[name]}</h1><p>${pay[`${name}Hint`]}</p>${ways}`
  const status = { over: 200, failed: 503, elsewhere: 409, notFound: 404 }[name]
  return page({ title: pay[name], locale, main: `<main>${body}</main>` }, status)
}

function draw(
  { shop, amount, locale }: PayScene,
  {
    data,
    body,
    isHandOver,
  }: { data: Readonly<Record<string, string>>; body: string; isHandOver?: true },
): Response {
  const { pay } = textsFor(locale)
  const facts = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`)
  const head = `<p>${escaped(pay.to(shop))}</p><p class="amount">${pay.amount(fen(amount))}</p>`
  const main = `<main id="pay"${facts.join('')}>${head}${body}</main>`
  const scripts = isHandOver
    ? `<script src="${wechatScript}"></script><script>${handOverScript}</script>`
    : `<script>${payScript}</script>`
  const policy = isHandOver ? handOverPolicy : payPolicy
  return page({ title: pay.title(shop), locale, main: main + scripts, policy }, 200)
}

function page(
  {
    title,
    locale,
    main,
    policy = payPolicy,
  }: { title: string; locale: Locale; main: string; policy?: string },
  status: number,
): Response {
  const html =
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">' +
    `<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${payStyles}</style></head>` +
    `<body>${main}</body></html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': locale,
      'content-security-policy': policy,
      'cache-control': 'no-store',
      // H5 pay wants to know from which domain the buyer comes, and learns no more.
      'referrer-policy': 'strict-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      vary: 'accept-language, user-agent',
    },
  })
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
