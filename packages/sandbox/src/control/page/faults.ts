import { html } from 'hono/html'
import { cashierFaultKinds } from '../../cashier/index.ts'
import { FAULT_KINDS, MESSAGE_FAULT_KINDS, type Timing } from '../../faults.ts'
import { area, choice, deed, field, hidden, type Markup, type View } from './layout.ts'

/** Faults that wait, as a list and as a script that can be changed and shared, and three forms that order more. */
export function faultsSection(view: View): Markup {
  const { texts } = view
  const kinds = (list: readonly string[]) =>
    choice(
      'kind',
      texts.kind,
      list.map((kind) => [kind, kind]),
    )
  return html`<h2>${texts.nav.faults}</h2>
    ${waiting(view)}
    <div class="cards">
    <section class="card"><h3>${texts.faultsOfCalls}</h3>${deed(
      view,
      'faults',
      html`${kinds(FAULT_KINDS)}${apiField(view)}${timing(view)}
      ${field('code', texts.faultCode)}${field('message', texts.faultMessage)}${field('field', texts.faultField)}`,
      texts.add,
      'main',
    )}</section>
    <section class="card"><h3>${texts.faultsOfMessages}</h3>${deed(
      view,
      'message-faults',
      html`${kinds(MESSAGE_FAULT_KINDS)}${field('type', texts.type)}${timing(view)}`,
      texts.add,
      'main',
    )}</section>
    <section class="card"><h3>${texts.faultsOfCashier}</h3>${deed(
      view,
      'cashier-faults',
      html`${kinds(cashierFaultKinds)}
      ${field('times', texts.times, { type: 'number', value: '1' })}
      ${field('copies', texts.copies, { type: 'number' })}
      ${field('seconds', texts.seconds, { type: 'number' })}`,
      texts.add,
      'main',
    )}</section></div>
    ${script(view)}`
}

/** When it strikes: empty `times` is one, or with a probability all that come. */
function timing({ texts }: View): Markup {
  return html`${field('times', texts.timesOfFault, { type: 'number' })}
    ${field('after', texts.after, { type: 'number' })}
    ${field('probability', texts.probability, { type: 'number' })}
    ${field('ms', texts.silence, { type: 'number', value: '60000' })}`
}

/** Names of APIs that were called lately are offered; any other can be typed. */
function apiField({ state, texts }: View): Markup {
  const called = [...new Set(state.calls.map(({ api }) => api))].sort()
  return html`<label class="field"><span>${texts.api}</span>
    <input name="api" type="text" value="*" list="apis" spellcheck="false"></label>
    <datalist id="apis">${called.map((api) => html`<option value="${api}"></option>`)}</datalist>`
}

/** A script in the place of everything that waits; pasted, changed here, or from a file. */
function script({ texts, script: text, here }: View): Markup {
  return html`<section class="card wide after"><h3>${texts.script}</h3>
    <p class="none">${texts.scriptAbout} <a href="/sandbox/api/faults" download="faults.json">${texts.download}</a>
    <a href="/sandbox/api/faults/schema">JSON Schema</a></p>
    <form method="post" action="/sandbox/do/faults" enctype="multipart/form-data" class="deed script">
    ${hidden('back', here.startsWith('/sandbox/do') ? '/sandbox/faults' : here)}${hidden('method', 'PUT')}
    ${area('script', texts.scriptText, text, 12)}
    <label class="field"><span>${texts.scriptFile}</span>
    <input type="file" name="file" accept="application/json,.json"></label>
    <button class="main">${texts.loadScript}</button></form></section>`
}

function waiting(view: View): Markup {
  const { texts } = view
  const rows = waitingFaults(view)
  return html`<section class="card wide"><h3>${texts.waiting}</h3>
    ${rows.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <ul class="rows">${rows.map(
      ({ id, kind, about, when }) =>
        html`<li><code>${kind}</code><span>${about}</span><span class="none">${when}</span>
        ${deed(view, `faults/${id}`, hidden('method', 'DELETE'), texts.removeFault, 'quiet')}</li>`,
    )}</ul>
    ${rows.length > 0 ? deed(view, 'faults', hidden('method', 'DELETE'), texts.clearFaults, 'quiet') : ''}
    </section>`
}

interface Waiting {
  readonly id: string
  readonly kind: string
  readonly about: string
  readonly when: string
}

function waitingFaults(view: View): readonly Waiting[] {
  const { state, texts } = view
  return [
    ...state.faults.map(
      (fault): Waiting => ({ ...fault, about: fault.api, when: inWords(view, fault) }),
    ),
    ...state.messageFaults.map(
      (fault): Waiting => ({
        ...fault,
        about: fault.type ?? texts.nav.messages,
        when: inWords(view, fault),
      }),
    ),
    ...Object.values(state.cashier.faults).map(
      ({ id, kind, times }): Waiting => ({
        id,
        kind,
        about: texts.cashier,
        when: texts.timesLeft(times),
      }),
    ),
  ]
}

/** When a fault strikes; without a number of times it does for ever. */
function inWords({ texts }: View, { after = 0, times, probability, seen = 0 }: Timing): string {
  return [
    times === undefined ? texts.forEver : texts.timesLeft(times),
    ...(after > 0 ? [texts.afterWords(Math.max(0, after - seen))] : []),
    ...(probability === undefined ? [] : [texts.chance(probability * 100)]),
    ...(seen > 0 ? [texts.seen(seen)] : []),
  ].join(' · ')
}
