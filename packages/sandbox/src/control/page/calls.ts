import { html } from 'hono/html'
import type { LoggedCall } from '../../door/call-log.ts'
import { chinaTime, type Markup, type View } from './layout.ts'

/** The last calls, newest first; a wrong signature shows both signatures and the text to sign. */
export function callsSection(view: View): Markup {
  const { state, texts } = view
  const calls = state.calls.toReversed().slice(0, 80)
  return html`<h2>${texts.nav.calls}</h2>
    ${calls.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <div class="calls">${calls.map((call) => entry(view, call))}</div>`
}

function entry({ texts }: View, call: LoggedCall): Markup {
  const isWrong = call.errorCode === 'gw.SignatureInvalid'
  const params = Object.entries(call.params).filter(([name]) => name !== '_aop_signature')
  return html`<details class="card"${isWrong ? html` open` : ''}>
    <summary><time>${chinaTime(call.at)}</time> <code>${call.api}</code>
    <span class="tag ${call.status < 400 && !call.errorCode ? 'success' : 'cancel'}">${call.errorCode ?? call.status}</span>
    ${call.fault ? html`<span class="tag">${call.fault}</span>` : ''}</summary>
    ${isWrong ? signatures(texts, call) : ''}
    <h4>${texts.params}</h4>
    <dl class="params">${params.map(
      ([name, value]) =>
        html`<div><dt><code>${name}</code></dt><dd><code>${value}</code></dd></div>`,
    )}</dl>
    <h4>${texts.toSign}</h4><pre>${call.stringToSign}</pre>
    <h4>${texts.answer}</h4><pre>${call.answer}</pre></details>`
}

function signatures(texts: View['texts'], call: LoggedCall): Markup {
  const given = call.params._aop_signature ?? ''
  return html`<p class="said failed">${texts.signatureWrong}</p>
    <div class="sides"><div><h4>${texts.given}</h4><pre>${given}</pre></div>
    <div><h4>${texts.expected}</h4><pre>${call.expectedSignature}</pre></div></div>`
}
