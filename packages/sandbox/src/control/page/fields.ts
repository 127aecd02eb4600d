import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** A labelled text field. */
export function field(
  name: string,
  label: string,
  more: { value?: string; type?: string; isRequired?: boolean } = {},
): Markup {
  const { value = '', type = 'text', isRequired = false } = more
  const step = type === 'number' ? html` step="any" min="0" inputmode="decimal"` : ''
  return html`<label class="field"><span>${label}</span>
    <input name="${name}" type="${type}"${step} value="${value}"${isRequired ? html` required` : ''}></label>`
}

/** A labelled search field. */
export function searchField(name: string, label: string, value: string): Markup {
  return html`<label class="field"><span>${label}</span>
    <input name="${name}" type="search" value="${value}"></label>`
}

/** A labelled field of several lines. */
export function area(name: string, label: string, value: string, rows = 3): Markup {
  return html`<label class="field"><span>${label}</span>
    <textarea name="${name}" rows="${rows}" spellcheck="false">${value}</textarea></label>`
}

/** A labelled choice; options are value and words. */
export function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen = '',
): Markup {
  return html`<label class="field"><span>${label}</span><select name="${name}">${options.map(
    ([value, words]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${words}</option>`,
  )}</select></label>`
}

/** A box to tick; unticked it is sent as `false`. */
export function check(name: string, label: string, isOn: boolean): Markup {
  return html`<label class="check">${hidden(name, 'false')}
    <input type="checkbox" name="${name}" value="true"${isOn ? html` checked` : ''}> <span>${label}</span></label>`
}

/** A hidden field. */
export function hidden(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`
}
