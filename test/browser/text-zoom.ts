import type { Page } from 'playwright-core'

/**
 * Enlarges text as Android's web views do for whoever has set large letters (WeChat among them): sizes and
 * line heights of letters grow, all other lengths stay. Again for what has come since.
 */
export async function zoomText(page: Page, factor: number): Promise<void> {
  await page.evaluate((by) => {
    const scope = globalThis as { zoomedSheets?: WeakSet<CSSStyleSheet> }
    scope.zoomedSheets ||= new WeakSet()
    const done = scope.zoomedSheets
    const enlarge = ({ style }: CSSStyleRule) => {
      for (const name of ['font-size', 'line-height']) {
        const pixels = /^([\d.]+)px$/.exec(style.getPropertyValue(name))?.[1]
        if (pixels) style.setProperty(name, `${Number(pixels) * by}px`)
      }
    }
    const roots: (Document | ShadowRoot)[] = [document]
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        if (shadowRoot) roots.push(shadowRoot)
      }
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
        if (done.has(sheet)) continue
        done.add(sheet)
        for (const rule of sheet.cssRules) if (rule instanceof CSSStyleRule) enlarge(rule)
      }
    }
  }, factor)
}
