import { shared } from '../shop/shared.ts'

/** One per page: cards that were painted early keep the sheet that they have. */
const sheets = shared('xiaopu.sheets', () => new Map<string, CSSStyleSheet>())

/**
 * Gives a shadow root its styles: one constructed sheet per text, shared by all elements, which a
 * content security policy without `unsafe-inline` allows. Answers false where the browser has no
 * constructed sheets (Safari < 16.4): the element then draws a `<style>` itself.
 */
export function adoptStyles(root: ShadowRoot | Document, css: string): boolean {
  const sheet = sheetOf(css)
  const adopted = root.adoptedStyleSheets
  if (!sheet || !adopted) return false
  if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet]
  return true
}

function sheetOf(css: string): CSSStyleSheet | undefined {
  let sheet = sheets.get(css)
  if (sheet) return sheet
  try {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    sheets.set(css, sheet)
    return sheet
  } catch {
    return undefined
  }
}
