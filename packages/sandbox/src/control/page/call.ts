import { html } from 'hono/html'
import type { LoggedCall } from '../../door/call-log.ts'
import { signatureOf } from '../../door/check-signature.ts'
import { type Explanation, explainSignature, firstDifference } from './explain-signature.ts'
import { chinaTime, facts, type Markup, type View } from './layout.ts'
import { tags } from './outcome.ts'

/** One call whole: what came, what had to be signed, what was answered; `mine` is a text to compare with. */
export function callPage(view: View, call: LoggedCall, mine?: string): Markup {
  const { texts } = view
  const params = Object.entries(call.params).filter(([name]) => name !== '_aop_signature')
  return html`<p><a class="back" href="/sandbox/calls">${texts.allCalls}</a></p>
    <article class="card wide"><h2><code>${call.api}</code></h2>
    <p class="tags">${tags(view, call)}</p>
    ${facts([
      [texts.time, chinaTime(call.at)],
      ['AppKey', html`<code>${call.appKey}</code>`],
      ['request_id', html`<code>${call.requestId}</code>`],
      ['HTTP', `${call.method} → ${call.status}`],
    ])}</article>
    ${call.errorCode === 'gw.SignatureInvalid' ? wrong(view, call) : ''}
    <section class="card wide"><h3>${texts.params}</h3>
    <dl class="params">${params.map(
      ([name, value]) =>
        html`<div><dt><code>${name}</code></dt><dd><code>${value}</code></dd></div>`,
    )}</dl></section>
    <section class="card wide"><h3>${texts.answer}</h3><pre tabindex="0">${call.answer}</pre></section>
    <section class="card wide"><h3>${texts.signature}</h3>
    ${call.isCut ? html`<p class="none">${texts.cut}</p>` : ''}
    <h4>${texts.toSign}</h4><pre tabindex="0">${call.stringToSign}</pre>
    <h4>${texts.expected}</h4><pre>${call.expectedSignature}</pre>
    ${compareForm(view, call, mine)}</section>`
}

function explain(view: View, call: LoggedCall): Explanation | undefined {
  return call.isCut ? undefined : explainSignature(call, view.state.apps)
}

/** The mistake in words, where it can be told. */
export function explained(view: View, call: LoggedCall): string | undefined {
  const found = explain(view, call)
  return found && inWords(view, found)
}

function inWords({ texts }: View, { mistakes, notation, names }: Explanation): string {
  const said = mistakes.map((each) =>
    each === 'parameter-left-out' || each === 'other-app'
      ? texts.namedMistakes[each](names.join(', '))
      : texts.mistakes[each],
  )
  return [...said, ...(notation === 'hex' ? [] : [texts.notations[notation]])].join(texts.and)
}

function wrong(view: View, call: LoggedCall): Markup {
  const { texts } = view
  const found = explain(view, call)
  return html`<section class="card wide"><h3>${texts.signatureWrong}</h3>
    <p class="said failed"><strong>${found ? inWords(view, found) : call.isCut ? texts.cut : texts.unexplained}</strong></p>
    ${sides(
      [texts.given, html`<pre>${call.params._aop_signature}</pre>`],
      [texts.expected, html`<pre>${call.expectedSignature}</pre>`],
    )}
    ${found ? compared(view, found.signed, call.stringToSign) : ''}</section>`
}

/** Both texts with their first difference marked; said in words too, for those who hear the page. */
function compared({ texts }: View, signed: string, expected: string): Markup {
  const at = firstDifference(signed, expected)
  const place = at === undefined ? texts.sameText : texts.differs(at + 1)
  return html`<p>${place}</p>
    ${at === undefined ? '' : sides([texts.signedNear, near(signed, at)], [texts.expectedNear, near(expected, at)])}
    ${sides([texts.signedText, marked(signed, at)], [texts.toSign, marked(expected, at)])}`
}

function sides(...pair: readonly (readonly [name: string, what: Markup])[]): Markup {
  return html`<div class="sides">${pair.map(
    ([name, what]) => html`<div><h4>${name}</h4>${what}</div>`,
  )}</div>`
}

const BEFORE = 24
const AFTER = 40

function near(text: string, at: number): Markup {
  const from = Math.max(0, at - BEFORE)
  return html`<pre>${from > 0 ? '…' : ''}${text.slice(from, at)}${mark(text, at)}${text.slice(at + 1, at + AFTER)}${text.length > at + AFTER ? '…' : ''}</pre>`
}

function marked(text: string, at: number | undefined): Markup {
  if (at === undefined) return html`<pre tabindex="0">${text}</pre>`
  return html`<pre tabindex="0">${text.slice(0, at)}${mark(text, at)}${text.slice(at + 1)}</pre>`
}

/** Where a text ends too early there is nothing to mark but its end. */
const mark = (text: string, at: number): Markup => html`<mark>${text[at] ?? '⌁'}</mark>`

function compareForm(view: View, call: LoggedCall, mine: string | undefined): Markup {
  const { texts } = view
  return html`<form method="post" action="/sandbox/calls/${call.requestId}" class="compare">
    <label class="field"><span>${texts.pasteMine}</span>
    <textarea name="mine" rows="4" required spellcheck="false">${mine ?? ''}</textarea></label>
    <button class="main">${texts.compare}</button></form>
    ${mine === undefined ? '' : verdict(view, call, mine)}`
}

/** What the pasted text says: whether it is the right one, and whether the signature that came is its. */
function verdict(view: View, call: LoggedCall, mine: string): Markup {
  const { texts, state } = view
  const isRight = mine === call.stringToSign
  const given = (call.params._aop_signature ?? '').toUpperCase()
  const own = state.apps.find(({ key }) => key === call.appKey) ?? state.app
  const isSignedBy = signatureOf(own.secret, mine) === given
  return html`<div role="status"><p class="said${isRight && isSignedBy ? '' : ' failed'}">
    ${isRight ? texts.mineRight : texts.mineWrong} ${isSignedBy ? texts.mineSigned : texts.mineUnsigned}</p>
    ${isRight ? '' : compared(view, mine, call.stringToSign)}</div>`
}
