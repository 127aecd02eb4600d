import { html } from 'hono/html'
import { yuanText } from '../../money.ts'
import { chinaTime } from '../../times.ts'
import type { describeState } from '../state.ts'
import { hidden, type Markup } from './fields.ts'
import type { PageTexts } from './texts.ts'

/** What the JSON control API says under `/state`. */
export type State = ReturnType<typeof describeState>

/** One page being drawn: what is so, in which words, and where to come back to after a deed. */
export interface View {
  readonly state: State
  readonly texts: PageTexts
  /** Path and query of this page. */
  readonly here: string
  readonly query: (name: string) => string | undefined
  /** The fault script in its field: what waits, or what was typed and refused. */
  readonly script: string
}

export type Section = keyof PageTexts['nav']

/** The whole document: clock and sections above, the section's content below. */
export function layout(view: View, section: Section | undefined, content: Markup): Markup {
  const { texts } = view
  return html`<!doctype html>
<html lang="${texts.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${section === undefined ? '' : `${texts.nav[section]} · `}${texts.title}</title>
<link rel="stylesheet" href="/sandbox/style.css">
</head>
<body>
<header>
<h1>${texts.title}</h1>
${clock(view)}
<nav>${sections(texts).map(
    ([path, name]) =>
      html`<a href="/sandbox/${path}"${path === section ? html` aria-current="page"` : ''}>${name}</a>`,
  )}</nav>
</header>
<main>
${said(view)}
${content}
</main>
</body>
</html>`
}

function sections(texts: PageTexts): [Section, string][] {
  return Object.entries(texts.nav) as [Section, string][]
}

function clock(view: View): Markup {
  const { texts, state } = view
  const turn = (hours: string, name: string) =>
    deed(view, 'clock', html`<input type="hidden" name="hours" value="${hours}">`, name, 'small')
  const hours = html`<label><span class="hidden">${texts.hours}</span>
    <input name="hours" type="number" min="0" step="any" required placeholder="${texts.hours}"></label>`
  return html`<section class="clock" aria-label="${texts.clock}">
    <p><time datetime="${state.time}">${chinaTime(state.now)}</time> <small>${texts.china}</small></p>
    <div class="row">${turn('1', texts.hour)}${turn('24', texts.day)}
    ${next(view)}${deed(view, 'clock', hours, texts.turn, 'small')}</div></section>`
}

/** What will happen, soonest first; the time to pay of an order that was paid ends without a word. */
export function upcoming({ dues, orders }: State): State['dues'] {
  const unpaid = new Set(
    orders.filter((each) => each.status === 'waitbuyerpay').map(({ id }) => id),
  )
  return dues
    .filter(({ kind, about }) => kind !== 'pay-timeout' || unpaid.has(about))
    .toSorted((a, b) => a.at - b.at)
}

/** Turns to the moment of what is due next. */
function next(view: View): Markup | string {
  const { state, texts } = view
  const [due] = upcoming(state)
  if (!due) return ''
  return deed(view, 'clock', hidden('at', String(Math.max(due.at, state.now))), texts.toNext)
}

function said({ query, texts }: View): Markup {
  const [done, failed] = [query('done'), query('failed')]
  if (failed) return html`<p class="said failed" role="alert">${failed}</p>`
  if (!done) return html``
  const made = done === '1' ? '' : html` <code>${done}</code>`
  return html`<p class="said" role="status">${texts.done}${made}</p>`
}

/**
 * A form that does one thing through the control API and comes back here. Field names may end in
 * `Yuan` (sent as fen), be `hours` (sent as `advanceMs`) or hold a dot (`stock.<specId>`).
 */
export function deed(
  view: View,
  path: string,
  fields: Markup | string,
  name: string,
  look: 'main' | 'small' | 'quiet' = 'small',
): Markup {
  return html`<form method="post" action="/sandbox/do/${path}" class="deed">
    <input type="hidden" name="back" value="${view.here}">${fields}
    <button class="${look}">${name}</button></form>`
}

/** A list of names and values; empty values are left out. */
export function facts(rows: readonly (readonly [string, string | Markup | undefined])[]): Markup {
  return html`<dl>${rows.map(([name, value]) =>
    value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : '',
  )}</dl>`
}

/** A word in a table of the texts; one that the table lacks stands for itself. */
export function word(table: Readonly<Record<string, string>>, key: string): string {
  return table[key] ?? key
}

export function yuan(fen: number): string {
  return fen < 0 ? `-¥${yuanText(-fen)}` : `¥${yuanText(fen)}`
}

export type { Markup } from './fields.ts'
export { area, check, choice, field, hidden, searchField } from './fields.ts'
export { chinaTime }
