import { html } from 'hono/html'
import type { LoggedCall } from '../../door/call-log.ts'
import { explained } from './call.ts'
import { chinaTime, choice, type Markup, searchField, type View } from './layout.ts'
import { outcomeOf, tags } from './outcome.ts'

// Making every known mistake of a call costs about a millisecond; a page of wrong ones stays quick.
const MOST_EXPLAINED = 20

/** The last calls, newest first, narrowed by API, outcome and text; each leads to its own page. */
export function callsSection(view: View): Markup {
  const { state, texts, query } = view
  const [api, outcome, asked] = [query('api') ?? '', query('outcome') ?? '', query('text') ?? '']
  const found = state.calls
    .toReversed()
    .filter((call) => isFor(call, api, outcome) && holds(call, asked))
  const apis = [...new Set(state.calls.map((call) => call.api))].sort()
  const outcomes = Object.entries(texts.outcomes)
  let left = MOST_EXPLAINED
  return html`<h2>${texts.nav.calls}</h2>
    <form class="card wide filter" role="search" action="/sandbox/calls">
      ${choice('api', texts.apiName, [['', texts.all], ...apis.map((each) => [each, each] as const)], api)}
      ${choice('outcome', texts.outcome, [['', texts.all], ...outcomes], outcome)}
      ${searchField('text', texts.callText, asked)}
      <button class="main">${texts.search}</button></form>
    <p class="none" role="status">${texts.found(found.length, state.calls.length)}</p>
    <ul class="rows">${found.map((call) => row(view, call, outcomeOf(call) === 'signature' && left-- > 0))}</ul>`
}

function isFor(call: LoggedCall, api: string, outcome: string): boolean {
  if (api !== '' && call.api !== api) return false
  if (outcome === 'fault') return call.fault !== undefined
  return outcome === '' || outcomeOf(call) === outcome
}

/** Whether a number, parameter or answer of the call holds the text, without case. */
function holds(call: LoggedCall, asked: string): boolean {
  const wanted = asked.trim().toLowerCase()
  if (wanted === '') return true
  const params = Object.entries(call.params).map(([name, value]) => `${name}=${value}`)
  return [call.api, call.requestId, call.answer, call.errorCode ?? '', ...params].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}

function row(view: View, call: LoggedCall, isExplained: boolean): Markup {
  const cause = isExplained ? explained(view, call) : undefined
  return html`<li><a href="/sandbox/calls/${call.requestId}"><code>${call.api}</code></a>
    <span class="tags">${tags(view, call)}</span><time>${chinaTime(call.at)}</time>
    ${cause ? html`<p class="cause">${cause}</p>` : ''}</li>`
}
