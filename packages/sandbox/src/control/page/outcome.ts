import { html } from 'hono/html'
import type { LoggedCall } from '../../door/call-log.ts'
import type { Markup, View } from './layout.ts'

/** What became of a call: done, refused by its API, turned away at the door, or its signature was wrong. */
export type Outcome = 'fine' | 'refused' | 'turned-away' | 'signature'

export function outcomeOf({ errorCode, refusal, status }: LoggedCall): Outcome {
  if (errorCode === 'gw.SignatureInvalid') return 'signature'
  if (errorCode !== undefined || status >= 400) return 'turned-away'
  return refusal === undefined ? 'fine' : 'refused'
}

/** How it ended, and the fault that it suffered. */
export function tags({ texts }: View, call: LoggedCall): Markup {
  const outcome = outcomeOf(call)
  const code = call.errorCode ?? call.refusal
  return html`<span class="tag ${outcome === 'fine' ? 'success' : 'cancel'}">${texts.outcomes[outcome]}${code ? html` <code>${code}</code>` : ''}</span>
    ${call.fault ? html`<span class="tag">${texts.outcomes.fault} <code>${call.fault}</code></span>` : ''}`
}
