import { adoptStyles } from '../element/styles.ts'

/**
 * Room for elements that are not there yet, as tall as they will be, so that nothing moves. A page
 * that paints before its scripts run links the same rules as `<gateway>/embed/v1.css`.
 */
export const reserve = `
xp-card:not(:defined){display:block;box-sizing:border-box;max-width:var(--xp-width,320px);padding-bottom:180px;position:relative;overflow:hidden}
xp-card:not(:defined)::before{content:"";display:block;padding-top:100%}
xp-card:not(:defined)>*{position:absolute;visibility:hidden}
xp-grid:not(:defined),xp-product:not(:defined),xp-checkout:not(:defined),xp-order:not(:defined){display:block;min-height:60vh}
xp-cart:not(:defined){display:inline-block;min-width:44px;min-height:46px}`

export function reserveRoom(): void {
  adoptStyles(document, reserve.trim())
}
