/** Room for cards that are not there yet, as tall as they will be, so that nothing moves. */
export const cardRoom = `xp-card:not(:defined){display:block;max-width:var(--xp-width,320px);padding-bottom:180px}
xp-card:not(:defined):before{content:"";display:block;padding-bottom:100%}
xp-card:not(:defined)>*{display:none}`

/** Room for whatever comes as a file of its own. */
export const otherRoom = `xp-grid:not(:defined),xp-product:not(:defined),xp-checkout:not(:defined),xp-order:not(:defined),xp-orders:not(:defined){display:block;min-height:60vh}
xp-cart:not(:defined){display:inline-block;min-width:44px;min-height:46px}`

/**
 * Keeps room on this page, where the browser has constructed sheets. A page that paints before its
 * scripts run links the same rules as `<gateway>/embed/v1.css`.
 */
export function reserveRoom(css: string): void {
  const adopted = document.adoptedStyleSheets
  if (!adopted) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...adopted, sheet]
}
