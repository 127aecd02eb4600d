import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** A page where a buyer of the sandbox pays, whoever's it plays: plain HTML without scripts, one stylesheet. */
export function payingPage(
  texts: { readonly lang: string; readonly title: string; readonly sandbox: string },
  content: Markup,
): Markup {
  return html`<!doctype html>
<html lang="${texts.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${texts.title}</title>
<link rel="stylesheet" href="/cashier/style.css">
</head>
<body>
<main class="card">
<h1>${texts.title}</h1>
${content}
</main>
<p class="foot">${texts.sandbox}</p>
</body>
</html>`
}
