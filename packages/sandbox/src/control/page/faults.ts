import { html } from 'hono/html'
import { cashierFaultKinds } from '../../cashier/index.ts'
import { FAULT_KINDS, MESSAGE_FAULT_KINDS } from '../../faults.ts'
import { choice, deed, field, hidden, type Markup, type View } from './layout.ts'

/** Faults that wait to happen, and three forms that order more. */
export function faultsSection(view: View): Markup {
  const { texts } = view
  const waiting = waitingFaults(view)
  const times = field('times', texts.times, { type: 'number', value: '1' })
  const kinds = (list: readonly string[]) =>
    choice(
      'kind',
      texts.kind,
      list.map((kind) => [kind, kind]),
    )
  return html`<h2>${texts.nav.faults}</h2>
    <section class="card wide"><h3>${texts.waiting}</h3>
    ${waiting.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <ul class="plain">${waiting.map(
      ([kind, about, left]) => html`<li><code>${kind}</code> ${about} × ${left}</li>`,
    )}</ul>
    ${waiting.length > 0 ? deed(view, 'faults', hidden('method', 'DELETE'), texts.clearFaults, 'quiet') : ''}
    </section>
    <div class="cards">
    <section class="card"><h3>${texts.faultsOfCalls}</h3>${deed(
      view,
      'faults',
      html`${kinds(FAULT_KINDS)}${field('api', texts.api, { value: '*' })}${times}
      ${field('ms', texts.silence, { type: 'number', value: '60000' })}`,
      texts.add,
      'main',
    )}</section>
    <section class="card"><h3>${texts.faultsOfMessages}</h3>${deed(
      view,
      'message-faults',
      html`${kinds(MESSAGE_FAULT_KINDS)}${field('type', texts.type)}${times}
      ${field('ms', texts.silence, { type: 'number', value: '60000' })}`,
      texts.add,
      'main',
    )}</section>
    <section class="card"><h3>${texts.faultsOfCashier}</h3>${deed(
      view,
      'cashier-faults',
      html`${kinds(cashierFaultKinds)}${times}
      ${field('copies', texts.copies, { type: 'number' })}
      ${field('seconds', texts.seconds, { type: 'number' })}`,
      texts.add,
      'main',
    )}</section></div>`
}

function waitingFaults({ state, texts }: View): [kind: string, about: string, left: string][] {
  return [
    ...state.faults.map(({ kind, api, times }): [string, string, string] => [
      kind,
      api,
      left(times),
    ]),
    ...state.messageFaults.map(({ kind, type, times }): [string, string, string] => [
      kind,
      type ?? texts.nav.messages,
      left(times),
    ]),
    ...Object.values(state.cashier.faults).map(({ kind, times }): [string, string, string] => [
      kind,
      texts.cashier,
      left(times),
    ]),
  ]
}

/** Without a number it strikes for ever. */
const left = (times: number | undefined): string => (times === undefined ? '∞' : String(times))
