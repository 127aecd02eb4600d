import { html } from 'hono/html'
import type { Message } from '../../push/message.ts'
import { chinaTime, deed, field, type Markup, type View, word } from './layout.ts'

/** Push messages, newest first, and where they go. */
export function messagesSection(view: View): Markup {
  const { state, texts } = view
  const messages = state.messages.toReversed().slice(0, 100)
  const url = field('callbackUrl', texts.callback, { value: state.app.callbackUrl ?? '' })
  return html`<h2>${texts.nav.messages}</h2>
    <section class="card wide">${deed(view, 'app', url, texts.save)}</section>
    ${messages.length === 0 ? html`<p class="none">${texts.none}</p>` : ''}
    <div class="calls">${messages.map((message) => entry(view, message))}</div>`
}

function entry(view: View, message: Message): Markup {
  const { texts } = view
  const isThere = message.state === 'delivered' || message.state === 'confirmed'
  const look = message.state === 'pending' ? '' : isThere ? 'success' : 'cancel'
  return html`<details class="card"><summary><time>${chinaTime(message.bornAt)}</time>
    <code>${message.type}</code>
    <span class="tag ${look}">${word(texts.messageStates, message.state)}</span></summary>
    <pre>${message.data}</pre>
    <h4>${texts.attempts}</h4>
    <ol class="plain">${message.attempts.map(
      ({ at, status }) => html`<li><time>${chinaTime(at)}</time> ${status || texts.noAnswer}</li>`,
    )}</ol>
    ${deed(view, `messages/${message.id}/send`, '', texts.sendAgain)}</details>`
}
