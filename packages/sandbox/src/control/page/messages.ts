import { html } from 'hono/html'
import type { Message } from '../../push/message.ts'
import { chinaTime, choice, deed, type Markup, searchField, type View, word } from './layout.ts'

/** Push messages, newest first, narrowed by state and text. Where they go is said with the apps. */
export function messagesSection(view: View): Markup {
  const { state, texts, query } = view
  const [is, asked] = [query('state') ?? '', (query('text') ?? '').trim()]
  const found = state.messages
    .toReversed()
    .filter((message) => is === '' || message.state === is)
    .filter(({ type, data, id }) => [type, data, id].some((text) => text.includes(asked)))
  const shown = found.slice(0, 100)
  const states = Object.entries(texts.messageStates)
  const callback = state.app.callbackUrl
  return html`<h2>${texts.nav.messages}</h2>
    <p class="none"><a href="/sandbox/apps">${texts.callback}</a> ${callback ? html`<code>${callback}</code>` : texts.none}</p>
    <form class="card wide filter" role="search" action="/sandbox/messages">
    ${choice('state', texts.state, [['', texts.all], ...states], is)}
    ${searchField('text', texts.findMessages, asked)}
    <button class="main">${texts.search}</button></form>
    <p class="none" role="status">${texts.found(shown.length, state.messages.length)}</p>
    <div class="calls">${shown.map((message) => entry(view, message))}</div>`
}

function entry(view: View, message: Message): Markup {
  const { texts } = view
  const isThere = message.state === 'delivered' || message.state === 'confirmed'
  const look = message.state === 'pending' ? '' : isThere ? 'success' : 'cancel'
  return html`<details class="card"><summary><time>${chinaTime(message.bornAt)}</time>
    <code>${message.type}</code>
    <span class="tag ${look}">${word(texts.messageStates, message.state)}</span></summary>
    <pre tabindex="0">${message.data}</pre>
    <h4>${texts.attempts}</h4>
    <ol class="plain">${message.attempts.map(
      ({ at, status }) => html`<li><time>${chinaTime(at)}</time> ${status || texts.noAnswer}</li>`,
    )}</ol>
    ${deed(view, `messages/${message.id}/send`, '', texts.sendAgain)}</details>`
}
