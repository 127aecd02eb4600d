import { shared } from '../shop/shared.ts'

/** One per page: cards that were painted early keep the sheet that they have. */
const sheets = shared('xiaopu.sheets', () => new Map<string, CSSStyleSheet>())

/**
 * Gives a shadow root its styles: one constructed sheet per text, shared by all elements, which a
 * content security policy without `unsafe-inline` allows. Where the browser has no constructed sheets
 * (Safari < 16.4) they are written once what is drawn just now stands there.
 */
export function adoptStyles(root: ShadowRoot, css: string): void {
  const adopted = root.adoptedStyleSheets
  if (!adopted) {
    queueMicrotask(() => writeStyles(root as Written, css))
    return
  }
  let sheet = sheets.get(css)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    sheets.set(css, sheet)
  }
  if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet]
}

/** A root knows what was written into it by its text. */
type Written = ShadowRoot & { [css: string]: HTMLStyleElement | undefined }

/** A rule, or a block of rules. */
const rule = /[^{}]+\{([^{}]+\{[^{}]*\})*[^{}]*\}/g

/**
 * Rule by rule: a policy that forbids the text of a style sheet allows that to scripts, once it allows a
 * sheet without text.
 */
function writeStyles(root: Written, css: string): void {
  const style = root[css] || root.appendChild(document.createElement('style'))
  root[css] = style
  const sheet = style.sheet as CSSStyleSheet
  // A root that was moved has lost its rules.
  if (sheet.cssRules.length) return
  for (const text of (css.match(rule) as string[]).reverse()) {
    try {
      sheet.insertRule(text)
    } catch {
      // A selector that it does not know: as a sheet's text does, it loses that rule alone.
    }
  }
}
